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
  private static final int N = 64;
  private static final int[] DEPTHS = {1, 2, 5, 31, 256, 1000};
  private static final int[] PANEL_DEPTHS = {64, 256, 1024};

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

  private static Matrix zeros(int rows, int cols) {
    return new Matrix(rows, cols, new float[rows * cols], 0);
  }

  private static Matrix matrix(int rows, int cols, SplittableRandom random) {
    return new Matrix(rows, cols, Content.PLAIN.array(rows * cols, random), 0);
  }

  private static Panel panel(int rows, SplittableRandom random) {
    return new Panel(rows, N, Content.PLAIN.array(rows * N, random), 0);
  }

  private static Panel zeroPanel(int rows) {
    return new Panel(rows, N, new float[rows * N], 0);
  }

  @ParameterizedTest
  @MethodSource("org.metasparse.engine.Implementations#all")
  void dense(Kernels kernels) {
    for (int k : DEPTHS) {
      SplittableRandom random = new SplittableRandom(SEED);
      Matrix w = matrix(M, k, random);
      Panel x = panel(k, random);
      Panel nn = zeroPanel(M);
      kernels.gemmNN(w, x, zeros(M, 1), nn);
      Panel tn = zeroPanel(M);
      kernels.gemmTN(w, x, Start.ZERO, tn);
      for (int i = 0; i < M; i++) {
        for (int j = 0; j < N; j++) {
          Sum sum = new Sum();
          for (int l = 0; l < k; l++) {
            sum.add(w.array()[i * k + l], x.array()[l * N + j]);
          }
          String where = " k=" + k + " (" + i + ", " + j + ")";
          sum.check(nn.array()[i * N + j], "gemmNN" + where);
          sum.check(tn.array()[i * N + j], "gemmTN" + where);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.metasparse.engine.Implementations#all")
  void weightGradient(Kernels kernels) {
    int n = 43;
    for (int k : PANEL_DEPTHS) {
      SplittableRandom random = new SplittableRandom(SEED);
      float[] a = Content.PLAIN.array(M * k, random);
      float[] b = Content.PLAIN.array(n * k, random);
      Matrix dw = zeros(M, n);
      kernels.gemmNT(
          1,
          new Panels(1, M, k, a, 0),
          new Panels(1, n, k, b, 0),
          dw,
          zeros(1, Kernels.gemmNTScratch(k, M, n)));
      for (int i = 0; i < M; i++) {
        for (int j = 0; j < n; j++) {
          Sum sum = new Sum();
          for (int l = 0; l < k; l++) {
            sum.add(a[i * k + l], b[j * k + l]);
          }
          sum.check(dw.array()[i * n + j], "gemmNT k=" + k + " (" + i + ", " + j + ")");
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
      CsrPattern pattern = CsrPattern.ofMask(M, k, mask);
      Matrix values = matrix(pattern.nnz(), 1, random);
      float[] dense = new float[M * k];
      pattern.expand(values.array(), 0, dense, 0);
      Panel x = panel(k, random);
      Panel y = zeroPanel(M);
      kernels.spmm(pattern, values, x, zeros(M, 1), y);
      Panel dy = panel(M, random);
      Panel dx = zeroPanel(k);
      Matrix byColumn = zeros(pattern.nnz(), 1);
      pattern.transpose(values.array(), 0, byColumn.array(), 0);
      kernels.spmmT(pattern, byColumn, dy, Start.ZERO, dx);
      for (int j = 0; j < N; j++) {
        for (int i = 0; i < M; i++) {
          Sum sum = new Sum();
          for (int l = 0; l < k; l++) {
            if (mask[i * k + l]) {
              sum.add(dense[i * k + l], x.array()[l * N + j]);
            }
          }
          sum.check(y.array()[i * N + j], "spmm k=" + k + " (" + i + ", " + j + ")");
        }
        for (int l = 0; l < k; l++) {
          Sum sum = new Sum();
          for (int i = 0; i < M; i++) {
            if (mask[i * k + l]) {
              sum.add(dense[i * k + l], dy.array()[i * N + j]);
            }
          }
          sum.check(dx.array()[l * N + j], "spmmT k=" + k + " (" + l + ", " + j + ")");
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
    for (int n : Shapes.WIDTHS) {
      for (int panels : new int[] {1, 4, 7}) {
        SplittableRandom random = new SplittableRandom(SEED);
        CsrPattern pattern = Shapes.pattern(rows, cols, .4, random);
        float[] a = Content.PLAIN.array(panels * rows * n, random);
        float[] b = Content.PLAIN.array(panels * cols * n, random);
        Panels dy = new Panels(panels, rows, n, a, 0);
        Panels x = new Panels(panels, cols, n, b, 0);
        Matrix partial = zeros(pattern.nnz(), Kernels.LANES);
        Matrix sampled = zeros(pattern.nnz(), 1);
        kernels.sddmm(pattern, panels, dy, x, partial, null);
        kernels.foldLanes(partial, sampled);
        float[] gradient = sampled.array();
        partial = zeros(rows, Kernels.LANES);
        Matrix sums = zeros(rows, 1);
        kernels.rowSums(panels, dy, partial);
        kernels.foldLanes(partial, sums);
        float[] bias = sums.array();
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
