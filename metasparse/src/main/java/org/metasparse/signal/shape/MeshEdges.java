package org.metasparse.signal.shape;

import java.util.Arrays;

/**
 * Looks for what keeps a mesh from being watertight: it is if every edge belongs to exactly two
 * triangles that run along it in opposite directions.
 */
final class MeshEdges {
  /**
   * A side of a triangle.
   *
   * @param ends its vertices, the smaller in the upper half
   * @param direction 1 if the triangle runs from the smaller to the greater vertex, otherwise -1
   * @param triangle the triangle
   */
  record Side(long ends, int direction, int triangle) {}

  private MeshEdges() {}

  /** The sides of all triangles, those between the same vertices behind each other. */
  static Side[] sorted(Mesh mesh) {
    int n = mesh.triangles().length;
    Side[] sides = new Side[n];
    for (int i = 0; i < n; i++) {
      int a = mesh.triangles()[i];
      int b = mesh.triangles()[i % 3 == 2 ? i - 2 : i + 1];
      long ends = (long) Math.min(a, b) << 32 | Math.max(a, b);
      sides[i] = new Side(ends, a <= b ? 1 : -1, i / 3);
    }
    Arrays.sort(
        sides,
        (x, y) ->
            x.ends != y.ends
                ? Long.compare(x.ends, y.ends)
                : Integer.compare(x.triangle, y.triangle));
    return sides;
  }

  /**
   * The flaws of a mesh.
   *
   * @param mesh the mesh
   * @param unit what places count: lines or faces
   * @param places for each triangle its line or face in its file
   * @return the first one, with vertices (numbered from 1) and its place, and how many there are;
   *     or null if the mesh is watertight
   */
  static String flaw(Mesh mesh, String unit, int[] places) {
    Side[] sides = sorted(mesh);
    String first = null;
    int flaws = 0;
    for (int from = 0; from < sides.length; ) {
      int to = from;
      long directions = 0;
      while (to < sides.length && sides[to].ends == sides[from].ends) {
        directions += sides[to++].direction;
      }
      if (to - from != 2 || directions != 0) {
        flaws++;
        first = first == null ? describe(sides[from], to - from, unit, places) : first;
      }
      from = to;
    }
    return flaws < 2 ? first : first + ", and " + (flaws - 1) + " more are flawed";
  }

  private static String describe(Side side, int faces, String unit, int[] places) {
    String found =
        faces == 1
            ? "belongs to one face"
            : faces == 2 ? "has two faces of opposite sides" : "has " + faces + " faces";
    return "the edge from vertex "
        + ((side.ends >> 32) + 1)
        + " to "
        + ((int) side.ends + 1)
        + " ("
        + unit
        + " "
        + places[side.triangle]
        + ") "
        + found;
  }
}
