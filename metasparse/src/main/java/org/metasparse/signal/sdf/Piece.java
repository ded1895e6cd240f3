package org.metasparse.signal.sdf;

/** A piece of a shape's boundary, with a parameter t that runs from 0 to 1 along it. */
public sealed interface Piece permits Segment, Arc {
  /**
   * The distance of a point from the piece.
   *
   * @param u first coordinate of the point
   * @param v its second
   * @return at least 0
   */
  double distance(double u, double v);

  /**
   * A point of the piece.
   *
   * @param t in [0, 1]
   * @return where the piece is then
   */
  Point at(double t);

  /**
   * The direction across the piece.
   *
   * @param t in [0, 1]
   * @return a vector of length 1, to one or the other side
   */
  Point normal(double t);

  /**
   * Where along the piece a point of its line or circle lies.
   *
   * @param point a point that lies on the line or circle which the piece is cut from
   * @return its t; outside [0, 1], or NaN, if it is not on the piece
   */
  double parameter(Point point);

  /**
   * What lies between two parameters.
   *
   * @param from at least 0
   * @param to greater, at most 1
   * @return the part; the piece itself for 0 and 1
   */
  Piece part(double from, double to);

  /** {@return the length of the piece, greater than 0} */
  double length();
}
