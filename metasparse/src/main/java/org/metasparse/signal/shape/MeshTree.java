package org.metasparse.signal.shape;

/**
 * A tree of boxes around a mesh's triangles, which finds the distance to the surface and the
 * winding number around a point without looking at all of them.
 *
 * <p>The winding number is the sum of the triangles' solid angles over 4 pi (Jacobson et al. 2013):
 * 1 within a closed surface, 0 outside, between them where a surface has holes. Triangles that are
 * far away count by their dipole (Barill et al. 2018, first order), which changes the number by a
 * few hundredths at most. Double precision and {@link StrictMath}: the same bits on every JVM.
 */
final class MeshTree {
  private static final int LEAF = 4;
  private static final int DEEPEST = 60;

  /** A box is far if the point lies beyond this many of its radii. */
  private static final double FAR = 3;

  private final Mesh mesh;
  private final int[] order;
  private final Node root;

  /** A box: an inner node has two children, a leaf the triangles order[first … end - 1]. */
  private static final class Node {
    final double[] low = new double[3];
    final double[] high = new double[3];
    // Sum of the triangles' area vectors, their area-weighted centre, and how far they reach.
    final double[] area = new double[3];
    final double[] centre = new double[3];
    double radius;
    int first;
    int end;
    Node left;
    Node right;
  }

