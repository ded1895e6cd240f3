package org.metasparse.engine.simd;

import static org.metasparse.engine.Kernels.COLUMNS;
import static org.metasparse.engine.Kernels.LANES;
import static org.metasparse.engine.simd.Lanes.L;
import static org.metasparse.engine.simd.Lanes.S;
import static org.metasparse.engine.simd.Lanes.load;

import jdk.incubator.vector.FloatVector;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panel;
import org.metasparse.engine.Panels;
import org.metasparse.engine.Start;

/**
 * Products with a sparse matrix. In SpMM vectors lie across columns (pixels): each entry of a row
 * is broadcast and multiplied into the accumulators of that row, so nothing is gathered. In SDDMM
 * vectors lie across the pixels that are summed over, and partial sums stay in 16 lanes.
 */
final class Sparse {
  /** Strips of columns in a pass of four vectors of SpMM: 128 rows of 64 pixels are 32 KB. */
  private static final int SPMM_STRIPS = 2;

  /**
   * Whether eight vectors are a panel of 64 pixels (8 lanes, 16 registers). Every entry is then
   * read once for eight multiply-adds instead of once for four, which leaves the ports of loads to
   * the operand.
   */
  private static final boolean PANEL_OF_EIGHT = L == 8;

  private Sparse() {}

  /**
   * {@code C = C0 + A B}; entry e of A lies in column {@code index[e]}.
   *
   * @param strips where each row's entries of each strip of columns begin, as {@link
   *     CsrPattern#stripStart()} has them
   * @param bias what the chains of each row start from instead of {@code start}, or null
   */
  static void multiply(
      int[][] strips, int[] index, Matrix a, Panel b, Start start, Matrix bias, Panel c) {
    int last = strips.length - 1;
    if (PANEL_OF_EIGHT && b.width() == COLUMNS) {
      for (int s = 0; s < last; s++) {
        boolean present = s > 0 || bias == null && start == Start.PRESENT;
        multiply8(strips[s], strips[s + 1], index, a, b, present, bias, c);
      }
      return;
    }
    for (int j = 0; j < b.width(); j += 4 * L) {
      for (int s = 0; s < last; s += SPMM_STRIPS) {
        boolean present = s > 0 || bias == null && start == Start.PRESENT;
        int[] stop = strips[Math.min(last, s + SPMM_STRIPS)];
        multiply4(strips[s], stop, index, a, b, present, bias, c, j);
      }
    }
  }

