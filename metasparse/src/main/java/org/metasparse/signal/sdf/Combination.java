package org.metasparse.signal.sdf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is inside one shape or another, or inside one but not another.
 *
 * <p>The distance to the boundary of a union is not the minimum of the members' distances within
 * it: where members overlap, their boundaries are no boundary of the whole. Here the members'
 * pieces are cut where they cross, and of each cut piece it is asked whether one side of it is
 * inside and the other outside; if not, it is left out. Details below 1e-9 are not seen: gaps of
 * that width are closed.
 *
 * @param first a shape
 * @param operation what is done with the other
 * @param second the other shape
 */
public record Combination(Shape2D first, Operation operation, Shape2D second) implements Shape2D {
  /** How far from a piece it is asked what is inside. */
  static final double EPSILON = 1e-9;

  /** Cuts closer to one another than this are one cut that two computations gave. */
  private static final double SHORTEST = 1e-12;

  /** What is done with two shapes. */
  public enum Operation {
    /** Inside is what is inside one of the two or both. */
    UNION,
    /** Inside is what is inside the first and not inside the second. */
    DIFFERENCE
  }

  @Override
  public boolean contains(double u, double v) {
    return operation == Operation.UNION
        ? first.contains(u, v) || second.contains(u, v)
        : first.contains(u, v) && !second.contains(u, v);
  }

  @Override
  public List<Piece> boundary() {
    List<Piece> ofFirst = first.boundary();
    List<Piece> ofSecond = second.boundary();
    List<Piece> pieces = new ArrayList<>();
    ofFirst.forEach(piece -> addParts(pieces, piece, ofSecond));
    ofSecond.forEach(piece -> addParts(pieces, piece, ofFirst));
    return pieces;
  }

  /** Adds those parts of a piece that belong to the boundary, neighbours in one. */
  private void addParts(List<Piece> to, Piece piece, List<Piece> others) {
    double[] cuts =
        others.stream()
            .flatMap(
                other ->
                    Stream.concat(
                        Crossings.of(piece, other).stream(), Stream.of(other.at(0), other.at(1))))
            .mapToDouble(piece::parameter)
            .filter(t -> t > 0 && t < 1)
            .sorted()
            .toArray();
    double from = 0;
    double start = Double.NaN;
    for (int i = 0; i <= cuts.length; i++) {
      double end = i == cuts.length ? 1 : cuts[i];
      if ((end - from) * piece.length() < SHORTEST) {
        continue;
      }
      boolean kept = separates(piece, from + (end - from) / 2);
      if (kept && Double.isNaN(start)) {
        start = from;
      } else if (!kept && !Double.isNaN(start)) {
        to.add(piece.part(start, from));
        start = Double.NaN;
      }
      from = end;
    }
    if (!Double.isNaN(start)) {
      to.add(piece.part(start, 1));
    }
  }

  private boolean separates(Piece piece, double t) {
    Point at = piece.at(t);
    Point inner = at.plus(-EPSILON, piece.normal(t));
    Point outer = at.plus(EPSILON, piece.normal(t));
    return contains(inner.u(), inner.v()) != contains(outer.u(), outer.v());
  }
}
