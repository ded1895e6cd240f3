package org.metasparse.signal.sdf;

/** A circle, or a piece of one, as a piece of a boundary. */
public final class Arc implements Piece {
  private final Point centre;
  private final double radius;
  private final double start;
  private final double sweep;

  // Whether a point is within the arc's angles is asked for each pixel: by a scalar product with
  // the direction of the arc's middle, so that no arc tangent is taken.
  private final Point middle;
  private final double cosHalf;
  private final Point from;
  private final Point to;

  /**
   * An arc.
   *
   * @param centre of the circle
   * @param radius of the circle
   * @param start the angle where t is 0, in radians, from the u axis towards the v axis
   * @param sweep how far the angle grows until t is 1; 2 pi for a whole circle
   * @throws IllegalArgumentException if the centre or start is not finite, the radius is not
   *     positive, or the sweep not in (0, 2 pi]
   */
  public Arc(Point centre, double radius, double start, double sweep) {
    if (!centre.isFinite() || !Double.isFinite(start) || !(radius > 0 && radius < 1e9)) {
      throw new IllegalArgumentException("an arc of radius " + radius + " around " + centre);
    }
    if (!(sweep > 0 && sweep <= 2 * Math.PI)) {
      throw new IllegalArgumentException("an arc over " + sweep + " radians");
    }
    this.centre = centre;
    this.radius = radius;
    this.start = start;
    this.sweep = sweep;
    middle = new Point(0, 0).polar(1, start + sweep / 2);
    cosHalf = StrictMath.cos(sweep / 2);
    from = centre.polar(radius, start);
    to = centre.polar(radius, start + sweep);
  }

  /** {@return the circle's centre} */
  public Point centre() {
    return centre;
  }

  /** {@return the circle's radius, greater than 0} */
  public double radius() {
    return radius;
  }

  @Override
  public double distance(double u, double v) {
    double pu = u - centre.u();
    double pv = v - centre.v();
    double r = Math.sqrt(pu * pu + pv * pv);
    if (pu * middle.u() + pv * middle.v() >= cosHalf * r) {
      return Math.abs(r - radius);
    }
    return Math.sqrt(Math.min(square(u, v, from), square(u, v, to)));
  }

  private static double square(double u, double v, Point p) {
    return (u - p.u()) * (u - p.u()) + (v - p.v()) * (v - p.v());
  }

  @Override
  public Point at(double t) {
    return t == 0 ? from : t == 1 ? to : centre.polar(radius, start + t * sweep);
  }

  @Override
  public Point normal(double t) {
    return new Point(0, 0).polar(1, start + t * sweep);
  }

  @Override
  public double parameter(Point point) {
    double turn = (StrictMath.atan2(point.v() - centre.v(), point.u() - centre.u()) - start);
    return (turn - 2 * Math.PI * StrictMath.floor(turn / (2 * Math.PI))) / sweep;
  }

  @Override
  public Piece part(double from, double to) {
    return from == 0 && to == 1
        ? this
        : new Arc(centre, radius, start + from * sweep, (to - from) * sweep);
  }

  @Override
  public double length() {
    return radius * sweep;
  }

  @Override
  public String toString() {
    return "Arc[" + centre + ", radius " + radius + ", start " + start + ", sweep " + sweep + "]";
  }
}