  /** Four vectors of columns from j on: row r takes the entries from begin[r] to stop[r]. */
  private static void multiply4(
      int[] begin,
      int[] stop,
      int[] index,
      Matrix a,
      Panel panel,
      boolean present,
      Matrix bias,
      Panel result,
      int j) {
    float[] values = a.array();
    int v0 = a.offset();
    float[] b = panel.array();
    int b0 = panel.offset() + j;
    float[] c = result.array();
    int c0 = result.offset() + j;
    int n = panel.width();
    int rows = result.rows();
    for (int r = 0; r < rows; r++) {
      float first = bias == null ? 0f : bias.array()[bias.offset() + r];
      FloatVector s = FloatVector.broadcast(S, first);
      int ci = c0 + r * n;
      FloatVector s0 = present ? load(c, ci) : s;
      FloatVector s1 = present ? load(c, ci + L) : s;
      FloatVector s2 = present ? load(c, ci + 2 * L) : s;
      FloatVector s3 = present ? load(c, ci + 3 * L) : s;
      int end = stop[r];
      for (int e = begin[r]; e < end; e++) {
        FloatVector w = FloatVector.broadcast(S, values[v0 + e]);
        int bi = b0 + index[e] * n;
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

  /** The same for a panel of eight vectors; a strip of columns is 64 of its rows, 16 KB. */
  private static void multiply8(
      int[] begin,
      int[] stop,
      int[] index,
      Matrix a,
      Panel panel,
      boolean present,
      Matrix bias,
      Panel result) {
    float[] values = a.array();
    int v0 = a.offset();
    float[] b = panel.array();
    int b0 = panel.offset();
    float[] c = result.array();
    int c0 = result.offset();
    int n = COLUMNS;
    int rows = result.rows();
    for (int r = 0; r < rows; r++) {
      float first = bias == null ? 0f : bias.array()[bias.offset() + r];
      FloatVector s = FloatVector.broadcast(S, first);
      int ci = c0 + r * n;
      FloatVector s0 = present ? load(c, ci) : s;
      FloatVector s1 = present ? load(c, ci + L) : s;
      FloatVector s2 = present ? load(c, ci + 2 * L) : s;
      FloatVector s3 = present ? load(c, ci + 3 * L) : s;
      FloatVector s4 = present ? load(c, ci + 4 * L) : s;
      FloatVector s5 = present ? load(c, ci + 5 * L) : s;
      FloatVector s6 = present ? load(c, ci + 6 * L) : s;
      FloatVector s7 = present ? load(c, ci + 7 * L) : s;
      int end = stop[r];
      for (int e = begin[r]; e < end; e++) {
        FloatVector w = FloatVector.broadcast(S, values[v0 + e]);
        int bi = b0 + index[e] * n;
        s0 = w.fma(load(b, bi), s0);
        s1 = w.fma(load(b, bi + L), s1);
        s2 = w.fma(load(b, bi + 2 * L), s2);
        s3 = w.fma(load(b, bi + 3 * L), s3);
        s4 = w.fma(load(b, bi + 4 * L), s4);
        s5 = w.fma(load(b, bi + 5 * L), s5);
        s6 = w.fma(load(b, bi + 6 * L), s6);
        s7 = w.fma(load(b, bi + 7 * L), s7);
      }
      s0.intoArray(c, ci);
      s1.intoArray(c, ci + L);
      s2.intoArray(c, ci + 2 * L);
      s3.intoArray(c, ci + 3 * L);
      s4.intoArray(c, ci + 4 * L);
      s5.intoArray(c, ci + 5 * L);
      s6.intoArray(c, ci + 6 * L);
      s7.intoArray(c, ci + 7 * L);
    }
  }

  /**
   * SDDMM, with the row of A that an entry takes in registers: two panels at once at 16 lanes, one
   * at 8. Where a row of A is in registers, it is added to the sums of rows, too.
   *
   * @return of how many panels the rows were added, if sums are wanted
   */
  static int sampled(
      CsrPattern pattern, int panels, Panels a, Panels b, Matrix lanes, Matrix sums) {
    int[][] strips = pattern.stripStart();
    int q = 0;
    if (L == 16 && a.width() == 64) {
      for (; q + 2 <= panels; q += 2) {
        for (int s = 0; s + 1 < strips.length; s++) {
          Matrix add = s == 0 ? sums : null;
          sampled2x64(strips[s], strips[s + 1], pattern.column(), a, b, q, lanes, add);
        }
      }
    }
    if (L == 8 && a.width() == 64) {
      for (; q < panels; q++) {
        for (int s = 0; s + 1 < strips.length; s++) {
          Matrix add = s == 0 ? sums : null;
          sampled64(strips[s], strips[s + 1], pattern.column(), a.panel(q), b.panel(q), lanes, add);
        }
      }
    }
    int added = q;
    for (; q < panels; q++) {
      sampledPanel(pattern, a.panel(q), b.panel(q), lanes);
    }
    return added;
  }

  /**
   * Panels q and q + 1, of 64 pixels, at 16 lanes: a row of A is eight vectors, kept in registers.
   * Row r has the entries from {@code begin[r]} to before {@code stop[r]}.
   */
  private static void sampled2x64(
      int[] begin,
      int[] stop,
      int[] column,
      Panels panelsA,
      Panels panelsB,
      int q,
      Matrix products,
      Matrix sums) {
    float[] a = panelsA.array();
    int aStride = panelsA.stride();
    int a0 = panelsA.offset() + q * aStride;
    float[] b = panelsB.array();
    int bStride = panelsB.stride();
    int b0 = panelsB.offset() + q * bStride;
    float[] lanes = products.array();
    int lane0 = products.offset();
    int rows = begin.length;
    for (int r = 0; r < rows; r++) {
      int i = a0 + r * 64;
      FloatVector x0 = load(a, i);
      FloatVector x1 = load(a, i + L);
      FloatVector x2 = load(a, i + 2 * L);
      FloatVector x3 = load(a, i + 3 * L);
      FloatVector x4 = load(a, i + aStride);
      FloatVector x5 = load(a, i + aStride + L);
      FloatVector x6 = load(a, i + aStride + 2 * L);
      FloatVector x7 = load(a, i + aStride + 3 * L);
      if (sums != null) {
        int o = sums.offset() + r * LANES;
        FloatVector t = load(sums.array(), o).add(x0).add(x1).add(x2).add(x3);
        t.add(x4).add(x5).add(x6).add(x7).intoArray(sums.array(), o);
      }
      int end = stop[r];
      for (int e = begin[r]; e < end; e++) {
        int k = b0 + column[e] * 64;
        FloatVector s = load(lanes, lane0 + e * LANES);
        s = x0.fma(load(b, k), s);
        s = x1.fma(load(b, k + L), s);
        s = x2.fma(load(b, k + 2 * L), s);
        s = x3.fma(load(b, k + 3 * L), s);
        s = x4.fma(load(b, k + bStride), s);
        s = x5.fma(load(b, k + bStride + L), s);
        s = x6.fma(load(b, k + bStride + 2 * L), s);
        s = x7.fma(load(b, k + bStride + 3 * L), s);
        s.intoArray(lanes, lane0 + e * LANES);
      }
    }
  }

  /**
   * A panel of 64 pixels at 8 lanes: even vectors go to the first half of the sums, odd to the
   * other.
   */
  private static void sampled64(
      int[] begin, int[] stop, int[] column, Panel x, Panel y, Matrix products, Matrix sums) {
    float[] a = x.array();
    float[] b = y.array();
    int b0 = y.offset();
    float[] lanes = products.array();
    int lane0 = products.offset();
    int rows = begin.length;
    for (int r = 0; r < rows; r++) {
      int i = x.offset() + r * 64;
      FloatVector x0 = load(a, i);
      FloatVector x1 = load(a, i + L);
      FloatVector x2 = load(a, i + 2 * L);
      FloatVector x3 = load(a, i + 3 * L);
      FloatVector x4 = load(a, i + 4 * L);
      FloatVector x5 = load(a, i + 5 * L);
      FloatVector x6 = load(a, i + 6 * L);
      FloatVector x7 = load(a, i + 7 * L);
      if (sums != null) {
        int o = sums.offset() + r * LANES;
        load(sums.array(), o).add(x0).add(x2).add(x4).add(x6).intoArray(sums.array(), o);
        load(sums.array(), o + L).add(x1).add(x3).add(x5).add(x7).intoArray(sums.array(), o + L);
      }
      int end = stop[r];
      for (int e = begin[r]; e < end; e++) {
        int k = b0 + column[e] * 64;
        int lane = lane0 + e * LANES;
        FloatVector s = load(lanes, lane);
        FloatVector t = load(lanes, lane + L);
        s = x0.fma(load(b, k), s);
        t = x1.fma(load(b, k + L), t);
        s = x2.fma(load(b, k + 2 * L), s);
        t = x3.fma(load(b, k + 3 * L), t);
        s = x4.fma(load(b, k + 4 * L), s);
        t = x5.fma(load(b, k + 5 * L), t);
        s = x6.fma(load(b, k + 6 * L), s);
        t = x7.fma(load(b, k + 7 * L), t);
        s.intoArray(lanes, lane);
        t.intoArray(lanes, lane + L);
      }
    }
  }

  private static void sampledPanel(CsrPattern pattern, Panel x, Panel y, Matrix sums) {
    int[] rowStart = pattern.rowStart();
    int[] column = pattern.column();
    int rows = pattern.rows();
    int n = x.width();
    float[] a = x.array();
    float[] b = y.array();
    float[] lanes = sums.array();
    for (int r = 0; r < rows; r++) {
      int ar = x.offset() + r * n;
      int end = rowStart[r + 1];
      for (int e = rowStart[r]; e < end; e++) {
        int bc = y.offset() + column[e] * n;
        // Lane groups one after another: each is a chain of its own.
        for (int g = 0; g < LANES; g += L) {
          int lane = sums.offset() + e * LANES + g;
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
