package org.metasparse.fit;

/**
 * A signal fitted by a network.
 *
 * @param theta the fitted parameters, of the initial network's layout
 * @param losses the mean squared error before each step, on the points that it looks at, and last
 *     that of {@code theta}, on the whole grid
 * @param learningRate the rate that it was fitted with, an {@link Effort}'s at its highest
 */
public record Fit(float[] theta, double[] losses, double learningRate) {
  /** {@return the error that remains: the mean squared error of {@code theta}} */
  public double mse() {
    return losses[losses.length - 1];
  }

  /** {@return the quality reached: PSNR of {@code theta}, in decibels} */
  public double psnr() {
    return Psnr.of(mse());
  }
}
