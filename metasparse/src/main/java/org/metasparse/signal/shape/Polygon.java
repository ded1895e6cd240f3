package org.metasparse.signal.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a polygon in space into triangles: a convex one into a fan from its first corner, any other
 * into ears (Meisters 1975), so that the triangles cover the polygon and nothing else. Every side
 * of the polygon stays a side of one triangle; there are two triangles fewer than corners.
 */
final class Polygon {
  private final int n;
  private final double[] u;
  private final double[] v;

  /** Looks at the corners along the axis on which Newell's normal is longest. */
  private Polygon(double[] corners) {
    n = corners.length / 3;
    double[] normal = new double[3];
    for (int i = 0; i < n; i++) {
      int j = (i + 1) % n;
      for (int axis = 0; axis < 3; axis++) {
        int b = (axis + 1) % 3;
        int c = (axis + 2) % 3;
        // Relative to the first corner, so that nothing is lost far off the origin.
        double bi = corners[3 * i + b] - corners[b];
        double bj = corners[3 * j + b] - corners[b];
        double ci = corners[3 * i + c] - corners[c];
        double cj = corners[3 * j + c] - corners[c];
        normal[axis] += (bi - bj) * (ci + cj);
      }
    }
    int longest = 0;
    for (int axis = 1; axis < 3; axis++) {
      longest = Math.abs(normal[axis]) > Math.abs(normal[longest]) ? axis : longest;
    }
    u = new double[n];
    v = new double[n];
    int first = (longest + 1) % 3;
    int second = (longest + 2) % 3;
    for (int i = 0; i < n; i++) {
      double p = corners[3 * i + first] - corners[first];
      u[i] = normal[longest] < 0 ? -p : p;
      v[i] = corners[3 * i + second] - corners[second];
    }
  }

  /**
   * Cuts a polygon.
   *
   * @param corners x, y and z of each corner in order, at least three
   * @return three corner numbers for each triangle, in the polygon's order around it
   */
  static int[] cut(double[] corners) {
    Polygon polygon = new Polygon(corners);
    return polygon.n == 3 || polygon.isConvex() ? polygon.fan() : polygon.ears();
  }

  /** Twice the area of a triangle, positive if it is counter-clockwise. */
  private double area(int a, int b, int c) {
    return (u[b] - u[a]) * (v[c] - v[a]) - (v[b] - v[a]) * (u[c] - u[a]);
  }

  /** Whether a fan from the first corner covers the polygon: none of its triangles is turned. */
  private boolean isConvex() {
    for (int i = 0; i < n; i++) {
      if (area(i, (i + 1) % n, (i + 2) % n) < 0 || i > 0 && i + 1 < n && area(0, i, i + 1) < 0) {
        return false;
      }
    }
    return true;
  }

  private int[] fan() {
    int[] triangles = new int[3 * (n - 2)];
    for (int i = 0; i < n - 2; i++) {
      triangles[3 * i + 1] = i + 1;
      triangles[3 * i + 2] = i + 2;
    }
    return triangles;
  }

  private int[] ears() {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      left.add(i);
    }
    int[] triangles = new int[3 * (n - 2)];
    int at = 0;
    for (int k = 0; k < n - 2; k++) {
      at = next(left, at);
      int size = left.size();
      triangles[3 * k] = left.get((at + size - 1) % size);
      triangles[3 * k + 1] = left.get(at);
      triangles[3 * k + 2] = left.get((at + 1) % size);
      left.remove(at);
      at = at == left.size() ? 0 : at;
    }
    return triangles;
  }

  /** The place of the next ear's tip; of a corner on a straight side if there is no ear. */
  private int next(List<Integer> left, int from) {
    int size = left.size();
    int straight = -1;
    for (int i = 0; i < size; i++) {
      int at = (from + i) % size;
      int a = left.get((at + size - 1) % size);
      int b = left.get(at);
      int c = left.get((at + 1) % size);
      double area = area(a, b, c);
      if (area > 0 && isEmpty(left, a, b, c)) {
        return at;
      }
      straight = area == 0 && straight < 0 ? at : straight;
    }
    // Neither: the polygon crosses itself, and has no right triangles.
    return straight < 0 ? from : straight;
  }

  private boolean isEmpty(List<Integer> left, int a, int b, int c) {
    for (int p : left) {
      boolean corner = same(p, a) || same(p, b) || same(p, c);
      if (!corner && area(a, b, p) >= 0 && area(b, c, p) >= 0 && area(c, a, p) >= 0) {
        return false;
      }
    }
    return true;
  }

  private boolean same(int p, int q) {
    return u[p] == u[q] && v[p] == v[q];
  }
}
