package org.metasparse.fit;

/**
 * A signal fitted by a network.
 *
 * @param theta the fitted parameters, of the initial network's layout
 * @param losses the mean squared error before each step, on the points that it looks at, and after
 *     the last one, on the whole grid
 */
public record Fit(float[] theta, double[] losses) {
  /**
   * The error that remains.
   *
   * @return the mean squared error after the last step
   */
  public double mse() {
    return losses[losses.length - 1];
  }

  /**
   * The quality reached.
   *
   * @return PSNR after the last step, in decibels
   */
  public double psnr() {
    return Psnr.of(mse());
  }
}
