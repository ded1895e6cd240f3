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

  /** The upper bits of the smallest step. */
  int FIRST_STEP = 127 - 32 << 3;

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
    public Base base() {
      return null;
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
   * @param steps the step of each block of the layout, each one that can be stored (see {@link
   *     #step})
   * @param levels the multiples, of the layout; not copied; 0 for what does not move in the model
   * @param base the model; null for none
   */
  record Levels(List<Float> steps, int[] levels, Base base) implements Storage {
    /**
     * Checks steps and levels.
     *
     * @throws IllegalArgumentException if a step cannot be stored, a level is beyond {@link
     *     #MOST_LEVEL}, or one is not 0 whose parameter the model does not move
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
      if (base != null && !base.siren().moves().all()) {
        int[] rest = levels.clone();
        for (int place : base.siren().moves().places()) {
          rest[place] = 0;
        }
        for (int i = 0; i < rest.length; i++) {
          if (rest[i] != 0) {
            throw new IllegalArgumentException(
                "level " + rest[i] + " of parameter " + i + ", which " + base.name() + " fixes");
          }
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

  /** {@return the model that the parameters are stored as the difference from; null for none} */
  Base base();

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
   * The nearest step that can be stored, not below a given one: {@code 2^e (1 + m / 8)} with e from
   * -32 to 31 and m from 0 to 7.
   *
   * @param step a positive number
   * @return the step; infinite if there is none
   */
  static float step(float step) {
    float least = Math.max(step, 0x1p-32f);
    float stored = Float.intBitsToFloat(Float.floatToRawIntBits(least) + 0xfffff & 0xfff00000);
    return stored < 0x1p32f ? stored : Float.POSITIVE_INFINITY;
  }

  /**
   * {@return the nine bits that stand for a step}
   *
   * @param step one that can be stored
   */
  static int stepCode(float step) {
    return (Float.floatToRawIntBits(step) >>> 20) - FIRST_STEP;
  }

  /**
   * {@return the step that nine bits stand for}
   *
   * @param code the bits
   */
  static float stepOf(int code) {
    return Float.intBitsToFloat(code + FIRST_STEP << 20);
  }
}
