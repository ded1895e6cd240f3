package org.metasparse.autodiff;

import java.util.function.ToDoubleFunction;

/**
 * Compares a gradient with central differences: {@code (L(theta + h e_i) - L(theta - h e_i)) / 2h}.
 *
 * <p>The objective is evaluated in double precision, by a function that the caller writes down once
 * more in the plainest way; with {@code h = 1e-5} the differences are good to about ten digits, so
 * what remains is the float gradient's own rounding.
 *
 * @param worst the parameter whose gradient differs most
 * @param gradient its gradient as given
 * @param difference its central difference
 * @param error the largest {@code |gradient - difference|}, relative to the largest {@code
 *     |difference|} of all parameters
 */
public record GradientCheck(int worst, double gradient, double difference, double error) {
  private static final double H = 1e-5;

  /**
   * Checks every component of a gradient.
   *
   * @param objective computes {@code L(theta)} in double precision; called twice for each parameter
   * @param theta where the gradient was taken
   * @param gradient the gradient to check
   * @return how far it is from the differences
   * @throws IllegalArgumentException if the arrays differ in length or are empty
   */
  public static GradientCheck of(
      ToDoubleFunction<double[]> objective, float[] theta, float[] gradient) {
    if (theta.length != gradient.length || theta.length == 0) {
      throw new IllegalArgumentException(
          gradient.length + " gradients for " + theta.length + " parameters");
    }
    double[] at = new double[theta.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = theta[i];
    }
    int worst = 0;
    double worstDifference = 0;
    double largest = 0;
    double error = -1;
    for (int i = 0; i < at.length; i++) {
      at[i] = theta[i] + H;
      double above = objective.applyAsDouble(at);
      at[i] = theta[i] - H;
      double below = objective.applyAsDouble(at);
      at[i] = theta[i];
      double difference = (above - below) / (2 * H);
      largest = Math.max(largest, Math.abs(difference));
      double e = Math.abs(gradient[i] - difference);
      // A NaN is the worst there is and stays.
      if (!(e <= error) && !Double.isNaN(error)) {
        error = e;
        worst = i;
        worstDifference = difference;
      }
    }
    double relative = error == 0 ? 0 : error / largest;
    return new GradientCheck(worst, gradient[worst], worstDifference, relative);
  }
}
