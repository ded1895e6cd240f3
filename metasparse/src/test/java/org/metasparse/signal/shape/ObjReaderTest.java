package org.metasparse.signal.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.testing.TestFiles.assertRefused;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** OBJ meshes in, what keeps them from being watertight, and lines that cannot be understood. */
class ObjReaderTest {
  private static final String SQUARE = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\n";

  /** A tetrahedron that shows its outer sides. */
  static final String TETRAHEDRON =
      "v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 3 2\nf 1 2 4\nf 2 3 4\nf 1 4 3\n";

  private static MeshReader.Read read(String text) {
    return ObjReader.decode("x.obj", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String text, String... words) {
    assertRefused(() -> read(text), words);
    assertRefused(() -> read(text), "x.obj: ");
  }

  private static String flaw(String text) {
    MeshReader.Read read = read(text);
    return MeshEdges.flaw(read.mesh(), "line", read.places());
  }

  @Test
  void polygonsAreCutIntoAFan() {
    MeshReader.Read read = read("# a square\n\no s\n" + SQUARE + "f 1 2 3 4\n");
    assertArrayEquals(new int[] {0, 1, 2, 0, 2, 3}, read.mesh().triangles());
    assertArrayEquals(new double[] {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0}, read.mesh().vertices());
    assertArrayEquals(new int[] {8, 8}, read.places());
  }

  @Test
  void everyFormOfACornerIsUnderstood() {
    for (String face :
        new String[] {"1 2 3", "1/5 2/6 3/7", "1//5 2//6 3//7", "1/1/1 2/2/2 3/3/3"}) {
      assertArrayEquals(
          new int[] {0, 1, 2}, read(SQUARE + "f " + face + "\r\n").mesh().triangles(), face);
    }
    assertArrayEquals(new int[] {1, 2, 3}, read(SQUARE + "f -3 -2/1 -1//1").mesh().triangles());
    // A face may stand before its vertices, and a line be joined to the next one.
    assertArrayEquals(new int[] {0, 1, 2}, read("f 1 2 \\\n 3\n" + SQUARE).mesh().triangles());
    assertArrayEquals(
        new double[] {1e-3, -2.5, 3, 0, 0, 0, 0, 1, 0},
        read("v 1e-3 -2.5 3 0.5 0.5 0.5\nv 0 0 0 1\nv 0 1 0\nf 1 2 3").mesh().vertices());
  }

  @Test
  void whatCannotBeUnderstoodNamesItsLine() {
    refused(SQUARE + "f 1 2", "line 5", "3 corners");
    refused(SQUARE + "f 1 2 5", "line 5", "vertex 5", "there are 4");
    refused(SQUARE + "f 0 1 2", "line 5", "'0'");
    refused(SQUARE + "f -5 1 2", "line 5", "'-5'");
    refused(SQUARE + "f 1 x 2", "line 5", "'x'");
    refused(SQUARE + "f 1 99999999999 2", "line 5", "99999999999");
    refused("v 1 2\n", "line 1", "x, y and z");
    refused("\nv 1 2 z\n", "line 2", "'z'");
    refused("v 1 2 NaN\n", "line 1", "'NaN'");
    refused("v 1 2 1e300\n", "line 1", "'1e300'");
    refused("#\nf 1 \\\n2 \\\n3 x\n", "line 2", "'x'");
    refused("\u0089PNG\r\n\u001a\n", "line 1", "'??PNG'");
    refused("v 0 0 0\nsurf 0 1\n", "line 2", "'surf'");
    refused(SQUARE, "no face");
  }

  @Test
  void meshesMayBeLarge() {
    StringBuilder text = new StringBuilder();
    int n = 1000;
    for (int i = 0; i < n; i++) {
      text.append("v ").append(i).append(" 0 1\n");
    }
    for (int i = 1; i + 2 <= n; i++) {
      text.append("f ").append(i).append(' ').append(i + 1).append(' ').append(i + 2).append('\n');
    }
    MeshReader.Read read = read(text.toString());
    assertEquals(n - 2, read.mesh().faces());
    assertEquals(n - 1, read.mesh().at(n - 3, 2, 0));
    assertEquals(n + 1, read.places()[0]);
    assertEquals(2 * n - 2, read.places()[n - 3]);
  }

  @Test
  void watertightIsWhoseEveryEdgeHasTwoFaces() {
    assertNull(flaw(TETRAHEDRON));
    String open = flaw(TETRAHEDRON.replace("f 2 3 4\n", ""));
    assertTrue(open.contains("vertex 2 to 3 (line 5)") && open.contains("one face"), open);
    String turned = flaw(TETRAHEDRON.replace("f 2 3 4\n", "f 2 4 3\n"));
    assertTrue(turned.contains("two faces of opposite sides"), turned);
    String thick = flaw(TETRAHEDRON + "f 2 3 1\nf 3 2 1\n");
    assertTrue(thick.contains("vertex 1 to 2 (line 5) has 4 faces"), thick);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Mesh mesh = read(TETRAHEDRON.replace("v 1 0 0", "v 1.25 -1e-7 12345678")).mesh();
    String text = new String(ObjWriter.encode(mesh), StandardCharsets.US_ASCII);
    assertArrayEquals(mesh.vertices(), read(text).mesh().vertices());
    assertArrayEquals(mesh.triangles(), read(text).mesh().triangles());
    assertEquals("v 1.25 -0.0000001 12345678", text.lines().skip(1).findFirst().orElse(""));
  }
}
