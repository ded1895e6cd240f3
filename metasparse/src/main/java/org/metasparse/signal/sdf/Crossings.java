package org.metasparse.signal.sdf;

import java.util.List;

/** Where the lines and circles of two pieces meet. */
final class Crossings {
  /** Sine of the angle below which two lines count as parallel. */
  private static final double PARALLEL = 1e-14;

  private Crossings() {}

  /**
   * The points that the lines or circles of two pieces have in common, be they on the pieces or
   * not: a cut too many does no harm. Where the two coincide, the ends of their overlap are ends of
   * the pieces, which the caller takes as cuts anyway.
   *
   * @param a a piece
   * @param b another
   * @return at most two points; none if the two are parallel or concentric
   */
  static List<Point> of(Piece a, Piece b) {
    if (a instanceof Segment s) {
      return b instanceof Segment t ? lines(s, t) : lineAndCircle(s, (Arc) b);
    }
    return b instanceof Segment t ? lineAndCircle(t, (Arc) a) : circles((Arc) a, (Arc) b);
  }

  private static List<Point> lines(Segment a, Segment b) {
    Point alongA = a.to().minus(a.from());
    Point alongB = b.to().minus(b.from());
    double sine = alongA.cross(alongB);
    if (Math.abs(sine) <= PARALLEL * alongA.norm() * alongB.norm()) {
      return List.of();
    }
    double s = b.from().minus(a.from()).cross(alongB) / sine;
    return List.of(a.from().plus(s, alongA));
  }

  private static List<Point> lineAndCircle(Segment line, Arc circle) {
    Point along = line.to().minus(line.from());
    Point offset = circle.centre().minus(line.from());
    Point foot = line.from().plus(offset.dot(along) / along.dot(along), along);
    double distance = offset.cross(along) / along.norm();
    double half = halfChord(circle.radius(), distance) / along.norm();
    return half < 0 ? List.of() : List.of(foot.plus(half, along), foot.plus(-half, along));
  }

  private static List<Point> circles(Arc a, Arc b) {
    Point along = b.centre().minus(a.centre());
    double square = along.dot(along);
    if (square == 0) {
      return List.of();
    }
    double distance = Math.sqrt(square);
    double r = a.radius();
    // From a's centre to the common chord: (d^2 + ra^2 - rb^2) / (2 d).
    double toChord = (square + (r - b.radius()) * (r + b.radius())) / (2 * distance);
    double half = halfChord(r, toChord) / distance;
    Point foot = a.centre().plus(toChord / distance, along);
    Point across = new Point(-along.v(), along.u());
    return half < 0 ? List.of() : List.of(foot.plus(half, across), foot.plus(-half, across));
  }

  /** Half the chord of a circle at a distance from its centre; negative if there is none. */
  private static double halfChord(double radius, double distance) {
    double square = (radius - distance) * (radius + distance);
    return square < 0 ? -1 : Math.sqrt(square);
  }
}
