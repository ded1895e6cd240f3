package org.metasparse.signal.sdf;

/**
 * A point, or a vector, in the plane of an image: the square [-1, 1]^2 of {@link
 * org.metasparse.signal.Grid}.
 *
 * @param u the first coordinate, down the rows
 * @param v the second, along a row
 */
public record Point(double u, double v) {
  /**
   * A point in polar coordinates around this one, with the same bits on every JVM.
   *
   * @param radius how far away
   * @param angle in radians, from the u axis towards the v axis
   * @return {@code this + radius (cos angle, sin angle)}
   */
  public Point polar(double radius, double angle) {
    return new Point(u + radius * StrictMath.cos(angle), v + radius * StrictMath.sin(angle));
  }

  /** {@code this + s (other - this)}. */
  Point towards(Point other, double s) {
    return new Point(u + s * (other.u - u), v + s * (other.v - v));
  }

  /** {@code this + s w}. */
  Point plus(double s, Point w) {
    return new Point(u + s * w.u, v + s * w.v);
  }

  Point minus(Point other) {
    return new Point(u - other.u, v - other.v);
  }

  double dot(Point w) {
    return u * w.u + v * w.v;
  }

  /** The third component of the cross product; positive if {@code w} lies at a positive angle. */
  double cross(Point w) {
    return u * w.v - v * w.u;
  }

  double norm() {
    return Math.sqrt(dot(this));
  }

  boolean isFinite() {
    return Double.isFinite(u) && Double.isFinite(v);
  }
}
