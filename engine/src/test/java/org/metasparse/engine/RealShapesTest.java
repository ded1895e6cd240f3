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
  private static final int ERRORS = WIDTH * PANEL;
  private static final int CALLS = 120;
  private static final long SEED = 31;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Kernels scalar = new ScalarKernels();
  private final float[] weights = Content.PLAIN.array(WIDTH * WIDTH, random);
  private final float[] x = Content.PLAIN.array(PANELS * WIDTH * PANEL, random);
  private final float[] dz = Content.PLAIN.array(PANELS * WIDTH * PANEL, random);

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
    check(
        "gemmNN",
        WIDTH * PANEL,
        (c, k) ->
            k.gemmNN(
                WIDTH,
                PANEL,
                WIDTH,
                weights,
                0,
                WIDTH,
                x,
                0,
                PANEL,
                Start.PRESENT,
                null,
                0,
                c,
                0,
                PANEL));
    check(
        "gemmTN",
        WIDTH * PANEL,
        (c, k) ->
            k.gemmTN(
                WIDTH,
                PANEL,
                WIDTH,
                weights,
                0,
                WIDTH,
                dz,
                0,
                PANEL,
                Start.PRESENT,
                null,
                0,
                c,
                0,
                PANEL));
    float[] scratch = new float[2 * PANEL * WIDTH];
    check(
        "gemmNT",
        WIDTH * WIDTH,
        (c, k) ->
            k.gemmNT(
                WIDTH, WIDTH, 1, PANEL, dz, 0, PANEL, 0, x, 0, PANEL, 0, c, 0, WIDTH, scratch, 0));
  }

  /** Below and above the density from which products go through strips of columns. */
  @ParameterizedTest
  @ValueSource(doubles = {.168, .41})
  void sparse(double density) {
    CsrPattern p = Shapes.pattern(WIDTH, WIDTH, density, random);
    check(
        "spmm",
        WIDTH * PANEL,
        (c, k) -> k.spmm(p, PANEL, weights, 0, x, 0, PANEL, Start.PRESENT, null, 0, c, 0, PANEL));
    check(
        "spmmT",
        WIDTH * PANEL,
        (c, k) -> k.spmmT(p, PANEL, weights, 0, dz, 0, PANEL, Start.PRESENT, null, 0, c, 0, PANEL));
    int block = WIDTH * PANEL;
    check(
        "sddmm",
        p.nnz() * Kernels.LANES,
        (l, k) -> k.sddmm(p, PANELS, PANEL, dz, 0, PANEL, block, x, 0, PANEL, block, l, 0));
    check(
        "rowSums",
        WIDTH * Kernels.LANES,
        (l, k) -> k.rowSums(WIDTH, PANELS, PANEL, dz, 0, PANEL, block, l, 0));
  }

  @Test
  void elementwise() {
    int n = weights.length;
    check("axpy", n, (y, k) -> k.axpy(n, -0.01f, weights, 0, y, 0));
    check("multiplyAdd", x.length, (c, k) -> k.multiplyAdd(x.length, 30, dz, 0, x, 0, c, 0));
    AdamStep step = AdamStep.of(1e-3, .9, .999, 1e-8, 5);
    check("adam", 3 * n, (s, k) -> k.adam(n, step, weights, 0, s, 0, s, n, s, 2 * n));
    check("sinCos", 2 * n, (s, k) -> k.sinCos(n, 30, weights, 0, s, 0, s, n));
    check("squaredError", 5 * ERRORS, this::squaredError);
  }

  /** Four channels: the errors, then with them as adjoints the gradient. */
  private void squaredError(float[] result, Kernels kernels) {
    int n = ERRORS;
    kernels.squaredError(4, n, .25f, x, 0, n, weights, 0, n, result, 0);
    kernels.squaredErrorGradient(4, n, .25f, x, 0, n, weights, 0, n, result, 0, result, n, n);
  }
}
