package org.metasparse.autodiff;

/**
 * A matrix of features by pixels that a replay reads a few pixels at a time: coordinates, values,
 * anything that is given for each pixel. It may be computed on the fly, so that memory need not
 * grow with the number of pixels. Reading must be thread-safe and give the same answer every time.
 */
public interface Samples {
  /** {@return the number of features of each pixel, at least 1} */
  int rows();

  /** {@return the number of pixels, at least 1} */
  int count();

  /**
   * Copies some pixels: feature {@code f} of pixel {@code first + i} goes to {@code to[toOffset + f
   * * ld + i]}.
   *
   * @param first the first pixel
   * @param n how many pixels
   * @param to receives {@code rows x n} floats; overwritten
   * @param toOffset index of the first
   * @param ld distance of features in {@code to}
   */
  void copy(int first, int n, float[] to, int toOffset, int ld);

  /**
   * Samples held in an array.
   *
   * @param rows number of features
   * @param count number of pixels
   * @param array {@code rows x count} floats, features in rows; not copied
   * @return a view of the array
   * @throws IllegalArgumentException if the array is of another length
   */
  static Samples of(int rows, int count, float[] array) {
    if (array.length != (long) rows * count || rows < 1 || count < 1) {
      throw new IllegalArgumentException(
          array.length + " floats are not " + rows + " features of " + count + " pixels");
    }
    return new Samples() {
      @Override
      public int rows() {
        return rows;
      }

      @Override
      public int count() {
        return count;
      }

      @Override
      public void copy(int first, int n, float[] to, int toOffset, int ld) {
        for (int f = 0; f < rows; f++) {
          System.arraycopy(array, f * count + first, to, toOffset + f * ld, n);
        }
      }
    };
  }
}
