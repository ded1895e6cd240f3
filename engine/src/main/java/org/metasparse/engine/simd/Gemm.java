package org.metasparse.engine.simd;

import static org.metasparse.engine.Kernels.COLUMNS;
import static org.metasparse.engine.simd.Lanes.L;
import static org.metasparse.engine.simd.Lanes.S;
import static org.metasparse.engine.simd.Lanes.load;

import jdk.incubator.vector.FloatVector;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Start;

/**
 * The dense product, register-blocked: a block of C stays in registers while k runs, each step
 * loading some vectors of B and one broadcast element of A for each row.
 *
 * <p>Vectors lie across columns, so every element is one chain over k as the definition says, at
 * any width. Blocks of 4 rows by 4 vectors need 16 accumulators (32 registers: AVX-512, NEON), of 6
 * by 2 need 12 (16 registers: AVX2, SSE). Rows of A are contiguous, so that a compiler takes the
 * checks of their indices out of the loop, and those of B where its rows are a panel's: on a core
 * with two full multipliers of 512 bits they cost a sixth of the speed. Blocks of 6 by 2 keep the
 * check of B's index: without it JDK 17 loads all six elements of A first, and sums go to the
 * stack.
 */
final class Gemm {
  /**
   * Rows of B that are run through at once. 128 rows of a panel are 32 KB; blocks of two vectors
   * read so few columns of them at a time that twice as many are better than stopping for C.
   */
  private static final int DEPTH = Lanes.REGISTERS < 32 ? 256 : 128;

  private Gemm() {}

