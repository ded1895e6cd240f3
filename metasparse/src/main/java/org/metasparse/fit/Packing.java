package org.metasparse.fit;

import org.metasparse.format.Base;
import org.metasparse.format.Storage;

/**
 * How small an encoded signal is to be made.
 *
 * @param target what decides how finely parameters are stored
 * @param base the model from which only the difference is stored, and without which the signal
 *     cannot be decoded; null for none
 */
public record Packing(Target target, Base base) {
  /** Parameters as they are. */
  public static final Packing NONE = new Packing(new Target.Floats(32), null);

  /** What decides how finely parameters are stored. */
  public sealed interface Target {
    /**
     * As floating-point numbers.
     *
     * @param bits of each: 32 or 16
     */
    record Floats(int bits) implements Target {
      /**
       * Checks the number.
       *
       * @throws IllegalArgumentException if it is neither
       */
      public Floats {
        new Storage.Floats(bits);
      }
    }

    /**
     * So many bits for a parameter on the average over all of them, before they are range-coded. Of
     * a difference from a model that says how long the file may be, and error and length are fitted
     * together: two photos of 178 x 178, {@code photo-moves-2k}, 2135 bytes, 25.7 dB by rounding
     * alone, 26.4 so.
     *
     * @param bits from {@link Packing#LEAST_BITS} to {@link Packing#MOST_BITS}
     */
    record Bits(double bits) implements Target {
      /**
       * Checks the number.
       *
       * @throws IllegalArgumentException if it is out of bounds
       */
      public Bits {
        if (!(bits >= LEAST_BITS && bits <= MOST_BITS)) {
          throw new IllegalArgumentException(
              bits + " bits a parameter; from " + LEAST_BITS + " to " + MOST_BITS + " can be had");
        }
      }
    }

    /**
     * The best quality of a file that is not longer.
     *
     * @param bytes length of the file
     */
    record MaxBytes(int bytes) implements Target {}

    /**
     * The smallest file whose quality is not lower.
     *
     * @param decibels of the decoded signal against the original
     */
    record MinPsnr(double decibels) implements Target {}
  }

  /** The coarsest storage. */
  public static final double LEAST_BITS = 1;

  /** The finest storage that is not floating-point. */
  public static final double MOST_BITS = 16;

  /**
   * Checks that a difference is stored in whole steps.
   *
   * @throws IllegalArgumentException if it is to be floating-point
   */
  public Packing {
    if (base != null && target instanceof Target.Floats) {
      throw new IllegalArgumentException(
          "the difference from a model is not stored as floating-point numbers");
    }
  }
}
