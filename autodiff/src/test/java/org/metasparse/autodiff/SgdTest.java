package org.metasparse.autodiff;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metasparse.engine.Kernels;

/** Gradient descent is one fused multiply-add for each parameter, to the bit. */
class SgdTest {
  @ParameterizedTest
  @MethodSource("org.metasparse.autodiff.Way#allKernels")
  void oneStep(Kernels kernels) {
    float[] theta = Draw.floats(37, 1, 91);
    float[] gradient = Draw.floats(37, 5, 92);
    float[] expected = new float[37];
    for (int i = 0; i < 37; i++) {
      expected[i] = Math.fma(-0.01f, gradient[i], theta[i]);
    }
    new Sgd(kernels).step(0.01, gradient, theta);
    Bits.same(expected, theta, kernels.name());
  }

  @ParameterizedTest
  @MethodSource("org.metasparse.autodiff.Way#allKernels")
  void refusal(Kernels kernels) {
    Refusal.of(
        "3 gradients for 4 parameters",
        () -> new Sgd(kernels).step(0.1f, new float[3], new float[4]));
  }
}
