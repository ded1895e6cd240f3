package org.metasparse.signal.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;

/** Surfaces of sampled shapes: where they are, that they are closed, and which side is out. */
class IsosurfaceTest {
  private static final ShapeKind CUBE = new ShapeKind(2, 10, 20, 30);

  private static void watertight(Mesh mesh) {
    assertNull(MeshEdges.flaw(mesh, "face", new int[mesh.faces()]));
  }

  @Test
  void aSphereComesBack() {
    int n = 24;
    float[] values = new float[n * n * n];
    for (int i = 0; i < values.length; i++) {
      double x = 2.0 * (i % n) / (n - 1) - 1;
      double y = 2.0 * (i / n % n) / (n - 1) - 1;
      double z = 2.0 * (i / n / n) / (n - 1) - 1;
      values[i] = (float) (0.5 + (Math.sqrt(x * x + y * y + z * z) - 0.7) / 2);
    }
    Mesh mesh = Isosurface.of(new Signal("s", CUBE, new Grid(List.of(n, n, n)), 1, values));
    watertight(mesh);
    for (int v = 0; v < mesh.vertices().length; v += 3) {
      double x = mesh.vertices()[v] - 10;
      double y = mesh.vertices()[v + 1] - 20;
      double z = mesh.vertices()[v + 2] - 30;
      assertEquals(1.4, Math.sqrt(x * x + y * y + z * z), 0.01);
    }
    MeshTree tree = new MeshTree(mesh);
    // Not its absolute value: triangles show their outer side.
    assertEquals(1, tree.winding(10, 20, 30), 0.01);
    assertEquals(0, tree.winding(10, 20, 31.6), 0.01);
    assertEquals(-1.4, tree.signedDistance(10, 20, 30), 0.02);
  }

  /** Noise meets every case of a tetrahedron, values of exactly 0.5, NaN, and the border. */
  @Test
  void noiseHasAClosedSurface() {
    for (int seed = 0; seed < 20; seed++) {
      Rng rng = new Rng(seed);
      float[] values = new float[5 * 6 * 7];
      for (int i = 0; i < values.length; i++) {
        int kind = rng.nextInt(12);
        values[i] = kind == 0 ? 0.5f : kind == 1 ? Float.NaN : rng.uniform(0, 1);
      }
      Mesh mesh = Isosurface.of(new Signal("n", CUBE, new Grid(List.of(5, 6, 7)), 1, values));
      watertight(mesh);
      assertTrue(mesh.faces() > 50, "seed " + seed);
      // Where a corner is on the surface, the vertices of its edges keep apart.
      Set<List<Double>> places = new HashSet<>();
      for (int v = 0; v < mesh.vertices().length; v += 3) {
        List<Double> place =
            List.of(mesh.vertices()[v], mesh.vertices()[v + 1], mesh.vertices()[v + 2]);
        assertTrue(places.add(place), "seed " + seed + ": two vertices at " + place);
      }
    }
  }

  @Test
  void theOrderOfAxesIsZYX() {
    float[] values = new float[3 * 4 * 5];
    Arrays.fill(values, 1);
    // A point at z 1 of 3, y 1 of 4, x 3 of 5.
    values[(4 + 1) * 5 + 3] = 0;
    Mesh mesh = Isosurface.of(new Signal("p", CUBE, new Grid(List.of(3, 4, 5)), 1, values));
    watertight(mesh);
    double[] sum = new double[3];
    for (int v = 0; v < mesh.vertices().length; v++) {
      sum[v % 3] += mesh.vertices()[v] * 3 / mesh.vertices().length;
    }
    assertArrayEquals(new double[] {10 + 2 * 0.5, 20 - 2 / 3.0, 30}, sum, 0.2);
    assertTrue(new MeshTree(mesh).winding(11, 20 - 2 / 3.0, 30) > 0.99);
  }

  @Test
  void extentsCount() {
    float[] values = new float[27];
    Arrays.fill(values, 1);
    values[13] = 0;
    Grid grid = new Grid(List.of(3, 3, 3), List.of(0.25f, 0.5f, 1f));
    Mesh mesh = Isosurface.of(new Signal("p", CUBE, grid, 1, values));
    double[] most = new double[3];
    for (int v = 0; v < mesh.vertices().length; v++) {
      most[v % 3] = Math.max(most[v % 3], mesh.vertices()[v]);
    }
    // Half a step from the middle: half the cube's half times the extent.
    assertArrayEquals(new double[] {10 + 1, 20 + 0.5, 30 + 0.25}, most, 1e-6);
  }

  @Test
  void nothingInsideIsNoSurface() {
    Signal empty =
        new Signal(
            "e",
            CUBE,
            new Grid(List.of(3, 3, 3)),
            1,
            new float[] {
              1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0
            });
    assertEquals(0, Isosurface.of(empty).faces(), "only the border is inside");
  }
}
