package org.metasparse.signal.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.testing.TestFiles.assertRefused;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Signal;

/** Distances to meshes against formulas and against a look at every triangle. */
class MeshDistancesTest {
  /** A box of half sides a, b, c around the origin. */
  static Mesh box(double a, double b, double c) {
    double[] vertices = new double[24];
    for (int i = 0; i < 8; i++) {
      vertices[3 * i] = (i & 1) == 0 ? -a : a;
      vertices[3 * i + 1] = (i & 2) == 0 ? -b : b;
      vertices[3 * i + 2] = (i & 4) == 0 ? -c : c;
    }
    int[] quads = {0, 2, 3, 1, 4, 5, 7, 6, 0, 1, 5, 4, 2, 6, 7, 3, 0, 4, 6, 2, 1, 3, 7, 5};
    int[] triangles = new int[36];
    for (int q = 0; q < 6; q++) {
      int[] of = {0, 1, 2, 0, 2, 3};
      for (int i = 0; i < 6; i++) {
        triangles[6 * q + i] = quads[4 * q + of[i]];
      }
    }
    return new Mesh(vertices, triangles);
  }

  /** A sphere of radius 1 whose corners lie on it, of 8 * 4^depth triangles. */
  static Mesh sphere(int depth) {
    double[] v = {1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1};
    int[] t = {0, 2, 4, 2, 1, 4, 1, 3, 4, 3, 0, 4, 2, 0, 5, 1, 2, 5, 3, 1, 5, 0, 3, 5};
    for (int d = 0; d < depth; d++) {
      int[] finer = new int[4 * t.length];
      int count = v.length / 3;
      v = Arrays.copyOf(v, v.length + 3 * t.length);
      for (int i = 0; i < t.length; i += 3) {
        int[] middle = new int[3];
        for (int e = 0; e < 3; e++) {
          // Vertices of an edge are made twice, at the same place: a soup of triangles will do.
          middle[e] = count++;
          double length = 0;
          for (int axis = 0; axis < 3; axis++) {
            double m = v[3 * t[i + e] + axis] + v[3 * t[i + (e + 1) % 3] + axis];
            v[3 * middle[e] + axis] = m;
            length += m * m;
          }
          for (int axis = 0; axis < 3; axis++) {
            v[3 * middle[e] + axis] /= Math.sqrt(length);
          }
        }
        int[] four = {
          t[i], middle[0], middle[2], middle[0], t[i + 1], middle[1],
          middle[2], middle[1], t[i + 2], middle[0], middle[1], middle[2]
        };
        System.arraycopy(four, 0, finer, 4 * i, 12);
      }
      t = finer;
    }
    return new Mesh(v, t);
  }

  private static double[] point(Rng rng, double reach) {
    return new double[] {
      rng.uniform(-1, 1) * reach, rng.uniform(-1, 1) * reach, rng.uniform(-1, 1) * reach
    };
  }

  @Test
  void aBoxIsAsFarAsItsFormulaSays() {
    MeshTree tree = new MeshTree(box(1, 0.5, 0.25));
    Rng rng = new Rng(3);
    for (int i = 0; i < 2000; i++) {
      double[] p = point(rng, 2);
      double x = Math.abs(p[0]) - 1;
      double y = Math.abs(p[1]) - 0.5;
      double z = Math.abs(p[2]) - 0.25;
      double out = Math.hypot(Math.hypot(Math.max(x, 0), Math.max(y, 0)), Math.max(z, 0));
      double expected = out + Math.min(Math.max(x, Math.max(y, z)), 0);
      assertEquals(expected, tree.signedDistance(p[0], p[1], p[2]), 1e-12, () -> "seed 3");
    }
  }

