package org.metasparse.engine;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.engine.scalar.ScalarKernels;

/**
 * SIMD against scalar at the shapes of a network, call after call, so that interpreted, half and
 * fully compiled code all meet the comparison. A compiler that fuses or reorders shows here.
 */
class RealShapesTest {
  private static final int WIDTH = 256;
  private static final int PANEL = 64;
  private static final int PANELS = 5;
  private static final int SCRATCH = Kernels.gemmNTScratch(2 * PANEL, WIDTH, WIDTH);
  private static final int CALLS = 120;
  private static final long SEED = 31;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Kernels scalar = new ScalarKernels();
  private final Matrix weights = matrix(WIDTH, WIDTH);
  private final Matrix bias = matrix(WIDTH, 1);
  private final Panels x = panels();
  private final Panels dz = panels();

  private Matrix matrix(int rows, int cols) {
    return new Matrix(rows, cols, Content.PLAIN.array(rows * cols, random), 0);
  }

  private Panels panels() {
    float[] array = Content.PLAIN.array(PANELS * WIDTH * PANEL, random);
    return new Panels(PANELS, WIDTH, PANEL, array, 0);
  }

  private static Panel panel(float[] array) {
    return new Panel(WIDTH, PANEL, array, 0);
  }

  /** One kernel: writes its result into the array it is given. */
  private interface Call {
    void into(float[] result, Kernels kernels);
  }

  /** Results go on from call to call, so the last one depends on every one before. */
  private void check(String what, int length, Call call) {
    Kernels simd = Implementations.simd();
    float[] expected = new float[length];
    float[] actual = new float[length];
    for (int i = 0; i < CALLS; i++) {
      call.into(expected, scalar);
      call.into(actual, simd);
      Agreement.sameBits(expected, actual, simd, what + ", call " + i + ", seed " + SEED);
    }
  }

  @Test
  void dense() {
    check("gemmNN", WIDTH * PANEL, (c, k) -> k.gemmNN(weights, x.panel(1), bias, panel(c)));
    check(
        "gemmTN", WIDTH * PANEL, (c, k) -> k.gemmTN(weights, dz.panel(2), Start.PRESENT, panel(c)));
    Matrix scratch = new Matrix(1, SCRATCH, new float[SCRATCH], 0);
    check(
        "gemmNT",
        WIDTH * WIDTH,
        (c, k) -> k.gemmNT(2, dz, x, new Matrix(WIDTH, WIDTH, c, 0), scratch));
  }

  /** Below and above the density from which products go through strips of columns. */
  @ParameterizedTest
  @ValueSource(doubles = {.168, .41})
  void sparse(double density) {
    CsrPattern p = Shapes.pattern(WIDTH, WIDTH, density, random);
    Matrix w = matrix(p.nnz(), 1);
    check("spmm", WIDTH * PANEL, (c, k) -> k.spmm(p, w, x.panel(3), bias, panel(c)));
    check("spmmT", WIDTH * PANEL, (c, k) -> k.spmmT(p, w, dz.panel(0), Start.PRESENT, panel(c)));
    check(
        "sddmm",
        p.nnz() * Kernels.LANES,
        (l, k) -> k.sddmm(p, PANELS, dz, x, new Matrix(p.nnz(), Kernels.LANES, l, 0), null));
    check(
        "rowSums",
        WIDTH * Kernels.LANES,
        (l, k) -> k.rowSums(PANELS, dz, new Matrix(WIDTH, Kernels.LANES, l, 0)));
  }

  @Test
  void elementwise() {
    int n = WIDTH * PANEL;
    float[] g = dz.array();
    check("axpy", g.length, (y, k) -> k.axpy(g.length, -0.01f, g, 0, y, 0));
    check("multiplyAdd", n, (c, k) -> k.multiplyAdd(30, dz.panel(0), x.panel(0), panel(c)));
    AdamStep step = AdamStep.of(1e-3, .9, .999, 1e-8, 5);
    float[][] m = new float[2][g.length];
    float[][] v = new float[2][g.length];
    check(
        "adam",
        g.length,
        (theta, k) -> {
          int i = k == scalar ? 0 : 1;
          k.adam(step, g, theta, m[i], v[i]);
        });
    check(
        "sinCos",
        2 * n,
        (s, k) -> k.sinCos(30, x.panel(0), panel(s), new Panel(WIDTH, PANEL, s, n)));
    check("squaredError", 5 * n, this::squaredError);
  }

  /** Four channels: the errors, then with them as adjoints the gradient. */
  private void squaredError(float[] result, Kernels kernels) {
    int n = WIDTH * PANEL;
    Panel y = new Panel(4, n, x.array(), 0);
    Panel t = new Panel(4, n, dz.array(), 0);
    Panel e = new Panel(1, n, result, 0);
    float none = Float.POSITIVE_INFINITY;
    kernels.squaredError(.25f, -none, none, y, t, e);
    kernels.squaredErrorGradient(.25f, -none, none, y, t, e, new Panel(4, n, result, n));
    kernels.squaredErrorGradient(.25f, 0, 1, y, t, e, new Panel(4, n, result, n));
    kernels.squaredError(.25f, 0, 1, y, t, e);
  }
}