  /**
   * Builds the tree.
   *
   * @param mesh the mesh, of at least one triangle
   */
  MeshTree(Mesh mesh) {
    this.mesh = mesh;
    order = new int[mesh.faces()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    root = build(0, order.length, 0);
  }

  private Node build(int first, int end, int depth) {
    Node node = new Node();
    node.first = first;
    node.end = end;
    measure(node);
    if (end - first > LEAF) {
      int middle = partition(node, depth);
      node.left = build(first, middle, depth + 1);
      node.right = build(middle, end, depth + 1);
    }
    return node;
  }

  private void measure(Node node) {
    double weight = 0;
    double[] plain = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      node.low[axis] = Double.POSITIVE_INFINITY;
      node.high[axis] = Double.NEGATIVE_INFINITY;
    }
    for (int i = node.first; i < node.end; i++) {
      double[] n = normal(order[i]);
      double size = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) / 2;
      weight += size;
      for (int axis = 0; axis < 3; axis++) {
        double sum = 0;
        for (int corner = 0; corner < 3; corner++) {
          double at = mesh.at(order[i], corner, axis);
          node.low[axis] = Math.min(node.low[axis], at);
          node.high[axis] = Math.max(node.high[axis], at);
          sum += at;
        }
        node.area[axis] += n[axis] / 2;
        node.centre[axis] += size * sum / 3;
        plain[axis] += sum / 3;
      }
    }
    double far = 0;
    for (int axis = 0; axis < 3; axis++) {
      node.centre[axis] =
          weight > 0 ? node.centre[axis] / weight : plain[axis] / (node.end - node.first);
      double reach =
          Math.max(node.high[axis] - node.centre[axis], node.centre[axis] - node.low[axis]);
      far += reach * reach;
    }
    node.radius = Math.sqrt(far);
  }

  /** Splits a node's triangles at the middle of their centres' longest axis. */
  private int partition(Node node, int depth) {
    int axis = 0;
    double low = 0;
    double high = -1;
    for (int a = 0; a < 3; a++) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = node.first; i < node.end; i++) {
        double at = middle(order[i], a);
        least = Math.min(least, at);
        most = Math.max(most, at);
      }
      if (most - least > high - low) {
        axis = a;
        low = least;
        high = most;
      }
    }
    double border = (low + high) / 2;
    int middle = node.first;
    for (int i = node.first; i < node.end; i++) {
      if (middle(order[i], axis) < border) {
        int other = order[middle];
        order[middle++] = order[i];
        order[i] = other;
      }
    }
    boolean uneven = middle == node.first || middle == node.end || depth > DEEPEST;
    return uneven ? (node.first + node.end) >>> 1 : middle;
  }

  private double middle(int triangle, int axis) {
    return (mesh.at(triangle, 0, axis) + mesh.at(triangle, 1, axis) + mesh.at(triangle, 2, axis))
        / 3;
  }

  private double[] normal(int t) {
    double ux = mesh.at(t, 1, 0) - mesh.at(t, 0, 0);
    double uy = mesh.at(t, 1, 1) - mesh.at(t, 0, 1);
    double uz = mesh.at(t, 1, 2) - mesh.at(t, 0, 2);
    double vx = mesh.at(t, 2, 0) - mesh.at(t, 0, 0);
    double vy = mesh.at(t, 2, 1) - mesh.at(t, 0, 1);
    double vz = mesh.at(t, 2, 2) - mesh.at(t, 0, 2);
    return new double[] {uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx};
  }

  /**
   * The signed distance of a point to the surface: positive outside. Inside is where the winding
   * number is above a half, whichever side the triangles show.
   *
   * @return the distance in the mesh's units
   */
  double signedDistance(double x, double y, double z) {
    double distance = distance(x, y, z);
    return Math.abs(winding(x, y, z)) > 0.5 ? -distance : distance;
  }

  /** The distance of a point to the nearest triangle. */
  double distance(double x, double y, double z) {
    double[] best = {Double.POSITIVE_INFINITY};
    nearest(root, x, y, z, best);
    return Math.sqrt(best[0]);
  }

  private void nearest(Node node, double x, double y, double z, double[] best) {
    if (node.left == null) {
      for (int i = node.first; i < node.end; i++) {
        best[0] = Math.min(best[0], TriangleDistance.squared(mesh, order[i], x, y, z));
      }
      return;
    }
    double left = squaredToBox(node.left, x, y, z);
    double right = squaredToBox(node.right, x, y, z);
    boolean leftFirst = left <= right;
    if (Math.min(left, right) < best[0]) {
      nearest(leftFirst ? node.left : node.right, x, y, z, best);
    }
    if (Math.max(left, right) < best[0]) {
      nearest(leftFirst ? node.right : node.left, x, y, z, best);
    }
  }

  private static double squaredToBox(Node node, double x, double y, double z) {
    double dx = Math.max(0, Math.max(node.low[0] - x, x - node.high[0]));
    double dy = Math.max(0, Math.max(node.low[1] - y, y - node.high[1]));
    double dz = Math.max(0, Math.max(node.low[2] - z, z - node.high[2]));
    return dx * dx + dy * dy + dz * dz;
  }

  /** The winding number around a point. */
  double winding(double x, double y, double z) {
    return winding(root, x, y, z) / (4 * Math.PI);
  }

  private double winding(Node node, double x, double y, double z) {
    double dx = node.centre[0] - x;
    double dy = node.centre[1] - y;
    double dz = node.centre[2] - z;
    double squared = dx * dx + dy * dy + dz * dz;
    if (squared > FAR * FAR * node.radius * node.radius) {
      double along = node.area[0] * dx + node.area[1] * dy + node.area[2] * dz;
      return along / (squared * Math.sqrt(squared));
    }
    if (node.left != null) {
      return winding(node.left, x, y, z) + winding(node.right, x, y, z);
    }
    double sum = 0;
    for (int i = node.first; i < node.end; i++) {
      sum += solidAngle(order[i], x, y, z);
    }
    return sum;
  }

  /** The solid angle of a triangle seen from a point (Van Oosterom and Strackee 1983). */
  private double solidAngle(int t, double x, double y, double z) {
    double ax = mesh.at(t, 0, 0) - x;
    double ay = mesh.at(t, 0, 1) - y;
    double az = mesh.at(t, 0, 2) - z;
    double bx = mesh.at(t, 1, 0) - x;
    double by = mesh.at(t, 1, 1) - y;
    double bz = mesh.at(t, 1, 2) - z;
    double cx = mesh.at(t, 2, 0) - x;
    double cy = mesh.at(t, 2, 1) - y;
    double cz = mesh.at(t, 2, 2) - z;
    double a = Math.sqrt(ax * ax + ay * ay + az * az);
    double b = Math.sqrt(bx * bx + by * by + bz * bz);
    double c = Math.sqrt(cx * cx + cy * cy + cz * cz);
    double volume = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
    double angle =
        a * b * c
            + (ax * bx + ay * by + az * bz) * c
            + (bx * cx + by * cy + bz * cz) * a
            + (cx * ax + cy * ay + cz * az) * b;
    return 2 * StrictMath.atan2(volume, angle);
  }
}
