package org.metasparse.fit;

import java.util.Collection;

/** Peak signal-to-noise ratio of values in [0, 1]: {@code -10 log10(MSE)}, in decibels. */
public final class Psnr {
  private Psnr() {}

  /**
   * The ratio for a mean squared error.
   *
   * @param mse the error, at least 0
   * @return decibels; infinite for an error of 0
   */
  public static double of(double mse) {
    return -10 * StrictMath.log10(mse);
  }

  /**
   * The mean over signals: of their ratios, as in the paper, not the ratio of their mean error.
   *
   * @param fits fitted signals
   * @return decibels; NaN if there are none
   */
  public static double mean(Collection<Fit> fits) {
    return fits.stream().mapToDouble(Fit::psnr).average().orElse(Double.NaN);
  }
}
