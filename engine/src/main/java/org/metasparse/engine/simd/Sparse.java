package org.metasparse.engine.simd;

import static org.metasparse.engine.Kernels.LANES;
import static org.metasparse.engine.simd.Lanes.L;
import static org.metasparse.engine.simd.Lanes.S;
import static org.metasparse.engine.simd.Lanes.load;

import jdk.incubator.vector.FloatVector;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Start;

/**
 * Products with a sparse matrix. In SpMM vectors lie across columns (pixels): each entry of a row
 * is broadcast and multiplied into the accumulators of that row, so nothing is gathered. In SDDMM
 * vectors lie across the pixels that are summed over, and partial sums stay in 16 lanes.
 */
final class Sparse {
  /** Strips of columns in a pass of SpMM: 128 rows of 64 pixels are 32 KB. */
  private static final int SPMM_STRIPS = 2;

  private Sparse() {}

  /**
   * {@code C = C0 + A B} for the leading columns; entry e of A lies in column {@code index[e]}.
   *
   * @param strips where each row's entries of each strip of columns begin, as {@link
   *     CsrPattern#stripStart()} has them
   * @return how many columns were done: the largest multiple of the vector length up to n
   */
  static int multiply(
      int rows,
      int[][] strips,
      int[] index,
      int n,
      float[] values,
      int v0,
      float[] b,
      int b0,
      int ldb,
      Start start,
      float[] bias,
      int bias0,
      float[] c,
      int c0,
      int ldc) {
    int last = strips.length - 1;
    int[] first = strips[0];
    int[] end = strips[last];
    int j = 0;
    for (; j + 4 * L <= n; j += 4 * L) {
      for (int s = 0; s < last; s += SPMM_STRIPS) {
        multiply4(
            rows,
            strips[s],
            strips[Math.min(last, s + SPMM_STRIPS)],
            index,
            values,
            v0,
            b,
            b0 + j,
            ldb,
            s == 0 ? start : Start.PRESENT,
            bias,
            bias0,
            c,
            c0 + j,
            ldc);
      }
    }
    for (; j + 2 * L <= n; j += 2 * L) {
      multiply2(
          rows, first, end, index, values, v0, b, b0 + j, ldb, start, bias, bias0, c, c0 + j, ldc);
    }
    for (; j + L <= n; j += L) {
      multiply1(
          rows, first, end, index, values, v0, b, b0 + j, ldb, start, bias, bias0, c, c0 + j, ldc);
    }
    return j;
  }

  private static void multiply4(
      int rows,
      int[] begin,
      int[] stop,
      int[] index,
      float[] values,
      int v0,
      float[] b,
      int b0,
      int ldb,
      Start start,
      float[] bias,
      int bias0,
      float[] c,
      int c0,
      int ldc) {
    boolean present = start == Start.PRESENT;
    for (int r = 0; r < rows; r++) {
      FloatVector s = FloatVector.broadcast(S, start.of(bias, bias0 + r));
      int ci = c0 + r * ldc;
      FloatVector s0 = present ? load(c, ci) : s;
      FloatVector s1 = present ? load(c, ci + L) : s;
      FloatVector s2 = present ? load(c, ci + 2 * L) : s;
      FloatVector s3 = present ? load(c, ci + 3 * L) : s;
      int end = stop[r];
      for (int e = begin[r]; e < end; e++) {
        FloatVector w = FloatVector.broadcast(S, values[v0 + e]);
        int bi = b0 + index[e] * ldb;
        s0 = w.fma(load(b, bi), s0);
        s1 = w.fma(load(b, bi + L), s1);
        s2 = w.fma(load(b, bi + 2 * L), s2);
        s3 = w.fma(load(b, bi + 3 * L), s3);
      }
      s0.intoArray(c, ci);
      s1.intoArray(c, ci + L);
      s2.intoArray(c, ci + 2 * L);
      s3.intoArray(c, ci + 3 * L);
    }
  }

  private static void multiply2(
      int rows,
      int[] begin,
      int[] stop,
      int[] index,
      float[] values,
      int v0,
      float[] b,
      int b0,
      int ldb,
      Start start,
      float[] bias,
      int bias0,
      float[] c,
      int c0,
      int ldc) {
    boolean present = start == Start.PRESENT;
    for (int r = 0; r < rows; r++) {
      FloatVector s = FloatVector.broadcast(S, start.of(bias, bias0 + r));
      int ci = c0 + r * ldc;
      FloatVector s0 = present ? load(c, ci) : s;
      FloatVector s1 = present ? load(c, ci + L) : s;
      int end = stop[r];
      for (int e = begin[r]; e < end; e++) {
        FloatVector w = FloatVector.broadcast(S, values[v0 + e]);
        int bi = b0 + index[e] * ldb;
        s0 = w.fma(load(b, bi), s0);
        s1 = w.fma(load(b, bi + L), s1);
      }
      s0.intoArray(c, ci);
      s1.intoArray(c, ci + L);
    }
  }

