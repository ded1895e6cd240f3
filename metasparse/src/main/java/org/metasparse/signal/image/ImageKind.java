package org.metasparse.signal.image;

import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalKind;

/**
 * An image: axes are rows and columns; values in [0, 1]; channels 1 grey, 2 grey and alpha, 3 RGB,
 * 4 RGB and alpha.
 *
 * @param bits per channel of the file that it was read from: 8 or 16
 */
public record ImageKind(int bits) implements SignalKind {
  /** The usual image. */
  public static final ImageKind EIGHT_BITS = new ImageKind(8);

  /**
   * Checks the number of bits.
   *
   * @throws IllegalArgumentException if it is neither 8 nor 16
   */
  public ImageKind {
    SignalKind.check(bits == 8 || bits == 16, "an image of " + bits + " bits; it has 8 or 16");
  }

  /**
   * An image of 8 bits.
   *
   * @param name what to call it
   * @param grid where the values lie
   * @param channels how many values each point has
   * @param values the values, channels in rows; not copied
   * @return the signal
   * @throws IllegalArgumentException if the array is not of that many values
   */
  public static Signal image(String name, Grid grid, int channels, float[] values) {
    return new Signal(name, EIGHT_BITS, grid, channels, values);
  }

  @Override
  public int id() {
    return 1;
  }

  @Override
  public double[] numbers() {
    return new double[] {bits};
  }
}
