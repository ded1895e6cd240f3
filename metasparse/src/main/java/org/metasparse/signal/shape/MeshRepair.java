package org.metasparse.signal.shape;

import java.util.Arrays;

/**
 * Mends what files get wrong about a surface though it is all there: corners that are equal but not
 * one, and triangles that are wound against their neighbours, which would turn the winding number.
 *
 * @param mesh the mesh, of the same vertices and as many triangles
 * @param turned how many triangles were turned
 */
record MeshRepair(Mesh mesh, int turned) {
  /**
   * Joins equal corners, then turns triangles until those that share an edge agree about its
   * direction. Of each connected part the side is kept that more of its triangles have; where as
   * many have the one as the other, the side from which its volume is positive.
   *
   * @param mesh a mesh
   * @return the mended mesh
   */
  static MeshRepair of(Mesh mesh) {
    Mesh joined = new Mesh(mesh.vertices(), joined(mesh));
    int[] next = neighbours(joined);
    int[] triangles = joined.triangles().clone();
    // 0 not yet seen, 1 as it is, -1 turned.
    int[] side = new int[joined.faces()];
    int[] part = new int[side.length];
    int turned = 0;
    for (int start = 0; start < side.length; start++) {
      if (side[start] != 0) {
        continue;
      }
      int size = walk(start, next, side, part);
      int against = 0;
      for (int i = 0; i < size; i++) {
        against += side[part[i]] < 0 ? 1 : 0;
      }
      boolean other = 2 * against > size;
      if (2 * against == size) {
        other = volume(joined, side, part, size) < 0;
      }
      for (int i = 0; i < size; i++) {
        if (side[part[i]] < 0 != other) {
          int at = 3 * part[i];
          int second = triangles[at + 1];
          triangles[at + 1] = triangles[at + 2];
          triangles[at + 2] = second;
          turned++;
        }
      }
    }
    return new MeshRepair(new Mesh(joined.vertices(), triangles), turned);
  }

  /** Each corner's first vertex that lies at its place. */
  private static int[] joined(Mesh mesh) {
    double[] v = mesh.vertices();
    Integer[] order = new Integer[v.length / 3];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) -> {
          for (int axis = 0; axis < 3; axis++) {
            // Adding 0 makes one of both zeros.
            int c = Double.compare(v[3 * a + axis] + 0.0, v[3 * b + axis] + 0.0);
            if (c != 0) {
              return c;
            }
          }
          return Integer.compare(a, b);
        });
    int[] first = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      int before = i == 0 ? -1 : order[i - 1];
      int at = order[i];
      boolean same =
          before >= 0
              && v[3 * before] == v[3 * at]
              && v[3 * before + 1] == v[3 * at + 1]
              && v[3 * before + 2] == v[3 * at + 2];
      first[at] = same ? first[before] : at;
    }
    return Arrays.stream(mesh.triangles()).map(corner -> first[corner]).toArray();
  }

  /**
   * For each side of a triangle the neighbour beyond it: its number + 1, negative if both run along
   * the side in the same direction; 0 where there is none, or more than one.
   */
  private static int[] neighbours(Mesh mesh) {
    int[] next = new int[mesh.triangles().length];
    int[] filled = new int[mesh.faces()];
    MeshEdges.Side[] sides = MeshEdges.sorted(mesh);
    for (int from = 0; from < sides.length; ) {
      int to = from + 1;
      while (to < sides.length && sides[to].ends() == sides[from].ends()) {
        to++;
      }
      MeshEdges.Side a = sides[from];
      MeshEdges.Side b = sides[to - 1];
      if (to - from == 2 && a.triangle() != b.triangle()) {
        int sign = a.direction() == b.direction() ? -1 : 1;
        next[3 * a.triangle() + filled[a.triangle()]++] = sign * (b.triangle() + 1);
        next[3 * b.triangle() + filled[b.triangle()]++] = sign * (a.triangle() + 1);
      }
      from = to;
    }
    return next;
  }

  /** Goes through a connected part, lists its triangles and says which are to be turned. */
  private static int walk(int start, int[] next, int[] side, int[] part) {
    int size = 0;
    part[size++] = start;
    side[start] = 1;
    for (int i = 0; i < size; i++) {
      int at = part[i];
      for (int k = 3 * at; k < 3 * at + 3 && next[k] != 0; k++) {
        int neighbour = Math.abs(next[k]) - 1;
        // A surface of one side, such as Moebius' strip, ends where it meets itself.
        if (side[neighbour] == 0) {
          side[neighbour] = next[k] > 0 ? side[at] : -side[at];
          part[size++] = neighbour;
        }
      }
    }
    return size;
  }

  /** Six times the volume within a part, seen from its first corner. */
  private static double volume(Mesh mesh, int[] side, int[] part, int size) {
    double sum = 0;
    double[] p = new double[9];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < 9; k++) {
        p[k] = mesh.at(part[i], k / 3, k % 3) - mesh.at(part[0], 0, k % 3);
      }
      double volume =
          p[0] * (p[4] * p[8] - p[5] * p[7])
              + p[1] * (p[5] * p[6] - p[3] * p[8])
              + p[2] * (p[3] * p[7] - p[4] * p[6]);
      sum += side[part[i]] * volume;
    }
    return sum;
  }
}