  /**
   * {@code C = C0 + A B}; n columns fill pairs of vectors. Rows of A lie at a distance of lda, of B
   * of ldb, of C of ldc.
   *
   * @param bias what the chains of each row start from instead of {@code start}, or null
   */
  static void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int ldb,
      Start start,
      Matrix bias,
      float[] c,
      int c0,
      int ldc) {
    for (int i = 0; i < m; i++) {
      if (bias != null) {
        fill(n, bias.array()[bias.offset() + i], c, c0 + i * ldc);
      } else if (start == Start.ZERO) {
        fill(n, 0f, c, c0 + i * ldc);
      }
    }
    for (int l = 0; l < k; l += DEPTH) {
      int depth = Math.min(DEPTH, k - l);
      strip(m, n, depth, a, a0 + l, lda, b, b0 + l * ldb, ldb, c, c0, ldc);
    }
  }

  /**
   * {@code C += A B} for at least the first n columns. Rows of A lie at a distance of k, of B of
   * {@value Kernels#COLUMNS}; rows of C have room for whole vectors, and what is computed behind
   * the columns means nothing.
   */
  static void add(int m, int n, int k, float[] a, int a0, int b0, float[] c, int c0, int ldc) {
    // A vector that is left over is a column; some lanes more than that fill a pair as well.
    int pairs = (n + L - 1) / (2 * L) * (2 * L);
    multiply(m, pairs, k, a, a0, k, a, b0, COLUMNS, Start.PRESENT, null, c, c0, ldc);
    if (pairs < n) {
      column(m, k, a, a0, a, b0 + pairs, c, c0 + pairs, ldc);
    }
  }

  /** Adds the products of at most {@link #DEPTH} rows of B, which a near cache keeps meanwhile. */
  private static void strip(
      int m,
      int pairs,
      int k,
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc) {
    boolean panel = Lanes.REGISTERS >= 32 && ldb == COLUMNS;
    int quads = panel ? pairs - pairs % (4 * L) : 0;
    int rows;
    for (int i = 0; i < m; i += rows) {
      rows = block(m - i);
      int done = 0;
      if (joinsDone(m, m - i)) {
        rows = 6;
        done = i + 6 - m;
        i = m - 6;
      }
      int ci = c0 + i * ldc;
      int ai = a0 + i * lda;
      int j = 0;
      for (; rows == 4 && j < quads; j += 4 * L) {
        block4x4(k, a, ai, lda, b, b0 + j, c, ci + j, ldc);
      }
      for (; j < pairs; j += 2 * L) {
        switch (rows) {
          case 6 -> block6x2(k, a, ai, lda, b, b0 + j, ldb, c, ci + j, ldc, done);
          case 4 -> block4x2(k, a, ai, lda, b, b0 + j, ldb, c, ci + j, ldc);
          default -> block1x2(k, a, ai, b, b0 + j, ldb, c, ci + j);
        }
      }
    }
  }

  /** The rows of the largest block that so many rows fill. */
  private static int block(int left) {
    return left >= 6 && Lanes.REGISTERS < 32 ? 6 : left >= 4 ? 4 : 1;
  }

  /**
   * Whether so many rows that are left over fill a block of six with some that are done: a block of
   * one waits for itself, two or three of them longer than one of six takes.
   */
  private static boolean joinsDone(int m, int left) {
    return Lanes.REGISTERS < 32 && m > 6 && (left == 2 || left == 3 || left == 5);
  }

  /**
   * Writes what chains start from into a row of C: chosen in the blocks themselves it keeps a
   * compiler from leaving their many sums in registers.
   */
  private static void fill(int n, float value, float[] c, int c0) {
    FloatVector w = FloatVector.broadcast(S, value);
    for (int j = 0; j < n; j += L) {
      w.intoArray(c, c0 + j);
    }
  }

  /** 4 rows by 4 vectors of C in registers, all of k, where B is a panel. */
  private static void block4x4(
      int k, float[] a, int a0, int lda, float[] b, int b0, float[] c, int c0, int ldc) {
    FloatVector s0 = load(c, c0);
    FloatVector t0 = load(c, c0 + L);
    FloatVector u0 = load(c, c0 + 2 * L);
    FloatVector v0 = load(c, c0 + 3 * L);
    FloatVector s1 = load(c, c0 + 1 * ldc);
    FloatVector t1 = load(c, c0 + 1 * ldc + L);
    FloatVector u1 = load(c, c0 + 1 * ldc + 2 * L);
    FloatVector v1 = load(c, c0 + 1 * ldc + 3 * L);
    FloatVector s2 = load(c, c0 + 2 * ldc);
    FloatVector t2 = load(c, c0 + 2 * ldc + L);
    FloatVector u2 = load(c, c0 + 2 * ldc + 2 * L);
    FloatVector v2 = load(c, c0 + 2 * ldc + 3 * L);
    FloatVector s3 = load(c, c0 + 3 * ldc);
    FloatVector t3 = load(c, c0 + 3 * ldc + L);
    FloatVector u3 = load(c, c0 + 3 * ldc + 2 * L);
    FloatVector v3 = load(c, c0 + 3 * ldc + 3 * L);
    int a1 = a0 + 1 * lda;
    int a2 = a0 + 2 * lda;
    int a3 = a0 + 3 * lda;
    for (int l = 0; l < k; l++) {
      int i = b0 + l * COLUMNS;
      FloatVector x0 = load(b, i);
      FloatVector x1 = load(b, i + L);
      FloatVector x2 = load(b, i + 2 * L);
      FloatVector x3 = load(b, i + 3 * L);
      FloatVector w;
      w = FloatVector.broadcast(S, a[a0 + l]);
      s0 = w.fma(x0, s0);
      t0 = w.fma(x1, t0);
      u0 = w.fma(x2, u0);
      v0 = w.fma(x3, v0);
      w = FloatVector.broadcast(S, a[a1 + l]);
      s1 = w.fma(x0, s1);
      t1 = w.fma(x1, t1);
      u1 = w.fma(x2, u1);
      v1 = w.fma(x3, v1);
      w = FloatVector.broadcast(S, a[a2 + l]);
      s2 = w.fma(x0, s2);
      t2 = w.fma(x1, t2);
      u2 = w.fma(x2, u2);
      v2 = w.fma(x3, v2);
      w = FloatVector.broadcast(S, a[a3 + l]);
      s3 = w.fma(x0, s3);
      t3 = w.fma(x1, t3);
      u3 = w.fma(x2, u3);
      v3 = w.fma(x3, v3);
    }
    s0.intoArray(c, c0);
    t0.intoArray(c, c0 + L);
    u0.intoArray(c, c0 + 2 * L);
    v0.intoArray(c, c0 + 3 * L);
    s1.intoArray(c, c0 + 1 * ldc);
    t1.intoArray(c, c0 + 1 * ldc + L);
    u1.intoArray(c, c0 + 1 * ldc + 2 * L);
    v1.intoArray(c, c0 + 1 * ldc + 3 * L);
    s2.intoArray(c, c0 + 2 * ldc);
    t2.intoArray(c, c0 + 2 * ldc + L);
    u2.intoArray(c, c0 + 2 * ldc + 2 * L);
    v2.intoArray(c, c0 + 2 * ldc + 3 * L);
    s3.intoArray(c, c0 + 3 * ldc);
    t3.intoArray(c, c0 + 3 * ldc + L);
    u3.intoArray(c, c0 + 3 * ldc + 2 * L);
    v3.intoArray(c, c0 + 3 * ldc + 3 * L);
  }

  /** 6 rows by 2 vectors of C in registers, all of k; the first so many rows are not stored. */
  private static void block6x2(
      int k,
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc,
      int done) {
    FloatVector s0 = load(c, c0);
    FloatVector t0 = load(c, c0 + L);
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
    int a1 = a0 + 1 * lda;
    int a2 = a0 + 2 * lda;
    int a3 = a0 + 3 * lda;
    int a4 = a0 + 4 * lda;
    int a5 = a0 + 5 * lda;
    for (int l = 0; l < k; l++) {
      FloatVector x = load(b, b0);
      FloatVector y = load(b, b0 + L);
      FloatVector w;
      w = FloatVector.broadcast(S, a[a0 + l]);
      s0 = w.fma(x, s0);
      t0 = w.fma(y, t0);
      w = FloatVector.broadcast(S, a[a1 + l]);
      s1 = w.fma(x, s1);
      t1 = w.fma(y, t1);
      w = FloatVector.broadcast(S, a[a2 + l]);
      s2 = w.fma(x, s2);
      t2 = w.fma(y, t2);
      w = FloatVector.broadcast(S, a[a3 + l]);
      s3 = w.fma(x, s3);
      t3 = w.fma(y, t3);
      w = FloatVector.broadcast(S, a[a4 + l]);
      s4 = w.fma(x, s4);
      t4 = w.fma(y, t4);
      w = FloatVector.broadcast(S, a[a5 + l]);
      s5 = w.fma(x, s5);
      t5 = w.fma(y, t5);
      b0 += ldb;
    }
    if (done < 1) {
      s0.intoArray(c, c0);
      t0.intoArray(c, c0 + L);
    }
    if (done < 2) {
      s1.intoArray(c, c0 + 1 * ldc);
      t1.intoArray(c, c0 + 1 * ldc + L);
    }
    if (done < 3) {
      s2.intoArray(c, c0 + 2 * ldc);
      t2.intoArray(c, c0 + 2 * ldc + L);
    }
    if (done < 4) {
      s3.intoArray(c, c0 + 3 * ldc);
      t3.intoArray(c, c0 + 3 * ldc + L);
    }
    s4.intoArray(c, c0 + 4 * ldc);
    t4.intoArray(c, c0 + 4 * ldc + L);
    s5.intoArray(c, c0 + 5 * ldc);
    t5.intoArray(c, c0 + 5 * ldc + L);
  }

  /** 4 rows by 2 vectors of C in registers, all of k. */
  private static void block4x2(
      int k, float[] a, int a0, int lda, float[] b, int b0, int ldb, float[] c, int c0, int ldc) {
    FloatVector s0 = load(c, c0);
    FloatVector t0 = load(c, c0 + L);
    FloatVector s1 = load(c, c0 + 1 * ldc);
    FloatVector t1 = load(c, c0 + 1 * ldc + L);
    FloatVector s2 = load(c, c0 + 2 * ldc);
    FloatVector t2 = load(c, c0 + 2 * ldc + L);
    FloatVector s3 = load(c, c0 + 3 * ldc);
    FloatVector t3 = load(c, c0 + 3 * ldc + L);
    int a1 = a0 + 1 * lda;
    int a2 = a0 + 2 * lda;
    int a3 = a0 + 3 * lda;
    for (int l = 0; l < k; l++) {
      FloatVector x = load(b, b0);
      FloatVector y = load(b, b0 + L);
      FloatVector w;
      w = FloatVector.broadcast(S, a[a0 + l]);
      s0 = w.fma(x, s0);
      t0 = w.fma(y, t0);
      w = FloatVector.broadcast(S, a[a1 + l]);
      s1 = w.fma(x, s1);
      t1 = w.fma(y, t1);
      w = FloatVector.broadcast(S, a[a2 + l]);
      s2 = w.fma(x, s2);
      t2 = w.fma(y, t2);
      w = FloatVector.broadcast(S, a[a3 + l]);
      s3 = w.fma(x, s3);
      t3 = w.fma(y, t3);
      b0 += ldb;
    }
    s0.intoArray(c, c0);
    t0.intoArray(c, c0 + L);
    s1.intoArray(c, c0 + 1 * ldc);
    t1.intoArray(c, c0 + 1 * ldc + L);
    s2.intoArray(c, c0 + 2 * ldc);
    t2.intoArray(c, c0 + 2 * ldc + L);
    s3.intoArray(c, c0 + 3 * ldc);
    t3.intoArray(c, c0 + 3 * ldc + L);
  }

  /** 1 row by 2 vectors of C in registers, all of k. */
  private static void block1x2(
      int k, float[] a, int a0, float[] b, int b0, int ldb, float[] c, int c0) {
    FloatVector s0 = load(c, c0);
    FloatVector t0 = load(c, c0 + L);
    for (int l = 0; l < k; l++) {
      FloatVector x = load(b, b0);
      FloatVector y = load(b, b0 + L);
      FloatVector w;
      w = FloatVector.broadcast(S, a[a0 + l]);
      s0 = w.fma(x, s0);
      t0 = w.fma(y, t0);
      b0 += ldb;
    }
    s0.intoArray(c, c0);
    t0.intoArray(c, c0 + L);
  }

  /** One vector of C's columns: {@code C += A B}. Rows of A lie at a distance of k. */
  private static void column(
      int m, int k, float[] a, int a0, float[] b, int b0, float[] c, int c0, int ldc) {
    int i = 0;
    for (; i + 6 <= m; i += 6) {
      column6(k, a, a0 + i * k, b, b0, c, c0 + i * ldc, ldc, 0);
    }
    if (m > 6 && i + 1 < m) {
      int six = m - 6;
      column6(k, a, a0 + six * k, b, b0, c, c0 + six * ldc, ldc, i - six);
      i = m;
    }
    for (; i < m; i++) {
      column1(k, a, a0 + i * k, b, b0, c, c0 + i * ldc);
    }
  }

  /**
   * Six rows, of which the first so many are not stored: six sums take as long as two, so rows that
   * are left over take some along that are done.
   */
  private static void column6(
      int k, float[] a, int a0, float[] b, int b0, float[] c, int c0, int ldc, int done) {
    FloatVector s0 = load(c, c0);
    FloatVector s1 = load(c, c0 + 1 * ldc);
    FloatVector s2 = load(c, c0 + 2 * ldc);
    FloatVector s3 = load(c, c0 + 3 * ldc);
    FloatVector s4 = load(c, c0 + 4 * ldc);
    FloatVector s5 = load(c, c0 + 5 * ldc);
    for (int l = 0; l < k; l++) {
      FloatVector x = load(b, b0 + l * COLUMNS);
      s0 = FloatVector.broadcast(S, a[a0 + l]).fma(x, s0);
      s1 = FloatVector.broadcast(S, a[a0 + 1 * k + l]).fma(x, s1);
      s2 = FloatVector.broadcast(S, a[a0 + 2 * k + l]).fma(x, s2);
      s3 = FloatVector.broadcast(S, a[a0 + 3 * k + l]).fma(x, s3);
      s4 = FloatVector.broadcast(S, a[a0 + 4 * k + l]).fma(x, s4);
      s5 = FloatVector.broadcast(S, a[a0 + 5 * k + l]).fma(x, s5);
    }
    if (done < 1) {
      s0.intoArray(c, c0);
    }
    if (done < 2) {
      s1.intoArray(c, c0 + 1 * ldc);
    }
    if (done < 3) {
      s2.intoArray(c, c0 + 2 * ldc);
    }
    if (done < 4) {
      s3.intoArray(c, c0 + 3 * ldc);
    }
    s4.intoArray(c, c0 + 4 * ldc);
    s5.intoArray(c, c0 + 5 * ldc);
  }

  private static void column1(int k, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    FloatVector s = load(c, c0);
    for (int l = 0; l < k; l++) {
      s = FloatVector.broadcast(S, a[a0 + l]).fma(load(b, b0 + l * COLUMNS), s);
    }
    s.intoArray(c, c0);
  }
}
