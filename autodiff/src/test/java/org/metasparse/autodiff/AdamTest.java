package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Rng;

/** Adam against its formula in double precision, and that its state is all there is to it. */
class AdamTest {
  private static final int SIZE = 37;
  private static final double RATE = 1e-3;

  private static float size(int parameter) {
    return (float) StrictMath.pow(10, parameter % 7 - 4);
  }

  /** A gradient that differs from step to step, with components of very different size. */
  private static float[] gradient(int step) {
    float[] gradient = new float[SIZE];
    Rng rng = new Rng(step);
    for (int i = 0; i < SIZE; i++) {
      gradient[i] = rng.uniform(-0.5f, 1) * size(i);
    }
    return gradient;
  }

  @ParameterizedTest
  @MethodSource("org.metasparse.autodiff.Way#allKernels")
  void fiftySteps(Kernels kernels) {
    float[] theta = Draw.floats(SIZE, 1, 81);
    double[] exact = OperationCheck.doubles(theta);
    double[] m = new double[SIZE];
    double[] v = new double[SIZE];
    Adam adam = new Adam(SIZE, kernels);
    for (int t = 1; t <= 50; t++) {
      float[] g = gradient(t);
      adam.step(RATE, g, theta);
      assertEquals(t, adam.steps());
      for (int i = 0; i < SIZE; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
        double mHat = m[i] / (1 - Math.pow(0.9, t));
        double vHat = v[i] / (1 - Math.pow(0.999, t));
        exact[i] -= RATE * mHat / (Math.sqrt(vHat) + 1e-8);
        // Theta of up to 1 is rounded t times; 1 - 0.999f is off by 1.3e-5 of itself, which the
        // root
        // halves, and a step is at most about the rate. Measured are 0.7 of this.
        double tolerance = t * (0x1p-25 + RATE * 1e-5);
        assertEquals(exact[i], theta[i], tolerance, "step " + t + ", parameter " + i);
      }
    }
    for (int i = 0; i < SIZE; i++) {
      // 1 - 0.9f is off by 2.4e-7 of itself, 1 - 0.999f by 1.3e-5: measured are a third of these.
      assertEquals(m[i], adam.m()[i], 1.5e-7 * size(i), "m of " + i);
      assertEquals(v[i], adam.v()[i], 4e-5 * v[i], "v of " + i);
    }
  }

  @Test
  void goesOnFromItsMoments() {
    Kernels kernels = Way.plain().kernels();
    float[] theta = Draw.floats(SIZE, 1, 82);
    Adam through = new Adam(SIZE, kernels);
    float[] stopped = theta.clone();
    Adam first = new Adam(SIZE, kernels);
    for (int t = 1; t <= 9; t++) {
      through.step(RATE, gradient(t), theta);
    }
    for (int t = 1; t <= 4; t++) {
      first.step(RATE, gradient(t), stopped);
    }
    Adam second = new Adam(first.m().clone(), first.v().clone(), first.steps(), kernels);
    for (int t = 5; t <= 9; t++) {
      second.step(RATE, gradient(t), stopped);
    }
    Bits.same(theta, stopped, "theta");
    Bits.same(through.m(), second.m(), "m");
    Bits.same(through.v(), second.v(), "v");
    assertEquals(9, second.steps());
  }

  @Test
  void refusals() {
    Kernels kernels = Way.plain().kernels();
    Refusal.of(
        "moments of 2 and 3 floats after 0 steps",
        () -> new Adam(new float[2], new float[3], 0, kernels));
    Refusal.of(
        "moments of 2 and 2 floats after -1 steps",
        () -> new Adam(new float[2], new float[2], -1, kernels));
    Adam adam = new Adam(4, kernels);
    Refusal.of(
        "3 gradients and 4 parameters for moments of 4",
        () -> adam.step(RATE, new float[3], new float[4]));
    Refusal.of(
        "4 gradients and 5 parameters for moments of 4",
        () -> adam.step(RATE, new float[4], new float[5]));
    assertEquals(0, adam.steps());
  }
}
