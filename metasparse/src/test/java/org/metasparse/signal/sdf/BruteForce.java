package org.metasparse.signal.sdf;

import java.util.ArrayList;
import java.util.List;

/** Distances by looking at very many points; slow, and close only to the points' step. */
final class BruteForce {
  private BruteForce() {}

  /** The simple shapes that a shape is combined from. */
  static List<Shape2D> members(Shape2D shape) {
    if (!(shape instanceof Combination c)) {
      return List.of(shape);
    }
    List<Shape2D> members = new ArrayList<>(members(c.first()));
    members.addAll(members(c.second()));
    return members;
  }

  /** Points of the members' boundaries, at most a step apart, that are inside no other member. */
  static List<Point> unionBoundary(List<Shape2D> members, double step) {
    List<Point> points = new ArrayList<>();
    for (Shape2D member : members) {
      for (Piece piece : member.boundary()) {
        int n = (int) Math.ceil(piece.length() / step);
        for (int i = 0; i <= n; i++) {
          Point p = piece.at((double) i / n);
          if (members.stream().noneMatch(m -> m != member && m.contains(p.u(), p.v()))) {
            points.add(p);
          }
        }
      }
    }
    return points;
  }

  /** The points of a square grid over [-1, 1]^2 that are inside, or those that are outside. */
  static List<Point> grid(Shape2D shape, int size, boolean inside) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < size * size; i++) {
      Point p = new Point(-1 + 2.0 * (i / size) / (size - 1), -1 + 2.0 * (i % size) / (size - 1));
      if (shape.contains(p.u(), p.v()) == inside) {
        points.add(p);
      }
    }
    return points;
  }

  /** The distance to the nearest of the points. */
  static double distance(List<Point> points, double u, double v) {
    double least = Double.POSITIVE_INFINITY;
    for (Point p : points) {
      least = Math.min(least, (p.u() - u) * (p.u() - u) + (p.v() - v) * (p.v() - v));
    }
    return Math.sqrt(least);
  }
}
