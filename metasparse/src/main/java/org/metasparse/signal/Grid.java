package org.metasparse.signal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.metasparse.autodiff.Samples;

/**
 * The coordinates of a regular grid: on each axis an even division of [-e, e], both ends included.
 * The extent e is 1 by the paper's protocol; other extents keep steps alike on axes of different
 * length. The first axis runs down the rows of an image, the last one fastest.
 *
 * <p>Point {@code k} of an axis of {@code s} points and extent {@code e} lies at {@code e * ((2 k -
 * (s - 1)) / (s - 1))}, an axis of one point at 0. Coordinates are computed when they are read and
 * take no memory.
 *
 * @param sizes the number of points on each axis
 * @param extents how far each axis reaches to both sides of 0, in (0, 1]
 */
public record Grid(List<Integer> sizes, List<Float> extents) implements Samples {
  /**
   * Checks sizes.
   *
   * @param sizes the number of points on each axis
   * @param extents how far each axis reaches
   * @throws IllegalArgumentException if there is no axis, a size is less than 1, there are more
   *     than 2^31 - 1 points, or there is not one extent in (0, 1] for each axis
   */
  public Grid {
    sizes = List.copyOf(sizes);
    extents = List.copyOf(extents);
    if (extents.size() != sizes.size() || !extents.stream().allMatch(e -> e > 0 && e <= 1)) {
      throw new IllegalArgumentException(
          "extents " + extents + " for axes of " + sizes + " points; each must lie in (0, 1]");
    }
    long points = 1;
    for (int size : sizes) {
      points *= size;
      if (size < 1 || points > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("a grid of " + sizes + " points cannot be had");
      }
    }
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException("a grid needs at least one axis");
    }
  }

  /**
   * A grid that reaches from -1 to 1 on each axis.
   *
   * @param sizes the number of points on each axis
   * @throws IllegalArgumentException if there is no axis, a size is less than 1, or there are more
   *     than 2^31 - 1 points
   */
  public Grid(List<Integer> sizes) {
    this(sizes, Collections.nCopies(sizes.size(), 1f));
  }

  /**
   * The grid of an image, whose pixels are square in coordinates: the longer axis reaches to 1, the
   * shorter, of s points beside l, to {@code (s - 1) / (l - 1)}. An axis of a single point has the
   * extent of two, half a pixel to each side.
   *
   * @param height number of rows
   * @param width number of columns
   * @return the grid of two axes
   * @throws IllegalArgumentException if a size is less than 1 or there are too many points
   */
  public static Grid ofImage(int height, int width) {
    return square(List.of(height, width));
  }

  /**
   * The grid of a video: time reaches from -1 to 1, rows and columns as those of an image.
   *
   * @param frames number of frames
   * @param height number of rows
   * @param width number of columns
   * @return the grid of three axes
   * @throws IllegalArgumentException if a size is less than 1 or there are too many points
   */
  public static Grid ofVideo(int frames, int height, int width) {
    return square(List.of(frames, height, width));
  }

  /**
   * A grid whose points are square in rows and columns, the last two of its axes, as those of
   * {@link #ofImage}; others reach from -1 to 1.
   *
   * @param sizes the number of points on each axis
   * @return the grid
   * @throws IllegalArgumentException if there is no axis, a size is less than 1, or there are too
   *     many points
   */
  public static Grid square(List<Integer> sizes) {
    List<Float> extents = new ArrayList<>(Collections.nCopies(sizes.size(), 1f));
    int columns = sizes.size() - 1;
    if (columns > 0) {
      extents.set(columns - 1, extent(sizes.get(columns - 1), sizes.get(columns)));
      extents.set(columns, extent(sizes.get(columns), sizes.get(columns - 1)));
    }
    return new Grid(sizes, extents);
  }

  private static float extent(int size, int other) {
    return size >= other ? 1f : (float) (Math.max(1, size - 1) / (other - 1.0));
  }

  /**
   * Another division of the same part of space.
   *
   * @param newSizes the number of points on each axis
   * @return a grid with this one's extents
   * @throws IllegalArgumentException if there are not as many axes, or a size is less than 1
   */
  public Grid withSizes(List<Integer> newSizes) {
    return new Grid(newSizes, extents);
  }

  @Override
  public int rows() {
    return sizes.size();
  }

  @Override
  public int count() {
    int count = 1;
    // By index: an iterator would be an object for every call.
    for (int axis = 0; axis < sizes.size(); axis++) {
      count *= sizes.get(axis);
    }
    return count;
  }

  @Override
  public void copy(int first, int n, float[] to, int toOffset, int ld) {
    int stride = 1;
    for (int axis = sizes.size() - 1; axis >= 0; axis--) {
      int size = sizes.get(axis);
      int row = toOffset + axis * ld;
      float extent = extents.get(axis);
      for (int i = 0; i < n; i++) {
        int k = (first + i) / stride % size;
        to[row + i] = size == 1 ? 0f : extent * ((2 * k - (size - 1)) / (float) (size - 1));
      }
      stride *= size;
    }
  }
}
