package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The check that other tests rely on: it passes what is right and names what is wrong. */
class GradientCheckTest {
  /** {@code 2 a^3 - b + 4 sin c}. */
  private static final ToDoubleFunction<double[]> OBJECTIVE =
      t -> 2 * t[0] * t[0] * t[0] - t[1] + 4 * Math.sin(t[2]);

  private static final float[] AT = {0.5f, 7, 0};

  private static GradientCheck check(float... gradient) {
    return GradientCheck.of(OBJECTIVE, AT, gradient);
  }

  @Test
  void theRightGradient() {
    assertTrue(check(1.5f, -1, 4).error() < 1e-9);
  }

  @Test
  void aWrongComponentIsNamed() {
    GradientCheck check = check(1.5f, -0.5f, 4.25f);
    assertEquals(1, check.worst());
    assertEquals(-0.5, check.gradient());
    assertEquals(-1, check.difference(), 1e-9);
    // Relative to the largest component, 4, not to the wrong one's own size.
    assertEquals(0.125, check.error(), 1e-9);
  }

  @Test
  void aNanIsTheWorstWhereverItStands() {
    for (int i = 0; i < 3; i++) {
      float[] gradient = {1.5f, -1, 4};
      gradient[i] = Float.NaN;
      GradientCheck check = check(gradient);
      assertEquals(i, check.worst());
      assertTrue(Double.isNaN(check.error()), check.toString());
    }
  }

  @Test
  void gradientsWhereThereAreNone() {
    ToDoubleFunction<double[]> constant = t -> 3;
    assertEquals(0, GradientCheck.of(constant, AT, new float[3]).error());
    assertEquals(
        Double.POSITIVE_INFINITY, GradientCheck.of(constant, AT, new float[] {0, 1, 0}).error());
  }

  @Test
  void refusals() {
    Refusal.of("2 gradients for 3 parameters", () -> GradientCheck.of(OBJECTIVE, AT, new float[2]));
    Refusal.of(
        "0 gradients for 0 parameters",
        () -> GradientCheck.of(OBJECTIVE, new float[0], new float[0]));
  }
}
