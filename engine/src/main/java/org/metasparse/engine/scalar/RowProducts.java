package org.metasparse.engine.scalar;

import java.util.Arrays;
import org.metasparse.engine.Start;

/**
 * Products of a row with a matrix, {@code c += a B}, shaped so that the JIT compiler vectorises
 * them: the rows of B and the row of C are copied to arrays of their own, each indexed by the
 * loop's counter alone. The copies cost one pass over B for all rows of A, and one over C for all
 * of k.
 *
 * <p>One thread at a time.
 */
final class RowProducts {
  /** Columns taken at once. */
  static final int WIDTH = 128;

  private final float[] sum = new float[WIDTH];
  private float[][] rows = new float[0][];

  /** Copies {@code width} columns of the k rows of B. */
  void load(int k, int width, float[] b, int b0, int ldb) {
    if (rows.length < k) {
      rows = new float[k][WIDTH];
    }
    for (int l = 0; l < k; l++) {
      System.arraycopy(b, b0 + l * ldb, rows[l], 0, width);
    }
  }

  /** Lets the sums of a row begin with one value. */
  void fill(int width, float value) {
    Arrays.fill(sum, 0, width, value);
  }

  /** Lets the sums of a row begin with what stands in C, or with 0. */
  void start(int width, Start start, float[] c, int c0) {
    if (start == Start.PRESENT) {
      System.arraycopy(c, c0, sum, 0, width);
    } else {
      Arrays.fill(sum, 0, width, 0f);
    }
  }

  /** {@code s[j] = fma(a_{k-1}, B[k-1, j], … fma(a_0, B[0, j], s[j]))}. */
  void dense(int k, float[] a, int a0) {
    float[] s = sum;
    int l = 0;
    for (; l + 4 <= k; l += 4) {
      int al = a0 + l;
      add4(
          s,
          a[al],
          rows[l],
          a[al + 1],
          rows[l + 1],
          a[al + 2],
          rows[l + 2],
          a[al + 3],
          rows[l + 3]);
    }
    for (; l < k; l++) {
      add(s, a[a0 + l], rows[l]);
    }
  }

  /** The same where only the entries from e to end exist, entry e in column {@code index[e]}. */
  void sparse(int e, int end, int[] index, float[] values, int v0) {
    float[] s = sum;
    for (; e + 4 <= end; e += 4) {
      int v = v0 + e;
      add4(
          s,
          values[v],
          rows[index[e]],
          values[v + 1],
          rows[index[e + 1]],
          values[v + 2],
          rows[index[e + 2]],
          values[v + 3],
          rows[index[e + 3]]);
    }
    for (; e < end; e++) {
      add(s, values[v0 + e], rows[index[e]]);
    }
  }

  /** Copies the sums to a row of C. */
  void store(int width, float[] c, int c0) {
    System.arraycopy(sum, 0, c, c0, width);
  }

  // Both loops run over the whole width, so that their length is a constant; what stands behind the
  // columns in use is never copied back.

  private static void add(float[] s, float w, float[] x) {
    for (int j = 0; j < WIDTH; j++) {
      s[j] = Math.fma(w, x[j], s[j]);
    }
  }

  private static void add4(
      float[] s,
      float w0,
      float[] x0,
      float w1,
      float[] x1,
      float w2,
      float[] x2,
      float w3,
      float[] x3) {
    for (int j = 0; j < WIDTH; j++) {
      float t = Math.fma(w0, x0[j], s[j]);
      t = Math.fma(w1, x1[j], t);
      t = Math.fma(w2, x2[j], t);
      s[j] = Math.fma(w3, x3[j], t);
    }
  }
}
