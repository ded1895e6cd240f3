package org.metasparse.signal.audio;

import org.metasparse.signal.SignalKind;

/**
 * Sound: one axis, time; values in [0, 1], silence at 0.5; channels 1 mono, 2 stereo.
 *
 * @param rate samples a second
 * @param bits per sample of the file that it was read from: 8, 16 or 24
 */
public record AudioKind(double rate, int bits) implements SignalKind {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the rate is not positive or the bits are of no PCM file
   */
  public AudioKind {
    SignalKind.check(
        rate > 0 && rate <= 1e9, "a rate of " + rate + " samples a second; it is positive");
    SignalKind.check(
        bits == 8 || bits == 16 || bits == 24, bits + " bits a sample; it has 8, 16 or 24");
  }

  @Override
  public int id() {
    return 2;
  }

  @Override
  public double[] numbers() {
    return new double[] {rate, bits};
  }
}