  private static void multiply1(
      int rows,
      int[] begin,
      int[] stop,
      int[] index,
      float[] values,
      int v0,
      float[] b,
      int b0,
      int ldb,
      Start start,
      float[] bias,
      int bias0,
      float[] c,
      int c0,
      int ldc) {
    boolean present = start == Start.PRESENT;
    for (int r = 0; r < rows; r++) {
      FloatVector s = FloatVector.broadcast(S, start.of(bias, bias0 + r));
      int ci = c0 + r * ldc;
      FloatVector s0 = present ? load(c, ci) : s;
      int end = stop[r];
      for (int e = begin[r]; e < end; e++) {
        FloatVector w = FloatVector.broadcast(S, values[v0 + e]);
        int bi = b0 + index[e] * ldb;
        s0 = w.fma(load(b, bi), s0);
      }
      s0.intoArray(c, ci);
    }
  }

  /** SDDMM for panels whose width is a multiple of 16. */
  static void sampled(
      CsrPattern pattern,
      int panels,
      int n,
      float[] a,
      int aOffset,
      int lda,
      int aStride,
      float[] b,
      int bOffset,
      int ldb,
      int bStride,
      float[] lanes,
      int lanesOffset) {
    int q = 0;
    if (L == 16 && n == 64) {
      int[][] strips = pattern.stripStart();
      int last = strips.length - 1;
      for (; q + 2 <= panels; q += 2) {
        for (int s = 0; s < last; s++) {
          sampled2x64(
              pattern.rows(),
              strips[s],
              strips[s + 1],
              pattern.column(),
              a,
              aOffset + q * aStride,
              lda,
              aStride,
              b,
              bOffset + q * bStride,
              ldb,
              bStride,
              lanes,
              lanesOffset);
        }
      }
    }
    for (; q < panels; q++) {
      sampledPanel(
          pattern,
          n,
          a,
          aOffset + q * aStride,
          lda,
          b,
          bOffset + q * bStride,
          ldb,
          lanes,
          lanesOffset);
    }
  }

  /**
   * Two panels of 64 pixels at 16 lanes: a row of A is eight vectors, kept in registers. Row r has
   * the entries from {@code begin[r]} to before {@code stop[r]}.
   */
  private static void sampled2x64(
      int rows,
      int[] begin,
      int[] stop,
      int[] column,
      float[] a,
      int aOffset,
      int lda,
      int aStride,
      float[] b,
      int bOffset,
      int ldb,
      int bStride,
      float[] lanes,
      int lanesOffset) {
    for (int r = 0; r < rows; r++) {
      int i = aOffset + r * lda;
      FloatVector a0 = load(a, i);
      FloatVector a1 = load(a, i + L);
      FloatVector a2 = load(a, i + 2 * L);
      FloatVector a3 = load(a, i + 3 * L);
      FloatVector a4 = load(a, i + aStride);
      FloatVector a5 = load(a, i + aStride + L);
      FloatVector a6 = load(a, i + aStride + 2 * L);
      FloatVector a7 = load(a, i + aStride + 3 * L);
      int end = stop[r];
      for (int e = begin[r]; e < end; e++) {
        int k = bOffset + column[e] * ldb;
        FloatVector s = load(lanes, lanesOffset + e * LANES);
        s = a0.fma(load(b, k), s);
        s = a1.fma(load(b, k + L), s);
        s = a2.fma(load(b, k + 2 * L), s);
        s = a3.fma(load(b, k + 3 * L), s);
        s = a4.fma(load(b, k + bStride), s);
        s = a5.fma(load(b, k + bStride + L), s);
        s = a6.fma(load(b, k + bStride + 2 * L), s);
        s = a7.fma(load(b, k + bStride + 3 * L), s);
        s.intoArray(lanes, lanesOffset + e * LANES);
      }
    }
  }

  private static void sampledPanel(
      CsrPattern pattern,
      int n,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] lanes,
      int lanesOffset) {
    int[] rowStart = pattern.rowStart();
    int[] column = pattern.column();
    int rows = pattern.rows();
    for (int r = 0; r < rows; r++) {
      int ar = aOffset + r * lda;
      int end = rowStart[r + 1];
      for (int e = rowStart[r]; e < end; e++) {
        int bc = bOffset + column[e] * ldb;
        // Lane groups one after another: each is a chain of its own.
        for (int g = 0; g < LANES; g += L) {
          int lane = lanesOffset + e * LANES + g;
          FloatVector s = load(lanes, lane);
          for (int p = g; p < n; p += LANES) {
            s = load(a, ar + p).fma(load(b, bc + p), s);
          }
          s.intoArray(lanes, lane);
        }
      }
    }
  }
}
