package org.metasparse.signal.sdf;

import java.util.ArrayList;
import java.util.List;

/**
 * A polygon. Inside is what a ray to infinity leaves by crossing an odd number of edges, so edges
 * may cross one another.
 *
 * @param corners in order; the last is joined with the first
 */
public record Polygon(List<Point> corners) implements Shape2D {
  /**
   * Checks the corners.
   *
   * @throws IllegalArgumentException if there are less than three, one is not finite, or two
   *     neighbours are the same
   */
  public Polygon {
    corners = List.copyOf(corners);
    if (corners.size() < 3) {
      throw new IllegalArgumentException(
          "a polygon of " + corners.size() + " corners; it has at least 3");
    }
    for (int i = 0; i < corners.size(); i++) {
      Point corner = corners.get(i);
      if (!corner.isFinite() || corner.equals(corners.get((i + 1) % corners.size()))) {
        throw new IllegalArgumentException(
            "corner " + i + " at " + corner + " is not finite or the same as the next");
      }
    }
  }

  /**
   * A rectangle.
   *
   * @param centre its centre
   * @param halfU half its extent along its own u axis
   * @param halfV half its extent along its own v axis
   * @param angle how far its axes are turned, in radians
   * @return the rectangle
   * @throws IllegalArgumentException if it has no area or is not finite
   */
  public static Polygon box(Point centre, double halfU, double halfV, double angle) {
    Point u = new Point(0, 0).polar(halfU, angle);
    Point v = new Point(0, 0).polar(halfV, angle + Math.PI / 2);
    return new Polygon(
        List.of(
            centre.plus(1, u).plus(1, v),
            centre.plus(-1, u).plus(1, v),
            centre.plus(-1, u).plus(-1, v),
            centre.plus(1, u).plus(-1, v)));
  }

  /**
   * A polygon whose corners lie around a centre at equal angles: regular with one radius, a star
   * with two.
   *
   * @param centre the centre
   * @param count how many corners
   * @param angle of the first, in radians
   * @param radii distances of the corners from the centre, taken in turn
   * @return the polygon
   * @throws IllegalArgumentException if there are less than three corners, or a radius is 0 or not
   *     finite
   */
  public static Polygon around(Point centre, int count, double angle, double... radii) {
    List<Point> corners = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      corners.add(centre.polar(radii[i % radii.length], angle + 2 * Math.PI * i / count));
    }
    return new Polygon(corners);
  }

  @Override
  public boolean contains(double u, double v) {
    boolean inside = false;
    Point a = corners.get(corners.size() - 1);
    for (int i = 0; i < corners.size(); i++) {
      Point b = corners.get(i);
      // Half-open in v: a ray through a corner meets one of its two edges.
      if ((a.v() > v) != (b.v() > v)
          && u < a.u() + (b.u() - a.u()) * ((v - a.v()) / (b.v() - a.v()))) {
        inside = !inside;
      }
      a = b;
    }
    return inside;
  }

  @Override
  public List<Piece> boundary() {
    List<Piece> edges = new ArrayList<>();
    for (int i = 0; i < corners.size(); i++) {
      edges.add(new Segment(corners.get(i), corners.get((i + 1) % corners.size())));
    }
    return edges;
  }
}