  @Test
  void aSphereIsAsFarAsItsRadiusSays() {
    MeshTree tree = new MeshTree(sphere(5));
    Rng rng = new Rng(4);
    for (int i = 0; i < 500; i++) {
      double[] p = point(rng, 1.5);
      double r = Math.sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);
      // The triangles lie within the sphere, by 1 - cos of half an edge's angle at most.
      assertEquals(r - 1, tree.signedDistance(p[0], p[1], p[2]), 1e-3, () -> "seed 4");
      if (Math.abs(r - 1) > 0.002) {
        assertEquals(r < 1 ? 1 : 0, tree.winding(p[0], p[1], p[2]), 0.05, () -> "seed 4");
      }
    }
  }

  @Test
  void theTreeFindsTheNearestOfAllTriangles() {
    Rng rng = new Rng(5);
    double[] vertices = new double[3 * 90];
    int[] triangles = new int[3 * 200];
    for (int i = 0; i < vertices.length; i++) {
      vertices[i] = rng.uniform(-1, 1);
    }
    for (int i = 0; i < triangles.length; i++) {
      // Some triangles are edges or points.
      triangles[i] = rng.nextInt(90);
    }
    triangles[1] = triangles[0];
    triangles[2] = triangles[0];
    Mesh mesh = new Mesh(vertices, triangles);
    MeshTree tree = new MeshTree(mesh);
    for (int i = 0; i < 300; i++) {
      double[] p = point(rng, 1.5);
      double nearest = Double.POSITIVE_INFINITY;
      for (int t = 0; t < mesh.faces(); t++) {
        nearest = Math.min(nearest, TriangleDistance.squared(mesh, t, p[0], p[1], p[2]));
      }
      assertEquals(Math.sqrt(nearest), tree.distance(p[0], p[1], p[2]), 0.0, () -> "seed 5");
    }
  }

  @Test
  void aTriangleFromEverySide() {
    Mesh one = new Mesh(new double[] {0, 0, 0, 2, 0, 0, 0, 2, 0}, new int[] {0, 1, 2});
    double[][] cases = {
      {0.5, 0.5, 3, 9},
      {-1, 0.5, 0, 1},
      {-3, -4, 0, 25},
      {3, 3, 0, 8},
      {4, -1, 0, 5},
      {0.2, 0.2, 0, 0}
    };
    for (double[] c : cases) {
      assertEquals(
          c[3], TriangleDistance.squared(one, 0, c[0], c[1], c[2]), 1e-12, Arrays.toString(c));
    }
  }

  @Test
  void aHoleLeavesAnInside() {
    Mesh whole = box(1, 1, 1);
    Mesh open = new Mesh(whole.vertices(), Arrays.copyOf(whole.triangles(), 33));
    MeshTree tree = new MeshTree(open);
    assertTrue(tree.signedDistance(0, 0, 0) < 0);
    assertTrue(tree.signedDistance(0, 0, 1.2) > 0);
    // Turned inside out, too.
    int[] turned = open.triangles().clone();
    for (int i = 0; i < turned.length; i += 3) {
      turned[i] = open.triangles()[i + 1];
      turned[i + 1] = open.triangles()[i];
    }
    assertTrue(new MeshTree(new Mesh(open.vertices(), turned)).signedDistance(0, 0, 0) < 0);
  }

  @Test
  void axesAreZYXAndValuesHalfCubes() {
    // Long in x, thin in z, off the origin.
    Mesh box = box(1, 0.5, 0.25);
    double[] moved = box.vertices().clone();
    for (int i = 0; i < moved.length; i += 3) {
      moved[i] = moved[i] * 10 + 100;
      moved[i + 1] = moved[i + 1] * 10 - 50;
      moved[i + 2] = moved[i + 2] * 10 + 7;
    }
    Signal shape = MeshDistances.sample(new Mesh(moved, box.triangles()), 11, "box");
    ShapeKind cube = (ShapeKind) shape.kind();
    assertEquals(11, cube.half(), 1e-9);
    assertArrayEquals(
        new double[] {100, -50, 7}, new double[] {cube.x(), cube.y(), cube.z()}, 1e-9);
    // Points of the middle, one step of 2.2 along each axis: only z leaves the box (half 2.5).
    int middle = (5 * 11 + 5) * 11 + 5;
    assertEquals(0.5 - 2.5 / 22, shape.values()[middle], 1e-6);
    assertEquals(0.5 - 2.5 / 22, shape.values()[middle + 3], 1e-6, "x");
    assertEquals(0.5 - 0.6 / 22, shape.values()[middle + 2 * 11], 1e-6, "y");
    assertEquals(0.5 + 1.9 / 22, shape.values()[middle + 2 * 121], 1e-6, "z");
  }

  @Test
  void aPointIsNoMesh() {
    String text = "v 1 1 1\nf 1 1 1\n";
    MeshReader.Read read = ObjReader.decode("x", text.getBytes(StandardCharsets.US_ASCII));
    assertRefused(() -> MeshDistances.sample(read, 4, "x.obj"), "x.obj", "no extent");
  }

  @Test
  void verticesWithoutATriangleDoNotCount() {
    Mesh box = box(1, 0.5, 0.25);
    double[] more = Arrays.copyOf(box.vertices(), box.vertices().length + 3);
    more[more.length - 1] = 100;
    Signal shape = MeshDistances.sample(new Mesh(more, box.triangles()), 3, "box");
    assertEquals(MeshDistances.sample(box, 3, "box").kind(), shape.kind());
  }
}
