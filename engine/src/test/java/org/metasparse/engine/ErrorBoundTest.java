package org.metasparse.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stated bound, against sums in double precision: {@code k} terms {@code x y} are off by at
 * most {@code 1.01 k 2^-24 sum |x y|}. Products go into zeroed outputs, so all terms are counted.
 */
class ErrorBoundTest {
  private static final long SEED = 11;
  private static final int M = 19;
  private static final int N = 43;
  private static final int[] DEPTHS = {1, 2, 5, 31, 256, 1000};

  /** An exact sum of products (to double precision) and the sum of their magnitudes. */
  private static final class Sum {
    private double exact;
    private double magnitude;
    private int terms;

    void add(float x, float y) {
      exact += (double) x * y;
      magnitude += Math.abs((double) x * y);
      terms++;
    }

    void check(float actual, String where) {
      double error = Math.abs(actual - exact);
      double bound = 1.01 * terms * 0x1p-24 * magnitude;
      assertTrue(error <= bound, () -> where + ": " + error + " > " + bound + ", seed " + SEED);
    }
  }

  @ParameterizedTest
  @MethodSource("org.metasparse.engine.Implementations#all")
  void dense(Kernels kernels) {
    for (int k : DEPTHS) {
      SplittableRandom random = new SplittableRandom(SEED);
      float[] a = Content.PLAIN.array(M * k, random);
      float[] b = Content.PLAIN.array(k * N, random);
      float[] nn = new float[M * N];
      kernels.gemmNN(M, N, k, a, 0, k, b, 0, N, Start.PRESENT, null, 0, nn, 0, N);
      float[] tn = new float[M * N];
      kernels.gemmTN(M, N, k, a, 0, M, b, 0, N, Start.PRESENT, null, 0, tn, 0, N);
      float[] nt = new float[M * N];
      kernels.gemmNT(M, N, 1, k, a, 0, k, 0, b, 0, k, 0, nt, 0, N, new float[k * (M + N)], 0);
      for (int i = 0; i < M; i++) {
        for (int j = 0; j < N; j++) {
          Sum sumNn = new Sum();
          Sum sumTn = new Sum();
          Sum sumNt = new Sum();
          for (int l = 0; l < k; l++) {
            sumNn.add(a[i * k + l], b[l * N + j]);
            sumTn.add(a[l * M + i], b[l * N + j]);
            sumNt.add(a[i * k + l], b[j * k + l]);
          }
          String where = " k=" + k + " (" + i + ", " + j + ")";
          sumNn.check(nn[i * N + j], "gemmNN" + where);
          sumTn.check(tn[i * N + j], "gemmTN" + where);
          sumNt.check(nt[i * N + j], "gemmNT" + where);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.metasparse.engine.Implementations#all")
  void sparse(Kernels kernels) {
    for (int k : DEPTHS) {
      SplittableRandom random = new SplittableRandom(SEED);
      boolean[] mask = Shapes.mask(M, k, .3, random);
      CsrMatrix a = CsrMatrix.of(M, k, Content.PLAIN.array(M * k, random), mask);
      float[] dense = a.toDense();
      float[] b = Content.PLAIN.array(k * N, random);
      float[] c = new float[M * N];
      kernels.spmm(a.pattern(), N, a.values(), 0, b, 0, N, Start.PRESENT, null, 0, c, 0, N);
      float[] bt = Content.PLAIN.array(M * N, random);
      float[] ct = new float[k * N];
      float[] byColumn = new float[a.values().length];
      a.pattern().transpose(a.values(), 0, byColumn, 0);
      kernels.spmmT(a.pattern(), N, byColumn, 0, bt, 0, N, Start.PRESENT, null, 0, ct, 0, N);
      for (int j = 0; j < N; j++) {
        for (int i = 0; i < M; i++) {
          Sum sum = new Sum();
          for (int l = 0; l < k; l++) {
            if (mask[i * k + l]) {
              sum.add(dense[i * k + l], b[l * N + j]);
            }
          }
          sum.check(c[i * N + j], "spmm k=" + k + " (" + i + ", " + j + ")");
        }
        for (int l = 0; l < k; l++) {
          Sum sum = new Sum();
          for (int i = 0; i < M; i++) {
            if (mask[i * k + l]) {
              sum.add(dense[i * k + l], bt[i * N + j]);
            }
          }
          sum.check(ct[l * N + j], "spmmT k=" + k + " (" + l + ", " + j + ")");
        }
      }
    }
  }

  /** Lanes filled from panels and folded are the sum over all pixels of all panels. */
  @ParameterizedTest
  @MethodSource("org.metasparse.engine.Implementations#all")
  void lanes(Kernels kernels) {
    int rows = 9;
    int cols = 11;
    for (int n : new int[] {1, 7, 16, 32, 257}) {
      for (int panels : new int[] {1, 4, 7}) {
        SplittableRandom random = new SplittableRandom(SEED);
        CsrPattern pattern = Shapes.pattern(rows, cols, .4, random);
        float[] a = Content.PLAIN.array(panels * rows * n, random);
        float[] b = Content.PLAIN.array(panels * cols * n, random);
        float[] partial = new float[pattern.nnz() * Kernels.LANES];
        float[] gradient = new float[pattern.nnz()];
        kernels.sddmm(pattern, panels, n, a, 0, n, rows * n, b, 0, n, cols * n, partial, 0);
        kernels.foldLanes(pattern.nnz(), partial, 0, gradient, 0);
        partial = new float[rows * Kernels.LANES];
        float[] bias = new float[rows];
        kernels.rowSums(rows, panels, n, a, 0, n, rows * n, partial, 0);
        kernels.foldLanes(rows, partial, 0, bias, 0);
        for (int r = 0; r < rows; r++) {
          String where = " n=" + n + " panels=" + panels + " row " + r;
          Sum rowSum = new Sum();
          for (int q = 0; q < panels; q++) {
            for (int p = 0; p < n; p++) {
              rowSum.add(a[(q * rows + r) * n + p], 1);
            }
          }
          rowSum.check(bias[r], "rowSums" + where);
          for (int j = pattern.rowStart()[r]; j < pattern.rowStart()[r + 1]; j++) {
            int c = pattern.column()[j];
            Sum sum = new Sum();
            for (int q = 0; q < panels; q++) {
              for (int p = 0; p < n; p++) {
                sum.add(a[(q * rows + r) * n + p], b[(q * cols + c) * n + p]);
              }
            }
            sum.check(gradient[j], "sddmm" + where + " column " + c);
          }
        }
      }
    }
  }
}
