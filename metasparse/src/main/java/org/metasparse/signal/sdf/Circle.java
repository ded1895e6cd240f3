package org.metasparse.signal.sdf;

import java.util.List;

/**
 * A disc.
 *
 * @param centre its centre
 * @param radius its radius
 */
public record Circle(Point centre, double radius) implements Shape2D {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the centre is not finite or the radius not positive
   */
  public Circle {
    if (!centre.isFinite() || !(radius > 0 && radius < 1e9)) {
      throw new IllegalArgumentException("a circle of radius " + radius + " around " + centre);
    }
  }

  @Override
  public boolean contains(double u, double v) {
    double du = u - centre.u();
    double dv = v - centre.v();
    return du * du + dv * dv < radius * radius;
  }

  @Override
  public List<Piece> boundary() {
    return List.of(new Arc(centre, radius, 0, 2 * Math.PI));
  }
}
