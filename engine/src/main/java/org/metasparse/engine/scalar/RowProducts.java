package org.metasparse.engine.scalar;

import java.util.Arrays;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Start;

/**
 * Products of rows with a matrix, {@code c += a B}, shaped so that the JIT compiler vectorises
 * them: the rows of B and of C are copied to arrays of their own, each indexed by the loop's
 * counter alone. The copies cost one pass over B for all rows of A, and one over C for all of k.
 *
 * <p>One thread at a time.
 */
final class RowProducts {
  /** Columns taken at once. */
  static final int WIDTH = 128;

  /** Rows of a dense A that are taken at once: each row of B is read for all of them. */
  private static final int ROWS = 4;

  private final float[][] sums = new float[ROWS][WIDTH];
  private final float[] sum = sums[0];
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

  /** Lets the sums of a sparse row begin with one value. */
  void fill(int width, float value) {
    Arrays.fill(sum, 0, width, value);
  }

  /** Lets the sums of a sparse row begin with what stands in C, or with 0. */
  void start(int width, Start start, float[] c, int c0) {
    start(sum, width, start, c, c0);
  }

  private static void start(float[] s, int width, Start start, float[] c, int c0) {
    if (start == Start.PRESENT) {
      System.arraycopy(c, c0, s, 0, width);
    } else {
      Arrays.fill(s, 0, width, 0f);
    }
  }

  /**
   * {@code C = C0 + A B} for the columns that were loaded: {@code C[i, j] = fma(A[i, k-1], B[k-1,
   * j], … fma(A[i, 0], B[0, j], C0[i, j]))}. Rows of A lie at a distance of lda, of C of ldc.
   *
   * @param bias what the chains of each row start from instead of {@code start}, or null
   */
  void dense(
      int m,
      int k,
      int width,
      float[] a,
      int a0,
      int lda,
      Start start,
      Matrix bias,
      float[] c,
      int c0,
      int ldc) {
    int count;
    for (int i = 0; i < m; i += count) {
      count = i + ROWS <= m ? ROWS : 1;
      for (int r = 0; r < count; r++) {
        if (bias != null) {
          Arrays.fill(sums[r], 0, width, bias.array()[bias.offset() + i + r]);
        } else {
          start(sums[r], width, start, c, c0 + (i + r) * ldc);
        }
      }
      if (count == ROWS) {
        denseRows(k, a, a0 + i * lda, lda);
      } else {
        denseRow(k, a, a0 + i * lda);
      }
      for (int r = 0; r < count; r++) {
        System.arraycopy(sums[r], 0, c, c0 + (i + r) * ldc, width);
      }
    }
  }

  private void denseRows(int k, float[] a, int a0, int lda) {
    int l = 0;
    for (; l + 2 <= k; l += 2) {
      add2To4(sums[0], sums[1], sums[2], sums[3], a, a0 + l, lda, rows[l], rows[l + 1]);
    }
    if (l < k) {
      for (int r = 0; r < ROWS; r++) {
        add(sums[r], a[a0 + r * lda + l], rows[l]);
      }
    }
  }

  private void denseRow(int k, float[] a, int a0) {
    int l = 0;
    for (; l + 4 <= k; l += 4) {
      int al = a0 + l;
      add4(
          sum,
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
      add(sum, a[a0 + l], rows[l]);
    }
  }

  /** One row of A, of which only the entries from e to end exist, entry e in {@code index[e]}. */
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

  /** Copies the sums of a sparse row to a row of C. */
  void store(int width, float[] c, int c0) {
    System.arraycopy(sum, 0, c, c0, width);
  }

  // All loops run over the whole width, so that their length is a constant; what stands behind the
  // columns in use is never copied back. Longer bodies than these JDK 17 does not vectorise.

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

  private static void add2To4(
      float[] s,
      float[] t,
      float[] u,
      float[] v,
      float[] a,
      int a0,
      int lda,
      float[] x,
      float[] y) {
    int a1 = a0 + lda;
    int a2 = a1 + lda;
    int a3 = a2 + lda;
    float s0 = a[a0];
    float s1 = a[a0 + 1];
    float t0 = a[a1];
    float t1 = a[a1 + 1];
    float u0 = a[a2];
    float u1 = a[a2 + 1];
    float v0 = a[a3];
    float v1 = a[a3 + 1];
    for (int j = 0; j < WIDTH; j++) {
      // Read once: for all that the compiler knows, a store to s changes x.
      float x0 = x[j];
      float y0 = y[j];
      s[j] = Math.fma(s1, y0, Math.fma(s0, x0, s[j]));
      t[j] = Math.fma(t1, y0, Math.fma(t0, x0, t[j]));
      u[j] = Math.fma(u1, y0, Math.fma(u0, x0, u[j]));
      v[j] = Math.fma(v1, y0, Math.fma(v0, x0, v[j]));
    }
  }
}
