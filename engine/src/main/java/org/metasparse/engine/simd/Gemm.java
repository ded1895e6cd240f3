package org.metasparse.engine.simd;

import static org.metasparse.engine.simd.Lanes.L;
import static org.metasparse.engine.simd.Lanes.S;
import static org.metasparse.engine.simd.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
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
   * {@code C = C0 + A B} for the leading columns, element (i, l) of A being {@code a[aOffset + i *
   * aRow + l * aCol]}.
   *
   * @return how many columns were done: the largest multiple of the vector length up to n
   */
  static int multiply(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int aRow,
      int aCol,
      float[] b,
      int bOffset,
      int ldb,
      Start start,
      float[] bias,
      int bias0,
      float[] c,
      int cOffset,
      int ldc) {
    int done = n - n % L;
    int rows = 0;
    if (Lanes.REGISTERS >= 32) {
      for (; rows + 12 <= m; rows += 12) {
        put(12, done, start, bias, bias0 + rows, c, cOffset + rows * ldc, ldc);
        for (int j = 0; j + 2 * L <= n; j += 2 * L) {
          block12x2(
              k,
              a,
              aOffset + rows * aRow,
              aRow,
              aCol,
              b,
              bOffset + j,
              ldb,
              c,
              cOffset + rows * ldc + j,
              ldc);
        }
      }
    }
    for (; rows + 6 <= m; rows += 6) {
      put(6, done, start, bias, bias0 + rows, c, cOffset + rows * ldc, ldc);
      for (int j = 0; j + 2 * L <= n; j += 2 * L) {
        block6x2(
            k,
            a,
            aOffset + rows * aRow,
            aRow,
            aCol,
            b,
            bOffset + j,
            ldb,
            c,
            cOffset + rows * ldc + j,
            ldc);
      }
    }
    for (; rows + 4 <= m; rows += 4) {
      put(4, done, start, bias, bias0 + rows, c, cOffset + rows * ldc, ldc);
      for (int j = 0; j + 2 * L <= n; j += 2 * L) {
        block4x2(
            k,
            a,
            aOffset + rows * aRow,
            aRow,
            aCol,
            b,
            bOffset + j,
            ldb,
            c,
            cOffset + rows * ldc + j,
            ldc);
      }
    }
    for (; rows < m; rows++) {
      put(1, done, start, bias, bias0 + rows, c, cOffset + rows * ldc, ldc);
      for (int j = 0; j + 2 * L <= n; j += 2 * L) {
        block1x2(
            k,
            a,
            aOffset + rows * aRow,
            aRow,
            aCol,
            b,
            bOffset + j,
            ldb,
            c,
            cOffset + rows * ldc + j,
            ldc);
      }
    }
    for (int j = n - n % (2 * L); j < done; j += L) {
      column(m, k, a, aOffset, aRow, aCol, b, bOffset + j, ldb, c, cOffset + j, ldc, L);
    }
    return done;
  }

  /**
   * Writes what chains start from into some rows of C, right before they are read: chosen in the
   * blocks themselves it keeps a compiler from leaving their many sums in registers.
   */
  private static void put(
      int rows, int n, Start start, float[] bias, int bias0, float[] c, int c0, int ldc) {
    if (start == Start.PRESENT) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      FloatVector w = FloatVector.broadcast(S, start.of(bias, bias0 + i));
      for (int j = 0; j < n; j += L) {
        w.intoArray(c, c0 + i * ldc + j);
      }
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
   * One vector of columns, of which the first {@code count} are there: {@code C += A B}. Of B whole
   * vectors are read, so that the loop over k needs no mask; what they hold beyond the columns is
   * computed with and not stored.
   */
  static void column(
      int m,
      int k,
      float[] a,
      int aOffset,
      int aRow,
      int aCol,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      int count) {
    VectorMask<Float> there = S.indexInRange(0, count);
    int i = 0;
    for (; i + 6 <= m; i += 6) {
      column6(k, a, aOffset + i * aRow, aRow, aCol, b, b0, ldb, c, cOffset + i * ldc, ldc, there);
    }
    for (; i < m; i++) {
      column1(k, a, aOffset + i * aRow, aCol, b, b0, ldb, c, cOffset + i * ldc, there);
    }
  }

  private static void column6(
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
      s1 = FloatVector.broadcast(S, a[a0 + 1 * aRow]).fma(x, s1);
      s2 = FloatVector.broadcast(S, a[a0 + 2 * aRow]).fma(x, s2);
      s3 = FloatVector.broadcast(S, a[a0 + 3 * aRow]).fma(x, s3);
      s4 = FloatVector.broadcast(S, a[a0 + 4 * aRow]).fma(x, s4);
      s5 = FloatVector.broadcast(S, a[a0 + 5 * aRow]).fma(x, s5);
      a0 += aCol;
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
      int aCol,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      VectorMask<Float> there) {
    FloatVector s = FloatVector.fromArray(S, c, c0, there);
    for (int l = 0; l < k; l++) {
      s = FloatVector.broadcast(S, a[a0 + l * aCol]).fma(load(b, b0 + l * ldb), s);
    }
    s.intoArray(c, c0, there);
  }
}
