package org.metasparse.signal.sdf;

import java.util.List;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;

/**
 * The signed distance field of a shape, exact to the rounding of doubles: the distance to the
 * nearest point of the boundary, positive outside and negative inside.
 *
 * @param shape tells inside from outside
 * @param boundary the shape's boundary
 */
public record DistanceField(Shape2D shape, List<Piece> boundary) {
  /**
   * Checks that there is something to be distant from.
   *
   * @throws IllegalArgumentException if the boundary is empty
   */
  public DistanceField {
    boundary = List.copyOf(boundary);
    if (boundary.isEmpty()) {
      throw new IllegalArgumentException(shape + " has no boundary");
    }
  }

  /**
   * The field of a shape.
   *
   * @param shape any shape with a boundary
   * @return its field
   * @throws IllegalArgumentException if it has none, as nothing is left of it
   */
  public static DistanceField of(Shape2D shape) {
    return new DistanceField(shape, shape.boundary());
  }

  /**
   * The signed distance at a point.
   *
   * @param u first coordinate of the point
   * @param v its second
   * @return the distance, in units of half an image's side, with the same bits on every JVM
   */
  public double at(double u, double v) {
    double least = Double.POSITIVE_INFINITY;
    for (Piece piece : boundary) {
      least = Math.min(least, piece.distance(u, v));
    }
    // On a seam, where two members of a union touch, rounding may put a point into neither. So it
    // is asked beside the point, at a place that is on no seam, where the boundary is farther off.
    double aside = least > Combination.EPSILON ? Combination.EPSILON : 0;
    return shape.contains(u + 0.62 * aside, v + 0.29 * aside) ? -least : least;
  }

  /**
   * The field as a grey image: {@code (float) (0.5 + d / 2)} with the distance d at each point of
   * the grid. The boundary is at 0.5; values are not clamped and can lie beyond [0, 1].
   *
   * @param name what to call it
   * @param size rows and columns
   * @return a signal of one channel
   * @throws IllegalArgumentException if the size is less than 1 or too large for an array
   */
  public Signal sample(String name, int size) {
    Grid grid = Grid.ofImage(size, size);
    int n = grid.count();
    // The coordinates that a network is given, not others that differ in the last bit.
    float[] axis = new float[size];
    new Grid(List.of(size)).copy(0, size, axis, 0, size);
    float[] values = new float[n];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        values[row * size + column] = (float) (0.5 + at(axis[row], axis[column]) / 2);
      }
    }
    return ImageKind.image(name, grid, 1, values);
  }
}
