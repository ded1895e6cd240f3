package org.metasparse.prune;

import java.util.Arrays;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;

/**
 * Removes the weights of the smallest scores, with one threshold over all weight matrices together.
 * Biases stay. Among equal scores those go first that come first in the parameter array.
 */
public final class Pruning {
  private Pruning() {}

  /**
   * Prunes a fraction of the surviving weights: exactly {@code floor(fraction * survivors)}.
   *
   * @param layout the network's layout
   * @param theta its parameters; not changed
   * @param fraction how much of the surviving weights goes, in [0, 1]
   * @param score what each weight is worth
   * @return what is left
   * @throws IllegalArgumentException if the fraction is out of range or the array has another
   *     length than the layout
   */
  public static Pruned lowest(Layout layout, float[] theta, double fraction, Score score) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction " + fraction + " must lie in [0, 1]");
    }
    return lowest(layout, theta, (int) Math.floor(fraction * layout.weights()), score);
  }

  /**
   * Prunes a number of weights.
   *
   * @param layout the network's layout
   * @param theta its parameters; not changed
   * @param count how many weights go, at most as many as there are
   * @param score what each weight is worth
   * @return what is left
   * @throws IllegalArgumentException if there are not that many weights or the array has another
   *     length than the layout
   */
  public static Pruned lowest(Layout layout, float[] theta, int count, Score score) {
    if (theta.length != layout.size()) {
      throw new IllegalArgumentException(
          theta.length + " parameters for a layout of " + layout.size());
    }
    if (count < 0 || count > layout.weights()) {
      throw new IllegalArgumentException(
          count + " weights to prune of " + layout.weights() + " that are left");
    }
    return remove(layout, smallest(layout, score.of(layout, theta), count));
  }

  /** Flags the given number of weights of least score. */
  private static boolean[] smallest(Layout layout, float[] scores, int count) {
    long[] ranked = new long[layout.weights()];
    int n = 0;
    for (Block block : layout.blocks()) {
      if (block.kind() == Block.Kind.WEIGHT) {
        for (int i = block.offset(); i < block.offset() + block.size(); i++) {
          // The bits of a non-negative float order as the float does; the index breaks ties.
          ranked[n++] = (long) Float.floatToRawIntBits(scores[i]) << 32 | i;
        }
      }
    }
    Arrays.sort(ranked);
    boolean[] removed = new boolean[scores.length];
    for (int i = 0; i < count; i++) {
      removed[(int) ranked[i]] = true;
    }
    return removed;
  }

  /**
   * Removes flagged weights from a layout.
   *
   * @param layout a layout
   * @param removed one flag for each of its parameters; flags of biases are ignored
   * @return what is left
   */
  static Pruned remove(Layout layout, boolean[] removed) {
    Layout.Builder builder = new Layout.Builder();
    int[] kept = new int[layout.size()];
    int n = 0;
    for (Block block : layout.blocks()) {
      CsrPattern pattern = block.pattern();
      boolean[] keep = new boolean[block.size()];
      boolean all = true;
      for (int j = 0; j < keep.length; j++) {
        keep[j] = block.kind() == Block.Kind.BIAS || !removed[block.offset() + j];
        all &= keep[j];
        if (keep[j]) {
          kept[n++] = block.offset() + j;
        }
      }
      if (!all) {
        pattern =
            pattern == null
                ? CsrPattern.ofMask(block.rows(), block.cols(), keep)
                : pattern.filter(keep);
      }
      builder.add(block.name(), block.kind(), block.rows(), block.cols(), pattern);
    }
    return new Pruned(builder.build(), Arrays.copyOf(kept, n));
  }
}
