package org.metasparse.autodiff;

import org.metasparse.engine.Kernels;

/**
 * Plain gradient descent on flat arrays: the inner loop's optimiser. It has no state.
 *
 * @param kernels what to compute with
 */
public record Sgd(Kernels kernels) {
  /**
   * Takes one step: {@code theta = fma(-learningRate, gradient, theta)}.
   *
   * @param learningRate the learning rate
   * @param gradient the gradient
   * @param theta the parameters; updated
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public void step(float learningRate, float[] gradient, float[] theta) {
    if (gradient.length != theta.length) {
      throw new IllegalArgumentException(
          gradient.length + " gradients for " + theta.length + " parameters");
    }
    kernels.axpy(theta.length, -learningRate, gradient, 0, theta, 0);
  }
}
