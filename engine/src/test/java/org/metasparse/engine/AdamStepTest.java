package org.metasparse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The constants of Adam's steps, and that with them the kernel does what the paper says. */
class AdamStepTest {
  private static final double RATE = 1e-2;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  @Test
  void constants() {
    AdamStep first = AdamStep.of(RATE, BETA1, BETA2, EPSILON, 1);
    assertEquals((float) (1e-2 / (1 - 0.9)), first.stepSize());
    assertEquals(0.9f, first.beta1());
    assertEquals(0.999f, first.beta2());
    assertEquals(1e-8f, first.epsilon());
    assertEquals((float) Math.sqrt(1 - 0.999), first.rootCorrection2());
    // Corrections fade, and do not break at the longest of runs.
    assertEquals(
        new AdamStep(1e-2f, 0.9f, 0.999f, 1e-8f, 1),
        AdamStep.of(RATE, BETA1, BETA2, EPSILON, Long.MAX_VALUE));
    assertEquals(new AdamStep(1e-2f, 0, 0, 1e-8f, 1), AdamStep.of(RATE, 0, 0, EPSILON, 1));
  }

  /** Algorithm 1 of Kingma and Ba, in double precision, with its corrected moments spelt out. */
  @ParameterizedTest
  @MethodSource("org.metasparse.engine.Implementations#all")
  void followsThePaper(Kernels kernels) {
    long seed = 9;
    SplittableRandom random = new SplittableRandom(seed);
    int n = 37;
    float[] theta = new float[n];
    float[] m = new float[n];
    float[] v = new float[n];
    double[] thetaExact = new double[n];
    double[] mExact = new double[n];
    double[] vExact = new double[n];
    for (int t = 1; t <= 200; t++) {
      float[] g = Content.PLAIN.array(n, random);
      AdamStep step = AdamStep.of(RATE, BETA1, BETA2, EPSILON, t);
      kernels.adam(step, g, theta, m, v);
      for (int i = 0; i < n; i++) {
        mExact[i] = BETA1 * mExact[i] + (1 - BETA1) * g[i];
        vExact[i] = BETA2 * vExact[i] + (1 - BETA2) * g[i] * g[i];
        double mHat = mExact[i] / (1 - Math.pow(BETA1, t));
        double vHat = vExact[i] / (1 - Math.pow(BETA2, t));
        thetaExact[i] -= RATE * mHat / (Math.sqrt(vHat) + EPSILON);
        // 200 steps of at most about the rate, each off by a few roundings; 1 - 0.999f alone is
        // off by 5e-5 of itself, which the root halves.
        assertEquals(
            thetaExact[i], theta[i], RATE * t * 5e-5, "t=" + t + " i=" + i + ", seed " + seed);
      }
    }
  }

  @Test
  void refusals() {
    refused(-0.1, BETA2, EPSILON, 1, "betas -0.1, 0.999 must lie in [0, 1)");
    refused(1, BETA2, EPSILON, 1, "betas 1.0, 0.999 must lie in [0, 1)");
    refused(BETA1, 1, EPSILON, 1, "betas 0.9, 1.0 must lie in [0, 1)");
    refused(BETA1, Double.NaN, EPSILON, 1, "betas 0.9, NaN must lie in [0, 1)");
    refused(BETA1, BETA2, 0, 1, "step 1 >= 1 and epsilon 0.0 > 0 needed");
    refused(BETA1, BETA2, Double.NaN, 1, "step 1 >= 1 and epsilon NaN > 0 needed");
    refused(BETA1, BETA2, EPSILON, 0, "step 0 >= 1 and epsilon 1.0E-8 > 0 needed");
  }

  private static void refused(double beta1, double beta2, double epsilon, long t, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class, () -> AdamStep.of(RATE, beta1, beta2, epsilon, t))
            .getMessage());
  }
}
