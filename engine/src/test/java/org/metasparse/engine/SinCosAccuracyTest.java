package org.metasparse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metasparse.engine.reference.ReferenceKernels;

/** {@link Kernels#sinCos} against {@link Math#sin} and {@link Math#cos} in double precision. */
class SinCosAccuracyTest {
  private static final float LIMIT = Kernels.SIN_COS_LIMIT;

  /** Where the errors of sine and cosine are greatest, found once by trying every float. */
  private static final float[] WORST = {
    102371.16f,
    110789.055f,
    8810.597f,
    14298.947f,
    38426.39f,
    1936.7947f,
    4.7187896f,
    51.86325f,
    72053.99f,
    1.5950596f
  };

  /** Collects arguments, evaluates them by the thousand and remembers the greatest error. */
  private static final class Sweep {
    private final Kernels kernels;
    private final float[] x = new float[4096];
    private final float[] sin = new float[4096];
    private final float[] cos = new float[4096];
    private final Kernels formula = new ReferenceKernels();
    private final float[] expectedSin = new float[4096];
    private final float[] expectedCos = new float[4096];
    private int filled;
    private long count;
    private double worst;
    private float worstAt;

    Sweep(Kernels kernels) {
      this.kernels = kernels;
    }

    void add(float t) {
      x[filled++] = t;
      if (filled == x.length) {
        flush();
      }
    }

    void flush() {
      sinCos(kernels, 1, x, sin, cos);
      sinCos(formula, 1, x, expectedSin, expectedCos);
      Agreement.sameBits(expectedSin, sin, kernels, "sines");
      Agreement.sameBits(expectedCos, cos, kernels, "cosines");
      for (int i = 0; i < filled; i++) {
        double error =
            Math.max(Math.abs(sin[i] - Math.sin(x[i])), Math.abs(cos[i] - Math.cos(x[i])));
        // Negated, so that a NaN counts as the worst there is.
        if (!(error <= worst)) {
          worst = error;
          worstAt = x[i];
        }
      }
      count += filled;
      filled = 0;
    }
  }

  @ParameterizedTest
  @MethodSource("org.metasparse.engine.Implementations#all")
  void error(Kernels kernels) {
    long seed = 20_250_101;
    SplittableRandom random = new SplittableRandom(seed);
    Sweep sweep = new Sweep(kernels);
    uniform(sweep, random, LIMIT, 1 << 20);
    // What networks compute: a sine's argument is omega, 30 to 200, times a number of order one.
    uniform(sweep, random, 1024, 1 << 20);
    exponents(sweep, random);
    quarterTurns(sweep);
    for (float t : WORST) {
      sweep.add(t);
      sweep.add(-t);
    }
    sweep.flush();
    System.out.printf(
        Locale.ROOT,
        "sinCos of %s%d: greatest error %.4g at %s (%s), %d arguments%n",
        kernels.name(),
        kernels.vectorBits(),
        sweep.worst,
        sweep.worstAt,
        Float.toHexString(sweep.worstAt),
        sweep.count);
    assertTrue(
        sweep.worst <= Kernels.SIN_COS_ERROR,
        () -> "error " + sweep.worst + " at " + sweep.worstAt + ", seed " + seed);
  }

  /** One argument in each of equal intervals of (-limit, limit). */
  private static void uniform(Sweep sweep, SplittableRandom random, float limit, int strata) {
    for (int i = 0; i < strata; i++) {
      float t = (float) (limit * (2 * (i + random.nextDouble()) / strata - 1));
      sweep.add(Math.max(Math.nextUp(-limit), Math.min(Math.nextDown(limit), t)));
    }
  }

  /** All exponents alike, subnormal numbers too: one argument in each 1024 floats. */
  private static void exponents(Sweep sweep, SplittableRandom random) {
    int end = Float.floatToIntBits(LIMIT);
    for (int bits = 0; bits < end; bits += 1024) {
      float t = Float.intBitsToFloat(bits + random.nextInt(1024));
      sweep.add(random.nextBoolean() ? t : -t);
    }
    for (float t : new float[] {0, -0f, Float.MIN_VALUE, -Float.MIN_VALUE}) {
      sweep.add(t);
    }
  }

