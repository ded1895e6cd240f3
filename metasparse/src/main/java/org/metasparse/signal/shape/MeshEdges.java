package org.metasparse.signal.shape;

import java.util.Arrays;

/**
 * Looks for what keeps a mesh from being watertight: it is if every edge belongs to exactly two
 * triangles that run along it in opposite directions.
 */
final class MeshEdges {
  private MeshEdges() {}

  /**
   * The first flaw of a mesh.
   *
   * @param mesh the mesh
   * @param lines for each triangle the line of its file
   * @return what is wrong, with vertices (numbered from 1) and lines, or null if it is watertight
   */
  static String flaw(Mesh mesh, int[] lines) {
    int n = mesh.triangles().length;
    // Edges sorted by their vertices: the ends as the key's halves, the smaller one first.
    long[][] edges = new long[n][];
    for (int i = 0; i < n; i++) {
      int a = mesh.triangles()[i];
      int b = mesh.triangles()[i % 3 == 2 ? i - 2 : i + 1];
      edges[i] = new long[] {(long) Math.min(a, b) << 32 | Math.max(a, b), a <= b ? 1 : -1, i / 3};
    }
    Arrays.sort(
        edges, (x, y) -> x[0] != y[0] ? Long.compare(x[0], y[0]) : Long.compare(x[2], y[2]));
    for (int from = 0; from < n; ) {
      int to = from;
      long directions = 0;
      while (to < n && edges[to][0] == edges[from][0]) {
        directions += edges[to++][1];
      }
      if (to - from != 2 || directions != 0) {
        String edge = ((edges[from][0] >> 32) + 1) + " to " + ((int) edges[from][0] + 1);
        String found =
            to - from == 1
                ? "belongs to one face"
                : to - from == 2
                    ? "has two faces of opposite sides"
                    : "has " + (to - from) + " faces";
        return "the edge from vertex "
            + edge
            + " (line "
            + lines[(int) edges[from][2]]
            + ") "
            + found;
      }
      from = to;
    }
    return null;
  }
}
