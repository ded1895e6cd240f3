package org.metasparse.format;

import org.metasparse.signal.Grid;
import org.metasparse.signal.ImageReader;
import org.metasparse.signal.SignalKind;
import org.metasparse.siren.Siren;

/**
 * An image as a network: all that is needed to decode it, at its own size or another.
 *
 * @param siren the network, from coordinates on the grid to channels
 * @param kind what the signal is
 * @param grid where the original's values lay: two axes, rows first
 * @param channels how many values each point has: 1 for grey, 3 for RGB
 * @param psnr how close the network came to the original, in decibels; NaN if that is not known
 */
public record EncodedSignal(Siren siren, SignalKind kind, Grid grid, int channels, float psnr) {
  /**
   * Checks that the network fits grid and channels and can be stored.
   *
   * @param siren the network
   * @param kind what the signal is
   * @param grid where the original's values lay
   * @param channels how many values each point has
   * @param psnr how close the network came to the original
   * @throws IllegalArgumentException if the grid has not two axes or more than {@link
   *     ImageReader#MAX_PIXELS} points, there are not 1 or 3 channels, the network has other
   *     numbers of inputs and outputs, a bias is pruned, or a parameter is not finite
   */
  public EncodedSignal {
    if (grid.rows() != 2 || grid.count() > ImageReader.MAX_PIXELS) {
      throw new IllegalArgumentException(
          "an image of "
              + grid.sizes()
              + " points; it has two axes and at most "
              + ImageReader.MAX_PIXELS
              + " points");
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(channels + " channels; an image has 1 or 3");
    }
    if (siren.shape().dimIn() != grid.rows() || siren.shape().dimOut() != channels) {
      throw new IllegalArgumentException(
          "a network "
              + siren.shape()
              + " for "
              + grid.rows()
              + " axes and "
              + channels
              + " channels");
    }
    Checkpoint.checkBiases(siren);
    for (float value : siren.theta()) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "a parameter is " + value + ": the fit diverged; use a smaller learning rate");
      }
    }
  }
}
