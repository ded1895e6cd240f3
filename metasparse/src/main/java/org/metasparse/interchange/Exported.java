package org.metasparse.interchange;

import org.metasparse.format.EncodedSignal;
import org.metasparse.signal.Grid;
import org.metasparse.signal.SignalKind;
import org.metasparse.siren.Siren;

/**
 * A network on its way out, with what is known of the signal that it represents.
 *
 * @param name what to call it, usually its file's name
 * @param siren the network, without a latent code, which no other program knows
 * @param kind what the signal is; null for a model, which stands for no signal of its own
 * @param grid where the original's values lay; null exactly if the kind is
 * @param psnr how close the network came to the original, in decibels; NaN if that is not known
 */
public record Exported(String name, Siren siren, SignalKind kind, Grid grid, float psnr) {
  /**
   * Checks that the network fits the signal.
   *
   * @throws IllegalArgumentException if kind or grid is there without the other, or the grid has
   *     not one axis for each of the network's coordinates
   */
  public Exported {
    if ((kind == null) != (grid == null)) {
      throw new IllegalArgumentException(name + ": kind and grid must be there, or neither");
    }
    if (grid != null && grid.rows() != siren.shape().dimIn()) {
      throw new IllegalArgumentException(
          name + ": a grid of " + grid.rows() + " axes for a network of " + siren.shape());
    }
  }

  /**
   * An encoded signal.
   *
   * @param name what to call it
   * @param signal the signal
   * @return it
   */
  public static Exported of(String name, EncodedSignal signal) {
    return new Exported(name, signal.siren().plain(), signal.kind(), signal.grid(), signal.psnr());
  }

  /**
   * A model: a network that stands for no signal.
   *
   * @param name what to call it
   * @param siren the network
   * @return it
   */
  public static Exported of(String name, Siren siren) {
    return new Exported(name, siren.plain(), null, null, Float.NaN);
  }
}
