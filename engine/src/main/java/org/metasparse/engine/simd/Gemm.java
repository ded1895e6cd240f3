package org.metasparse.engine.simd;

import static org.metasparse.engine.simd.Lanes.L;
import static org.metasparse.engine.simd.Lanes.S;
import static org.metasparse.engine.simd.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Start;

/**
 * The dense product, register-blocked: a block of C stays in registers while k runs, each step
 * loading two vectors of B and one broadcast element of A for each row.
 *
 * <p>Vectors lie across columns, so every element is one chain over k as the definition says, at
 * any width. The block of 12 rows needs 24 accumulators (32 registers: AVX-512, NEON), the one of 6
 * needs 12 (16 registers: AVX2, SSE).
 */
final class Gemm {
  private Gemm() {}

  /**
   * {@code C = C0 + A B} for the columns that fill pairs of vectors; rows of C follow one another
   * at a distance of n. Element (i, l) of A is {@code a[a0 + i * aRow + l * aCol]}.
   *
   * @param bias what the chains of each row start from instead of {@code start}, or null
   */
  static void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int a0,
      int aRow,
      int aCol,
      float[] b,
      int b0,
      int ldb,
      Start start,
      Matrix bias,
      float[] c,
      int c0) {
    int pairs = n - n % (2 * L);
    int rows;
    for (int i = 0; i < m; i += rows) {
      rows = block(m - i);
      int ci = c0 + i * n;
      int ai = a0 + i * aRow;
      for (int r = 0; bias != null && r < rows; r++) {
        fill(pairs, bias.array()[bias.offset() + i + r], c, ci + r * n);
      }
      for (int r = 0; bias == null && start == Start.ZERO && r < rows; r++) {
        fill(pairs, 0f, c, ci + r * n);
      }
      for (int j = 0; j < pairs; j += 2 * L) {
        switch (rows) {
          case 12 -> block12x2(k, a, ai, aRow, aCol, b, b0 + j, ldb, c, ci + j, n);
          case 6 -> block6x2(k, a, ai, aRow, aCol, b, b0 + j, ldb, c, ci + j, n);
          case 4 -> block4x2(k, a, ai, aRow, aCol, b, b0 + j, ldb, c, ci + j, n);
          default -> block1x2(k, a, ai, aRow, aCol, b, b0 + j, ldb, c, ci + j, n);
        }
      }
    }
  }

  /** The rows of the largest block that so many rows fill. */
  private static int block(int left) {
    return left >= 12 && Lanes.REGISTERS >= 32 ? 12 : left >= 6 ? 6 : left >= 4 ? 4 : 1;
  }

  /**
   * Writes what chains start from into a row of C, right before it is read: chosen in the blocks
   * themselves it keeps a compiler from leaving their many sums in registers.
   */
  private static void fill(int n, float value, float[] c, int c0) {
    FloatVector w = FloatVector.broadcast(S, value);
    for (int j = 0; j < n; j += L) {
      w.intoArray(c, c0 + j);
    }
  }

  /** 12 rows by 2 vectors of C in registers, all of k. */
  private static void block12x2(
      int k,
      float[] a,
      int a0,
      int aRow,
      int aCol,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc) {
    FloatVector s0 = load(c, c0 + 0 * ldc);
    FloatVector t0 = load(c, c0 + 0 * ldc + L);
    FloatVector s1 = load(c, c0 + 1 * ldc);
    FloatVector t1 = load(c, c0 + 1 * ldc + L);
    FloatVector s2 = load(c, c0 + 2 * ldc);
    FloatVector t2 = load(c, c0 + 2 * ldc + L);
    FloatVector s3 = load(c, c0 + 3 * ldc);
    FloatVector t3 = load(c, c0 + 3 * ldc + L);
    FloatVector s4 = load(c, c0 + 4 * ldc);
    FloatVector t4 = load(c, c0 + 4 * ldc + L);
    FloatVector s5 = load(c, c0 + 5 * ldc);
    FloatVector t5 = load(c, c0 + 5 * ldc + L);
    FloatVector s6 = load(c, c0 + 6 * ldc);
    FloatVector t6 = load(c, c0 + 6 * ldc + L);
    FloatVector s7 = load(c, c0 + 7 * ldc);
    FloatVector t7 = load(c, c0 + 7 * ldc + L);
    FloatVector s8 = load(c, c0 + 8 * ldc);
    FloatVector t8 = load(c, c0 + 8 * ldc + L);
    FloatVector s9 = load(c, c0 + 9 * ldc);
    FloatVector t9 = load(c, c0 + 9 * ldc + L);
    FloatVector s10 = load(c, c0 + 10 * ldc);
    FloatVector t10 = load(c, c0 + 10 * ldc + L);
    FloatVector s11 = load(c, c0 + 11 * ldc);
    FloatVector t11 = load(c, c0 + 11 * ldc + L);
    for (int l = 0; l < k; l++) {
      FloatVector x = load(b, b0);
      FloatVector y = load(b, b0 + L);
      FloatVector w;
      w = FloatVector.broadcast(S, a[a0]);
      s0 = w.fma(x, s0);
      t0 = w.fma(y, t0);
      w = FloatVector.broadcast(S, a[a0 + 1 * aRow]);
      s1 = w.fma(x, s1);
      t1 = w.fma(y, t1);
      w = FloatVector.broadcast(S, a[a0 + 2 * aRow]);
      s2 = w.fma(x, s2);
      t2 = w.fma(y, t2);
      w = FloatVector.broadcast(S, a[a0 + 3 * aRow]);
      s3 = w.fma(x, s3);
      t3 = w.fma(y, t3);
      w = FloatVector.broadcast(S, a[a0 + 4 * aRow]);
      s4 = w.fma(x, s4);
      t4 = w.fma(y, t4);
      w = FloatVector.broadcast(S, a[a0 + 5 * aRow]);
      s5 = w.fma(x, s5);
      t5 = w.fma(y, t5);
      w = FloatVector.broadcast(S, a[a0 + 6 * aRow]);
      s6 = w.fma(x, s6);
      t6 = w.fma(y, t6);
      w = FloatVector.broadcast(S, a[a0 + 7 * aRow]);
      s7 = w.fma(x, s7);
      t7 = w.fma(y, t7);
      w = FloatVector.broadcast(S, a[a0 + 8 * aRow]);
      s8 = w.fma(x, s8);
      t8 = w.fma(y, t8);
      w = FloatVector.broadcast(S, a[a0 + 9 * aRow]);
      s9 = w.fma(x, s9);
      t9 = w.fma(y, t9);
      w = FloatVector.broadcast(S, a[a0 + 10 * aRow]);
      s10 = w.fma(x, s10);
      t10 = w.fma(y, t10);
      w = FloatVector.broadcast(S, a[a0 + 11 * aRow]);
      s11 = w.fma(x, s11);
      t11 = w.fma(y, t11);
      a0 += aCol;
      b0 += ldb;
    }
    s0.intoArray(c, c0 + 0 * ldc);
    t0.intoArray(c, c0 + 0 * ldc + L);
    s1.intoArray(c, c0 + 1 * ldc);
    t1.intoArray(c, c0 + 1 * ldc + L);
    s2.intoArray(c, c0 + 2 * ldc);
    t2.intoArray(c, c0 + 2 * ldc + L);
    s3.intoArray(c, c0 + 3 * ldc);
    t3.intoArray(c, c0 + 3 * ldc + L);
    s4.intoArray(c, c0 + 4 * ldc);
    t4.intoArray(c, c0 + 4 * ldc + L);
    s5.intoArray(c, c0 + 5 * ldc);
    t5.intoArray(c, c0 + 5 * ldc + L);
    s6.intoArray(c, c0 + 6 * ldc);
    t6.intoArray(c, c0 + 6 * ldc + L);
    s7.intoArray(c, c0 + 7 * ldc);
    t7.intoArray(c, c0 + 7 * ldc + L);
    s8.intoArray(c, c0 + 8 * ldc);
    t8.intoArray(c, c0 + 8 * ldc + L);
    s9.intoArray(c, c0 + 9 * ldc);
    t9.intoArray(c, c0 + 9 * ldc + L);
    s10.intoArray(c, c0 + 10 * ldc);
    t10.intoArray(c, c0 + 10 * ldc + L);
    s11.intoArray(c, c0 + 11 * ldc);
    t11.intoArray(c, c0 + 11 * ldc + L);
  }

  /** 6 rows by 2 vectors of C in registers, all of k. */
  private static void block6x2(
      int k,
      float[] a,
      int a0,
      int aRow,
      int aCol,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc) {
    FloatVector s0 = load(c, c0 + 0 * ldc);
    FloatVector t0 = load(c, c0 + 0 * ldc + L);
    FloatVector s1 = load(c, c0 + 1 * ldc);
    FloatVector t1 = load(c, c0 + 1 * ldc + L);
    FloatVector s2 = load(c, c0 + 2 * ldc);
    FloatVector t2 = load(c, c0 + 2 * ldc + L);
    FloatVector s3 = load(c, c0 + 3 * ldc);
    FloatVector t3 = load(c, c0 + 3 * ldc + L);
    FloatVector s4 = load(c, c0 + 4 * ldc);
    FloatVector t4 = load(c, c0 + 4 * ldc + L);
    FloatVector s5 = load(c, c0 + 5 * ldc);
    FloatVector t5 = load(c, c0 + 5 * ldc + L);
    for (int l = 0; l < k; l++) {
      FloatVector x = load(b, b0);
      FloatVector y = load(b, b0 + L);
      FloatVector w;
      w = FloatVector.broadcast(S, a[a0]);
      s0 = w.fma(x, s0);
      t0 = w.fma(y, t0);
      w = FloatVector.broadcast(S, a[a0 + 1 * aRow]);
      s1 = w.fma(x, s1);
      t1 = w.fma(y, t1);
      w = FloatVector.broadcast(S, a[a0 + 2 * aRow]);
      s2 = w.fma(x, s2);
      t2 = w.fma(y, t2);
      w = FloatVector.broadcast(S, a[a0 + 3 * aRow]);
      s3 = w.fma(x, s3);
      t3 = w.fma(y, t3);
      w = FloatVector.broadcast(S, a[a0 + 4 * aRow]);
      s4 = w.fma(x, s4);
      t4 = w.fma(y, t4);
      w = FloatVector.broadcast(S, a[a0 + 5 * aRow]);
      s5 = w.fma(x, s5);
      t5 = w.fma(y, t5);
      a0 += aCol;
      b0 += ldb;
    }
    s0.intoArray(c, c0 + 0 * ldc);
    t0.intoArray(c, c0 + 0 * ldc + L);
    s1.intoArray(c, c0 + 1 * ldc);
    t1.intoArray(c, c0 + 1 * ldc + L);
    s2.intoArray(c, c0 + 2 * ldc);
    t2.intoArray(c, c0 + 2 * ldc + L);
    s3.intoArray(c, c0 + 3 * ldc);
    t3.intoArray(c, c0 + 3 * ldc + L);
    s4.intoArray(c, c0 + 4 * ldc);
    t4.intoArray(c, c0 + 4 * ldc + L);
    s5.intoArray(c, c0 + 5 * ldc);
    t5.intoArray(c, c0 + 5 * ldc + L);
  }

  /** 4 rows by 2 vectors of C in registers, all of k. */
  private static void block4x2(
      int k,
      float[] a,
      int a0,
      int aRow,
      int aCol,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc) {
    FloatVector s0 = load(c, c0 + 0 * ldc);
    FloatVector t0 = load(c, c0 + 0 * ldc + L);
    FloatVector s1 = load(c, c0 + 1 * ldc);
    FloatVector t1 = load(c, c0 + 1 * ldc + L);
    FloatVector s2 = load(c, c0 + 2 * ldc);
    FloatVector t2 = load(c, c0 + 2 * ldc + L);
    FloatVector s3 = load(c, c0 + 3 * ldc);
    FloatVector t3 = load(c, c0 + 3 * ldc + L);
    for (int l = 0; l < k; l++) {
      FloatVector x = load(b, b0);
      FloatVector y = load(b, b0 + L);
      FloatVector w;
      w = FloatVector.broadcast(S, a[a0]);
      s0 = w.fma(x, s0);
      t0 = w.fma(y, t0);
      w = FloatVector.broadcast(S, a[a0 + 1 * aRow]);
      s1 = w.fma(x, s1);
      t1 = w.fma(y, t1);
      w = FloatVector.broadcast(S, a[a0 + 2 * aRow]);
      s2 = w.fma(x, s2);
      t2 = w.fma(y, t2);
      w = FloatVector.broadcast(S, a[a0 + 3 * aRow]);
      s3 = w.fma(x, s3);
      t3 = w.fma(y, t3);
      a0 += aCol;
      b0 += ldb;
    }
    s0.intoArray(c, c0 + 0 * ldc);
    t0.intoArray(c, c0 + 0 * ldc + L);
    s1.intoArray(c, c0 + 1 * ldc);
    t1.intoArray(c, c0 + 1 * ldc + L);
    s2.intoArray(c, c0 + 2 * ldc);
    t2.intoArray(c, c0 + 2 * ldc + L);
    s3.intoArray(c, c0 + 3 * ldc);
    t3.intoArray(c, c0 + 3 * ldc + L);
  }

  /** 1 rows by 2 vectors of C in registers, all of k. */
  private static void block1x2(
      int k,
      float[] a,
      int a0,
      int aRow,
      int aCol,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc) {
    FloatVector s0 = load(c, c0 + 0 * ldc);
    FloatVector t0 = load(c, c0 + 0 * ldc + L);
    for (int l = 0; l < k; l++) {
      FloatVector x = load(b, b0);
      FloatVector y = load(b, b0 + L);
      FloatVector w;
      w = FloatVector.broadcast(S, a[a0]);
      s0 = w.fma(x, s0);
      t0 = w.fma(y, t0);
      a0 += aCol;
      b0 += ldb;
    }
    s0.intoArray(c, c0 + 0 * ldc);
    t0.intoArray(c, c0 + 0 * ldc + L);
  }

  /**
   * Columns from j on of the m x n matrix C, one vector of them or as many as are left: {@code C +=
   * A B}. Of B whole vectors are read, so that the loop over k needs no mask; what they hold beyond
   * the columns is computed with and not stored.
   */
  static void column(int m, int k, float[] a, int a0, float[] b, int b0, int ldb, Matrix c, int j) {
    VectorMask<Float> there = S.indexInRange(0, Math.min(L, c.cols() - j));
    int c0 = c.offset() + j;
    int n = c.cols();
    int i = 0;
    for (; i + 6 <= m; i += 6) {
      column6(k, a, a0 + i * k, b, b0, ldb, c.array(), c0 + i * n, n, there);
    }
    for (; i < m; i++) {
      column1(k, a, a0 + i * k, b, b0, ldb, c.array(), c0 + i * n, there);
    }
  }

  private static void column6(
      int k,
      float[] a,
      int a0,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc,
      VectorMask<Float> there) {
    FloatVector s0 = FloatVector.fromArray(S, c, c0, there);
    FloatVector s1 = FloatVector.fromArray(S, c, c0 + 1 * ldc, there);
    FloatVector s2 = FloatVector.fromArray(S, c, c0 + 2 * ldc, there);
    FloatVector s3 = FloatVector.fromArray(S, c, c0 + 3 * ldc, there);
    FloatVector s4 = FloatVector.fromArray(S, c, c0 + 4 * ldc, there);
    FloatVector s5 = FloatVector.fromArray(S, c, c0 + 5 * ldc, there);
    for (int l = 0; l < k; l++) {
      FloatVector x = load(b, b0);
      s0 = FloatVector.broadcast(S, a[a0]).fma(x, s0);
      s1 = FloatVector.broadcast(S, a[a0 + 1 * k]).fma(x, s1);
      s2 = FloatVector.broadcast(S, a[a0 + 2 * k]).fma(x, s2);
      s3 = FloatVector.broadcast(S, a[a0 + 3 * k]).fma(x, s3);
      s4 = FloatVector.broadcast(S, a[a0 + 4 * k]).fma(x, s4);
      s5 = FloatVector.broadcast(S, a[a0 + 5 * k]).fma(x, s5);
      a0++;
      b0 += ldb;
    }
    s0.intoArray(c, c0, there);
    s1.intoArray(c, c0 + 1 * ldc, there);
    s2.intoArray(c, c0 + 2 * ldc, there);
    s3.intoArray(c, c0 + 3 * ldc, there);
    s4.intoArray(c, c0 + 4 * ldc, there);
    s5.intoArray(c, c0 + 5 * ldc, there);
  }

  private static void column1(
      int k,
      float[] a,
      int a0,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      VectorMask<Float> there) {
    FloatVector s = FloatVector.fromArray(S, c, c0, there);
    for (int l = 0; l < k; l++) {
      s = FloatVector.broadcast(S, a[a0 + l]).fma(load(b, b0 + l * ldb), s);
    }
    s.intoArray(c, c0, there);
  }
}
