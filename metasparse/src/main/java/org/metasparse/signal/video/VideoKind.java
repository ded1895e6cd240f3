package org.metasparse.signal.video;

import org.metasparse.signal.SignalKind;

/**
 * A video: axes are time, rows and columns; values as those of images.
 *
 * @param rate frames a second
 */
public record VideoKind(double rate) implements SignalKind {
  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public VideoKind {
    SignalKind.check(
        rate > 0 && rate <= 1e6, "a rate of " + rate + " frames a second; it is positive");
  }

  @Override
  public int id() {
    return 3;
  }

  @Override
  public double[] numbers() {
    return new double[] {rate};
  }
}
