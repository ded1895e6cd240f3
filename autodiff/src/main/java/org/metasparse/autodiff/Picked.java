package org.metasparse.autodiff;

import java.util.BitSet;
import org.metasparse.engine.Rng;

/**
 * Some of the pixels of other samples: pixel {@code i} is their pixel {@code columns[i]}. So a
 * large signal can be learned from a part of its pixels at a time.
 *
 * @param from the samples that are picked from
 * @param columns which pixels; not copied
 */
public record Picked(Samples from, int[] columns) implements Samples {
  /**
   * Checks that a pixel is picked.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Picked {
    if (columns.length == 0) {
      throw new IllegalArgumentException("no pixel is picked; at least one is needed");
    }
  }

  /**
   * Draws pixels: every set of n different ones is equally likely (Floyd's algorithm).
   *
   * @param n how many, at least 1
   * @param count of how many pixels
   * @param rng where the numbers come from
   * @return n different numbers below {@code count}, ascending
   * @throws IllegalArgumentException if there are not as many
   */
  public static int[] draw(int n, int count, Rng rng) {
    if (n < 1 || n > count) {
      throw new IllegalArgumentException("cannot pick " + n + " of " + count + " pixels");
    }
    BitSet drawn = new BitSet(count);
    for (int last = count - n; last < count; last++) {
      int candidate = rng.nextInt(last + 1);
      drawn.set(drawn.get(candidate) ? last : candidate);
    }
    return drawn.stream().toArray();
  }

  @Override
  public int rows() {
    return from.rows();
  }

  @Override
  public int count() {
    return columns.length;
  }

  @Override
  public void copy(int first, int n, float[] to, int toOffset, int ld) {
    for (int i = 0; i < n; i++) {
      from.copy(columns[first + i], 1, to, toOffset + i, ld);
    }
  }
}
