package org.metasparse.signal.shape;

/** The exact distance of a point to a triangle, degenerate ones included. */
final class TriangleDistance {
  private TriangleDistance() {}

  /**
   * The squared distance. If the point's projection on the plane lies within the triangle, it is
   * the one to the plane, otherwise the one to the nearest of the three edges.
   */
  static double squared(Mesh mesh, int t, double x, double y, double z) {
    double[] p = new double[9];
    for (int corner = 0; corner < 3; corner++) {
      p[3 * corner] = mesh.at(t, corner, 0) - x;
      p[3 * corner + 1] = mesh.at(t, corner, 1) - y;
      p[3 * corner + 2] = mesh.at(t, corner, 2) - z;
    }
    double ux = p[3] - p[0];
    double uy = p[4] - p[1];
    double uz = p[5] - p[2];
    double vx = p[6] - p[0];
    double vy = p[7] - p[1];
    double vz = p[8] - p[2];
    double nx = uy * vz - uz * vy;
    double ny = uz * vx - ux * vz;
    double nz = ux * vy - uy * vx;
    double nn = nx * nx + ny * ny + nz * nz;
    if (nn > 0 && within(p, nx, ny, nz)) {
      double along = nx * p[0] + ny * p[1] + nz * p[2];
      return along * along / nn;
    }
    return Math.min(toEdge(p, 0, 3), Math.min(toEdge(p, 3, 6), toEdge(p, 6, 0)));
  }

  /** Whether the origin's projection lies on the inner side of all edges. */
  private static boolean within(double[] p, double nx, double ny, double nz) {
    for (int a = 0; a < 9; a += 3) {
      int b = (a + 3) % 9;
      double ex = p[b] - p[a];
      double ey = p[b + 1] - p[a + 1];
      double ez = p[b + 2] - p[a + 2];
      // (n x e) points inwards; the origin lies at -p from the corner.
      double inwards =
          (ny * ez - nz * ey) * p[a]
              + (nz * ex - nx * ez) * p[a + 1]
              + (nx * ey - ny * ex) * p[a + 2];
      if (inwards > 0) {
        return false;
      }
    }
    return true;
  }

  private static double toEdge(double[] p, int a, int b) {
    double ex = p[b] - p[a];
    double ey = p[b + 1] - p[a + 1];
    double ez = p[b + 2] - p[a + 2];
    double length = ex * ex + ey * ey + ez * ez;
    double along = -(ex * p[a] + ey * p[a + 1] + ez * p[a + 2]);
    double s = length > 0 ? Math.min(Math.max(along / length, 0), 1) : 0;
    double dx = p[a] + s * ex;
    double dy = p[a + 1] + s * ey;
    double dz = p[a + 2] + s * ez;
    return dx * dx + dy * dy + dz * dz;
  }
}
