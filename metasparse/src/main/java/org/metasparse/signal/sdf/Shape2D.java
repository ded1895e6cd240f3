package org.metasparse.signal.sdf;

import java.util.List;

/**
 * A region of the plane whose boundary consists of straight pieces and arcs of circles.
 *
 * <p>Its signed distance field is had by {@link DistanceField#of}. Coordinates and lengths are
 * those of {@link org.metasparse.signal.Grid}: half an image's side is 1.
 */
public sealed interface Shape2D permits Circle, Polygon, Rounded, Combination {
  /**
   * Whether a point is inside.
   *
   * @param u first coordinate of the point
   * @param v its second
   * @return true if it is; either for a point of the boundary
   */
  boolean contains(double u, double v);

  /**
   * {@return the pieces of the boundary, what separates the inside from the outside and nothing
   * else, in no particular order}
   */
  List<Piece> boundary();
}
