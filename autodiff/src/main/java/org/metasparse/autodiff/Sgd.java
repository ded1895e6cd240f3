package org.metasparse.autodiff;

import org.metasparse.engine.Kernels;

/**
 * Plain gradient descent on flat arrays: the inner loop's optimiser. It has no state.
 *
 * @param kernels what to compute with
 */
public record Sgd(Kernels kernels) implements Optimiser {
  /** Takes one step: {@code theta = fma(-(float) learningRate, gradient, theta)}. */
  @Override
  public void step(double learningRate, float[] gradient, float[] theta) {
    if (gradient.length != theta.length) {
      throw new IllegalArgumentException(
          gradient.length + " gradients for " + theta.length + " parameters");
    }
    kernels.axpy(theta.length, -(float) learningRate, gradient, 0, theta, 0);
  }
}
