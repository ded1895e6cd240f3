package org.metasparse.signal.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.testing.TestFiles.assertRefused;
import static org.metasparse.testing.TestFiles.odd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.engine.Rng;
import org.metasparse.format.DamageSweep;

/** Meshes as programs write them: of other formats, turned, cut, doubled; against formulas. */
class OddMeshesTest {
  private static MeshReader.Read read(String name) {
    return MeshReader.decode(name, odd(name));
  }

  private static MeshReader.Read read(String name, String text) {
    return MeshReader.decode(name, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String notice(MeshReader.Read read) {
    return MeshDistances.notice(MeshRepair.of(read.mesh()), read);
  }

  /** The signed distance to a cube from its formula: its middle and half its side. */
  private static double cube(double[] p, double[] middle, double half) {
    double out = 0;
    double in = Double.NEGATIVE_INFINITY;
    for (int axis = 0; axis < 3; axis++) {
      double q = Math.abs(p[axis] - middle[axis]) - half;
      out += Math.max(q, 0) * Math.max(q, 0);
      in = Math.max(in, q);
    }
    return Math.sqrt(out) + Math.min(in, 0);
  }

  private static void assertCube(Mesh mesh, String name) {
    double least = Arrays.stream(mesh.vertices()).min().getAsDouble();
    double most = Arrays.stream(mesh.vertices()).max().getAsDouble();
    double middle = (least + most) / 2;
    MeshTree tree = new MeshTree(mesh);
    Rng rng = new Rng(12);
    for (int i = 0; i < 2000; i++) {
      double[] p = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        p[axis] = middle + rng.uniform(-1, 1) * (most - least);
      }
      double expected = cube(p, new double[] {middle, middle, middle}, (most - least) / 2);
      assertEquals(expected, tree.signedDistance(p[0], p[1], p[2]), 1e-6, name + ", seed 12");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cube.obj",
        "cube.ply",
        "cube.stl",
        "mixwind.obj",
        "13-mixed.obj",
        "13-soup.obj",
        "12-bom.obj",
        "12-cr.obj",
        "12-trailing.obj"
      })
  void everyCubeIsACube(String name) {
    MeshReader.Read read = read(name);
    assertEquals(12, read.mesh().faces());
    assertCube(MeshRepair.of(read.mesh()).mesh(), name);
  }

  @Test
  void whatWasMendedIsTold() {
    for (String name : new String[] {"cube.obj", "cube.ply", "cube.stl", "13-soup.obj"}) {
      assertNull(notice(read(name)), name);
    }
    for (String name : new String[] {"mixwind.obj", "13-mixed.obj"}) {
      String said = notice(read(name));
      assertTrue(said.matches("\\d of 12 triangles were wound .*were turned"), said);
    }
    String open = notice(read("open.obj"));
    assertTrue(open.startsWith("is not watertight: the edge from vertex "), open);
    assertTrue(open.contains("belongs to one face, and 3 more are flawed"), open);
  }

  /** Any triangles of a sphere turned: the sphere comes back, at most half of them are changed. */
  @Test
  void turnedTrianglesAreFound() {
    Mesh sphere = MeshDistancesTest.sphere(2);
    Rng rng = new Rng(8);
    int[] triangles = sphere.triangles().clone();
    int turned = 0;
    for (int t = 0; t < triangles.length; t += 3) {
      if (rng.nextInt(3) == 0) {
        triangles[t] = sphere.triangles()[t + 1];
        triangles[t + 1] = sphere.triangles()[t];
        turned++;
      }
    }
    MeshRepair repaired = MeshRepair.of(new Mesh(sphere.vertices(), triangles));
    assertEquals(turned, repaired.turned(), "seed 8");
    assertNull(MeshEdges.flaw(repaired.mesh(), "face", new int[sphere.faces()]));
    assertEquals(1, new MeshTree(repaired.mesh()).winding(0, 0, 0), 1e-9);
  }

  @Test
  void aConcavePolygonIsCutByEars() {
    MeshTree concave = new MeshTree(read("11-concave.obj").mesh());
    MeshTree convex = new MeshTree(read("11-convex.obj").mesh());
    assertNull(notice(read("11-concave.obj")));
    Rng rng = new Rng(9);
    for (int i = 0; i < 3000; i++) {
      double x = rng.uniform(-2, 5);
      double y = rng.uniform(-2, 5);
      double z = rng.uniform(-2, 5);
      assertEquals(convex.signedDistance(x, y, z), concave.signedDistance(x, y, z), 1e-9, "seed 9");
    }
  }

  /** Stars, whose corners lie at any distance: the triangles' areas add up to the polygon's. */
  @Test
  void earsCoverAPolygonOnce() {
    for (int seed = 0; seed < 200; seed++) {
      Rng rng = new Rng(seed);
      int n = 3 + rng.nextInt(30);
      double[] corners = new double[3 * n];
      double shoelace = 0;
      for (int i = 0; i < n; i++) {
        double r = rng.uniform(0.1f, 1);
        corners[3 * i] = r * Math.cos(2 * Math.PI * i / n);
        corners[3 * i + 1] = r * Math.sin(2 * Math.PI * i / n);
        // Tilted; seen from any side.
        corners[3 * i + 2] = corners[3 * i] * (seed % 5 - 2);
      }
      for (int i = 0; i < n; i++) {
        int j = (i + 1) % n;
        shoelace += (corners[3 * i] * corners[3 * j + 1] - corners[3 * j] * corners[3 * i + 1]) / 2;
      }
      int[] cut = Polygon.cut(corners);
      assertEquals(3 * (n - 2), cut.length);
      double sum = 0;
      for (int t = 0; t < cut.length; t += 3) {
        double ux = corners[3 * cut[t + 1]] - corners[3 * cut[t]];
        double uy = corners[3 * cut[t + 1] + 1] - corners[3 * cut[t] + 1];
        double vx = corners[3 * cut[t + 2]] - corners[3 * cut[t]];
        double vy = corners[3 * cut[t + 2] + 1] - corners[3 * cut[t] + 1];
        sum += Math.abs(ux * vy - uy * vx) / 2;
      }
      assertEquals(Math.abs(shoelace), sum, 1e-9, "seed " + seed);
    }
  }

  @Test
  void aConvexPolygonIsAFan() {
    double[] square = {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0};
    assertArrayEquals(new int[] {0, 1, 2, 0, 2, 3}, Polygon.cut(square));
  }

  private static final String PLY_HEAD =
      "element vertex 4\nproperty float x\nproperty float y\nproperty float z\n"
          + "property uchar red\nelement edge 1\nproperty list uchar int other\n"
          + "element face 4\nproperty list uchar int vertex_indices\nend_header\n";

  private static final int[] FACES = {0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3};

  private static byte[] ply(ByteOrder order) {
    byte[] head =
        ("ply\nformat binary_" + order.toString().toLowerCase() + " 1.0\ncomment c\n" + PLY_HEAD)
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(head.length + 4 * 13 + 9 + 4 * 13).order(order);
    out.put(head);
    for (int i = 0; i < 4; i++) {
      for (int axis = 0; axis < 3; axis++) {
        out.putFloat(i == axis + 1 ? 2.5f : 0);
      }
      out.put((byte) 200);
    }
    out.put((byte) 2).putInt(7).putInt(8);
    for (int i = 0; i < 4; i++) {
      out.put((byte) 3);
      for (int k = 0; k < 3; k++) {
        out.putInt(FACES[3 * i + k]);
      }
    }
    return out.array();
  }

  private static final String ASCII =
      "ply\r\nformat ascii 1.0\r\n"
          + PLY_HEAD.replace("\n", "\r\n")
          + "0 0 0 1\n2.5 0 0 1\n0 2.5 0 1\n0 0 2.5 1\n2 5 6\n"
          + "3 0 2 1\n3 0 1 3\n3 0 3 2\n3 1 2 3\n";

  private static String stl() {
    StringBuilder text = new StringBuilder("solid a vertex of names\n");
    for (int f = 0; f < 4; f++) {
      text.append("facet normal 0 0 0\n outer loop\n");
      for (int k = 0; k < 3; k++) {
        int v = FACES[3 * f + k];
        text.append("  vertex ").append(v == 1 ? 2.5 : 0).append(v == 2 ? " 25e-1" : " 0");
        text.append(v == 3 ? " 2.5" : " 0").append('\n');
      }
      text.append(" endloop\nendfacet\n");
    }
    return text + "endsolid\n";
  }

  @Test
  void plyAndStlOfEveryKindAreTheSameMesh() {
    double[] vertices = {0, 0, 0, 2.5, 0, 0, 0, 2.5, 0, 0, 0, 2.5};
    for (byte[] file :
        new byte[][] {
          ply(ByteOrder.BIG_ENDIAN),
          ply(ByteOrder.LITTLE_ENDIAN),
          ASCII.getBytes(StandardCharsets.US_ASCII)
        }) {
      MeshReader.Read read = MeshReader.decode("x.ply", file);
      assertArrayEquals(vertices, read.mesh().vertices());
      assertArrayEquals(FACES, read.mesh().triangles());
    }
    Mesh soup = read("x.stl", stl()).mesh();
    for (int i = 0; i < 12; i++) {
      for (int axis = 0; axis < 3; axis++) {
        assertEquals(vertices[3 * FACES[i] + axis], soup.at(i / 3, i % 3, axis));
      }
    }
    assertNull(notice(read("x.stl", stl())));
  }

  @ParameterizedTest
  @CsvSource({"vertex 4, vertex 400", "vertex 4, vertex 4294967295", "face 4, face 2000000000"})
  void hugeClaimsAreRefused(String said, String claimed) {
    String text = new String(ply(ByteOrder.LITTLE_ENDIAN), StandardCharsets.ISO_8859_1);
    assertRefused(() -> read("x.ply", text.replace(said, claimed)), "x.ply");
    assertRefused(() -> read("x.ply", ASCII.replace(said, claimed)), "x.ply");
    byte[] stl = odd("cube.stl");
    Arrays.fill(stl, 80, 84, (byte) -1);
    assertRefused(() -> MeshReader.decode("x.stl", stl), "x.stl", "4294967295 faces");
  }

  @Test
  void damagedOnesAreRefusedOrAreMeshes() {
    byte[][] files = {
      ply(ByteOrder.BIG_ENDIAN),
      ply(ByteOrder.LITTLE_ENDIAN),
      ASCII.getBytes(StandardCharsets.US_ASCII),
      stl().getBytes(StandardCharsets.US_ASCII),
      odd("cube.stl"),
      odd("11-concave.obj")
    };
    for (byte[] file : files) {
      DamageSweep<Mesh> sweep =
          DamageSweep.ofUnsealed(
                  file,
                  32 << 20,
                  (name, bytes) -> MeshRepair.of(MeshReader.decode(name, bytes).mesh()).mesh())
              .everyCut()
              .everyFlip()
              .random(DamageSweep.RANDOM / 3, 5);
      assertTrue(sweep.refused() > 100, "of " + sweep.tried() + " only " + sweep.refused());
    }
  }
}
