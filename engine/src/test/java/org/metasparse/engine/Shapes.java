package org.metasparse.engine;

import java.util.SplittableRandom;

/** Sizes and patterns at which a kernel's paths change: around multiples of vectors and blocks. */
final class Shapes {
  /**
   * None to three vectors of 16, one more and one less, one to four panels' widths, and sizes that
   * fit nothing.
   */
  static final int[] COLUMNS = {
    0, 1, 7, 8, 15, 16, 17, 20, 24, 31, 32, 33, 47, 48, 49, 63, 64, 65, 97, 128, 257
  };

  /** Panels: the least width, and more than one pass of every kernel. */
  static final int[] WIDTHS = {64, 128, 192};

  /** Sums of register blocks of 6, 4 and 1 rows. */
  static final int[] ROWS = {0, 1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 17, 18, 23, 24, 29};

  /** Lengths of chains, around the scalar kernels' four terms in a pass and the others' 128. */
  static final int[] DEPTHS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 63, 127, 128, 129, 257};

  /**
   * Rows and columns of sparse matrices; the last two fill several strips of columns or of rows.
   */
  static final int[][] SPARSE = {
    {0, 3}, {3, 0}, {1, 1}, {1, 40}, {16, 1}, {5, 7}, {33, 29}, {3, 200}, {300, 2}
  };

  /** Densities of sparse matrices. */
  static final double[] DENSITIES = {0, .05, .3, 1};

  private Shapes() {}

  /** A mask; where the density is neither 0 nor 1, one row and one column of it are empty. */
  static boolean[] mask(int rows, int cols, double density, SplittableRandom random) {
    boolean[] mask = new boolean[rows * cols];
    boolean gaps = density > 0 && density < 1 && rows > 1 && cols > 1;
    int emptyRow = gaps ? random.nextInt(rows) : -1;
    int emptyCol = gaps ? random.nextInt(cols) : -1;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        mask[r * cols + c] = r != emptyRow && c != emptyCol && random.nextDouble() < density;
      }
    }
    return mask;
  }

  static CsrPattern pattern(int rows, int cols, double density, SplittableRandom random) {
    return CsrPattern.ofMask(rows, cols, mask(rows, cols, density, random));
  }
}
