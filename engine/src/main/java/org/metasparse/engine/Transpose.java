package org.metasparse.engine;

/** Matrices written by columns: what products need whose rows would lie far apart. */
public final class Transpose {
  private Transpose() {}

  /**
   * {@code out[j, i] = x[i, j]}, by blocks that stay in cache.
   *
   * @param m rows of {@code x}
   * @param n columns of {@code x}
   * @param x the {@code m x n} matrix
   * @param xOffset index of its first element
   * @param ldx distance of its rows
   * @param out the {@code n x m} matrix; overwritten
   * @param outOffset index of its first element
   * @param ldo distance of its rows
   */
  public static void copy(
      int m, int n, float[] x, int xOffset, int ldx, float[] out, int outOffset, int ldo) {
    int i = 0;
    for (; i + 8 <= m; i += 8) {
      int r = xOffset + i * ldx;
      int o = outOffset + i;
      for (int j = 0; j < n; j++) {
        out[o] = x[r + j];
        out[o + 1] = x[r + ldx + j];
        out[o + 2] = x[r + 2 * ldx + j];
        out[o + 3] = x[r + 3 * ldx + j];
        out[o + 4] = x[r + 4 * ldx + j];
        out[o + 5] = x[r + 5 * ldx + j];
        out[o + 6] = x[r + 6 * ldx + j];
        out[o + 7] = x[r + 7 * ldx + j];
        o += ldo;
      }
    }
    for (; i < m; i++) {
      for (int j = 0; j < n; j++) {
        out[outOffset + j * ldo + i] = x[xOffset + i * ldx + j];
      }
    }
  }
}
