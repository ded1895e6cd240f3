package org.metasparse.fit;

import java.util.Collection;
import org.metasparse.signal.Signal;

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
   * The ratio that a file has which is written of a decoded signal: values outside [0, 1], which no
   * file holds, count as the bound that they are beyond, of both. An output beyond white on a white
   * point is no error, nor is any distance on one that is farther from a shape than half its cube.
   * Rounding to a file's bits is not counted.
   *
   * @param decoded what a network gives
   * @param original what it stands for, of as many values
   * @return decibels; infinite if there is no error
   */
  public static double clamped(Signal decoded, Signal original) {
    float[] y = decoded.values();
    float[] t = original.values();
    double sum = 0;
    for (int i = 0; i < t.length; i++) {
      double d = (double) clamp(y[i]) - clamp(t[i]);
      sum += d * d;
    }
    return of(sum / t.length);
  }

  private static float clamp(float value) {
    return Math.max(0f, Math.min(1f, value));
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
