package org.metasparse.format;

import java.io.Serializable;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Medium;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.siren.Siren;

/**
 * A signal as a network: all that is needed to decode it, at its own size or another.
 *
 * @param siren the network, from coordinates on the grid to channels
 * @param kind what the signal is
 * @param grid where the original's values lay
 * @param channels how many values each point has
 * @param psnr how close the network came to the original, in decibels; NaN if that is not known
 * @param storage how files store the parameters; what they give back is the network's parameters
 */
public record EncodedSignal(
    Siren siren, SignalKind kind, Grid grid, int channels, float psnr, Storage storage)
    implements Serializable {
  /** The most points of one decode: 2^26. */
  public static final int MAX_POINTS = ImageReader.MAX_PIXELS;

  /** The most values that a point has. */
  public static final int MAX_CHANNELS = 16;

  /**
   * Checks that the network fits grid and channels and can be stored.
   *
   * @param siren the network
   * @param kind what the signal is
   * @param grid where the original's values lay
   * @param channels how many values each point has
   * @param psnr how close the network came to the original
   * @param storage how files store the parameters
   * @throws IllegalArgumentException if the grid has not as many axes as signals of the kind have,
   *     or more than {@link #MAX_POINTS} points, there are not 1 to {@link #MAX_CHANNELS} channels,
   *     the network has other numbers of inputs and outputs, a bias is pruned, it has a latent code
   *     and is not stored as a difference, or a parameter is not finite or not what the storage
   *     gives back
   */
  public EncodedSignal {
    int axes = Medium.of(kind).axes();
    if (grid.rows() != axes || grid.count() > MAX_POINTS) {
      throw new IllegalArgumentException(
          "a signal of "
              + grid.sizes()
              + " points; "
              + kind
              + " has "
              + axes
              + " axes and at most "
              + MAX_POINTS
              + " points");
    }
    if (channels < 1 || channels > MAX_CHANNELS) {
      throw new IllegalArgumentException(channels + " channels; a signal has 1 to " + MAX_CHANNELS);
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
    if (siren.shape().code() > 0 && storage.base() == null) {
      throw new IllegalArgumentException(
          "a network "
              + siren.shape()
              + ", stands in a file only as the difference from its model; alone, store plain()");
    }
    Checkpoint.checkBiases(siren);
    for (float value : siren.theta()) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "a parameter is " + value + ": the fit diverged; use a smaller learning rate");
      }
    }
    float[] back = storage.theta(siren.layout(), siren.theta());
    for (int i = 0; i < back.length; i++) {
      if (Float.floatToRawIntBits(back[i]) != Float.floatToRawIntBits(siren.theta()[i])) {
        throw new IllegalArgumentException(
            "parameter " + i + " is " + siren.theta()[i] + " but would be stored as " + back[i]);
      }
    }
  }

  /**
   * A signal whose parameters are stored as they are.
   *
   * @param siren the network
   * @param kind what the signal is
   * @param grid where the original's values lay
   * @param channels how many values each point has
   * @param psnr how close the network came to the original
   * @throws IllegalArgumentException as the canonical constructor
   */
  public EncodedSignal(Siren siren, SignalKind kind, Grid grid, int channels, float psnr) {
    this(siren, kind, grid, channels, psnr, Storage.FULL);
  }

  /** {@return what is written instead: its file's bytes, with the model that they differ from} */
  private Object writeReplace() {
    return EncodedForm.of(this);
  }
}
