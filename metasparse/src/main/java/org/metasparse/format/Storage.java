package org.metasparse.format;

import java.util.Arrays;
import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.format.compact.Half;
import org.metasparse.format.compact.LevelCoder;

/** How an encoded signal's parameters are stored. */
public sealed interface Storage {
  /** All parameters as they are. */
  Floats FULL = new Floats(32);

  /** The largest magnitude of a level. */
  int MOST_LEVEL = (1 << LevelCoder.MOST_BITS) - 1;

  /**
   * As floating-point numbers.
   *
   * @param bits of each number: 32 or 16
   */
  record Floats(int bits) implements Storage {
    /**
     * Checks the number of bits.
     *
     * @throws IllegalArgumentException if it is neither 16 nor 32
     */
    public Floats {
      if (bits != 16 && bits != 32) {
        throw new IllegalArgumentException("floats of " + bits + " bits; they have 16 or 32");
      }
    }

    @Override
    public String describe() {
      return bits + "-bit floats";
    }

    @Override
    public float[] theta(Layout layout, float[] theta) {
      float[] rounded = theta.clone();
      for (int i = 0; bits == 16 && i < rounded.length; i++) {
        rounded[i] = Half.value(Half.of(rounded[i]));
      }
      return rounded;
    }
  }

  /**
   * As whole multiples of a step, or as what is to be added to a model's parameters.
   *
   * @param steps the step of each block of the layout, positive and finite, with the lower 16 bits
   *     of the float 0 (see {@link #step})
   * @param levels the multiples, of the layout; not copied
   * @param base the model; null for none
   */
  record Levels(List<Float> steps, int[] levels, Base base) implements Storage {
    /**
     * Checks steps and levels.
     *
     * @throws IllegalArgumentException if a step cannot be stored, or a level is beyond {@link
     *     #MOST_LEVEL}
     */
    public Levels {
      steps = List.copyOf(steps);
      for (float step : steps) {
        if (!(step > 0 && step < Float.POSITIVE_INFINITY) || step != step(step)) {
          throw new IllegalArgumentException("a step of " + step + " cannot be stored");
        }
      }
      for (int level : levels) {
        if (level < -MOST_LEVEL || level > MOST_LEVEL) {
          throw new IllegalArgumentException("level " + level + " is beyond " + MOST_LEVEL);
        }
      }
    }

    @Override
    public String describe() {
      int most = 0;
      for (int level : levels) {
        most |= Math.abs(level);
      }
      int bits = 1 + Integer.SIZE - Integer.numberOfLeadingZeros(most);
      return "whole steps of up to "
          + bits
          + " bits"
          + (base == null ? "" : ", the difference from " + base.name());
    }

    @Override
    public float[] theta(Layout layout, float[] ignored) {
      if (levels.length != layout.size()
          || steps.size() != layout.blocks().size()
          || (base != null && !base.siren().layout().blocks().equals(layout.blocks()))) {
        throw new IllegalArgumentException("levels of another network");
      }
      float[] theta = base == null ? new float[levels.length] : base.siren().theta().clone();
      for (int b = 0; b < steps.size(); b++) {
        Block block = layout.blocks().get(b);
        float step = steps.get(b);
        for (int i = block.offset(); i < block.offset() + block.size(); i++) {
          theta[i] += step * levels[i];
        }
      }
      return theta;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Levels that
          && steps.equals(that.steps)
          && Arrays.equals(levels, that.levels)
          && (base == null ? that.base == null : that.base != null && same(base, that.base));
    }

    private static boolean same(Base a, Base b) {
      return Arrays.equals(a.hash(), b.hash());
    }

    @Override
    public int hashCode() {
      return 31 * steps.hashCode() + Arrays.hashCode(levels);
    }
  }

  /**
   * Says it in a few words.
   *
   * @return such as {@code 32-bit floats}
   */
  String describe();

  /**
   * The parameters that a reader gets.
   *
   * @param layout the network's layout
   * @param theta the parameters that are to be stored; not changed; ignored by {@link Levels}
   * @return the parameters as they come back: a new array
   * @throws IllegalArgumentException if they cannot be stored so
   */
  float[] theta(Layout layout, float[] theta);

  /**
   * The nearest step that can be stored, not below a given one.
   *
   * @param step a positive number
   * @return a float whose lower 16 bits are 0
   */
  static float step(float step) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(step) + 0xffff & 0xffff0000);
  }
}
