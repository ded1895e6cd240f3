package org.metasparse.engine;

/**
 * A matrix of features by pixels in an array: feature {@code f} of pixel {@code p} is {@code
 * array[offset + f * width + p]}. Its width is a multiple of {@link Kernels#COLUMNS}, so that every
 * kernel fills its vectors and none has a form for what is left over; pixels that do not fill a
 * panel are made up for by whoever loads it.
 *
 * @param rows number of features, at least 0
 * @param width number of pixels, also the distance of rows
 * @param array where it lies; not copied
 * @param offset index of its first element
 */
public record Panel(int rows, int width, float[] array, int offset) {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if the width is no positive multiple of {@link
   *     Kernels#COLUMNS} or the panel does not fit its array
   */
  public Panel {
    if (width < 1 || width % Kernels.COLUMNS != 0) {
      throw new IllegalArgumentException(
          "a panel of " + width + " pixels: a multiple of " + Kernels.COLUMNS + " is needed");
    }
    if (rows < 0 || offset < 0 || (long) rows * width > array.length - offset) {
      throw new IllegalArgumentException(
          "a panel of "
              + rows
              + " x "
              + width
              + " at "
              + offset
              + " does not fit an array of "
              + array.length
              + " floats");
    }
  }

  /** {@return the number of elements, {@code rows * width}} */
  public int size() {
    return rows * width;
  }
}
