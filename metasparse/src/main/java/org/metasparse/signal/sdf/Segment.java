package org.metasparse.signal.sdf;

/**
 * A straight piece of a boundary.
 *
 * @param from where t is 0
 * @param to where t is 1
 */
public record Segment(Point from, Point to) implements Piece {
  /**
   * Checks the points.
   *
   * @throws IllegalArgumentException if they are not finite or are the same
   */
  public Segment {
    if (!from.isFinite() || !to.isFinite() || from.equals(to)) {
      throw new IllegalArgumentException("a segment from " + from + " to " + to + " has no length");
    }
  }

  @Override
  public double distance(double u, double v) {
    double du = to.u() - from.u();
    double dv = to.v() - from.v();
    double pu = u - from.u();
    double pv = v - from.v();
    double t = Math.min(1, Math.max(0, (pu * du + pv * dv) / (du * du + dv * dv)));
    double eu = pu - t * du;
    double ev = pv - t * dv;
    return Math.sqrt(eu * eu + ev * ev);
  }

  @Override
  public Point at(double t) {
    return t == 1 ? to : from.towards(to, t);
  }

  @Override
  public Point normal(double t) {
    Point along = to.minus(from);
    double length = along.norm();
    return new Point(along.v() / length, -along.u() / length);
  }

  @Override
  public double parameter(Point point) {
    Point along = to.minus(from);
    return point.minus(from).dot(along) / along.dot(along);
  }

  @Override
  public Piece part(double from, double to) {
    return from == 0 && to == 1 ? this : new Segment(at(from), at(to));
  }

  @Override
  public double length() {
    return to.minus(from).norm();
  }
}