  /** The floats around every multiple of pi / 2, where cancellation is hardest. */
  private static void quarterTurns(Sweep sweep) {
    for (int n = 0; n * Math.PI / 2 < LIMIT; n++) {
      float t = (float) (n * Math.PI / 2);
      for (float x : new float[] {t, Math.nextUp(t), Math.nextDown(t)}) {
        if (x < LIMIT) {
          sweep.add(x);
          sweep.add(-x);
        }
      }
    }
  }

  /** Copies, so that every lane of a vector sees the value. */
  @ParameterizedTest
  @MethodSource("org.metasparse.engine.Implementations#all")
  void limit(Kernels kernels) {
    int n = 64;
    float[] beyond = {
      LIMIT,
      -LIMIT,
      Math.nextUp(LIMIT),
      1e30f,
      -1e30f,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN
    };
    float[] sin = new float[n];
    float[] cos = new float[n];
    for (float t : beyond) {
      sinCos(kernels, 1, t, sin, cos);
      for (int i = 0; i < n; i++) {
        assertTrue(Float.isNaN(sin[i]) && Float.isNaN(cos[i]), t + " at " + i);
      }
    }
    float last = Math.nextDown(LIMIT);
    for (float t : new float[] {last, -last}) {
      sinCos(kernels, 1, t, sin, cos);
      for (int i = 0; i < n; i++) {
        assertEquals(Math.sin(t), sin[i], Kernels.SIN_COS_ERROR, "sin " + t + " at " + i);
        assertEquals(Math.cos(t), cos[i], Kernels.SIN_COS_ERROR, "cos " + t + " at " + i);
      }
    }
    // The limit is on the product, not on either factor.
    sinCos(kernels, 30, LIMIT / 30, sin, cos);
    assertTrue(Float.isNaN(sin[0]) == (30 * (LIMIT / 30) >= LIMIT), "30 * " + LIMIT / 30);
    sinCos(kernels, 1e30f, 1e30f, sin, cos);
    assertTrue(Float.isNaN(sin[0]) && Float.isNaN(cos[n - 1]), "overflow of the product");
    sinCos(kernels, 1e-30f, 1e30f, sin, cos);
    assertEquals(Math.sin(1e-30f * 1e30f), sin[0], Kernels.SIN_COS_ERROR, "1e-30 * 1e30");
  }

  private static void sinCos(Kernels kernels, float omega, float x, float[] sin, float[] cos) {
    float[] xs = new float[sin.length];
    Arrays.fill(xs, x);
    sinCos(kernels, omega, xs, sin, cos);
  }

  private static void sinCos(Kernels kernels, float omega, float[] x, float[] sin, float[] cos) {
    int n = x.length;
    kernels.sinCos(omega, new Panel(1, n, x, 0), new Panel(1, n, sin, 0), new Panel(1, n, cos, 0));
  }

  /** The argument is {@code omega * x} rounded to a float, not something more exact. */
  @ParameterizedTest
  @MethodSource("org.metasparse.engine.Implementations#all")
  void argumentIsRounded(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(5);
    float[] x = Content.PLAIN.array(1024, random);
    float[] rounded = new float[1024];
    for (int i = 0; i < x.length; i++) {
      rounded[i] = 1000.1f * x[i];
    }
    float[][] direct = new float[2][1024];
    float[][] twoSteps = new float[2][1024];
    sinCos(kernels, 1000.1f, x, direct[0], direct[1]);
    sinCos(kernels, 1, rounded, twoSteps[0], twoSteps[1]);
    Agreement.sameBits(twoSteps[0], direct[0], kernels, "sines, seed 5");
    Agreement.sameBits(twoSteps[1], direct[1], kernels, "cosines, seed 5");
  }
}
