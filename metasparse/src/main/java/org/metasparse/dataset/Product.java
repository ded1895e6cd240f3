package org.metasparse.dataset;

/**
 * What a signal is made into, ready to be written: its encoding, or of that the signal.
 *
 * @param bytes the whole file
 * @param size the signal's size for people to read, such as {@code 640x480}
 * @param psnr how close the encoding comes to the signal, in decibels; NaN where that is not known
 * @param weights that its network has, or parameters that its fit moves, if those are a part
 * @param points that the signal has
 */
public record Product(byte[] bytes, String size, double psnr, int weights, int points) {
  /**
   * Leaves the PSNR open, for a signal that was decoded.
   *
   * @param bytes the whole file
   * @param size the signal's size for people to read
   * @param weights that its network has, or parameters that its fit moves, if those are a part
   * @param points that the signal has
   */
  public Product(byte[] bytes, String size, int weights, int points) {
    this(bytes, size, Double.NaN, weights, points);
  }
}
