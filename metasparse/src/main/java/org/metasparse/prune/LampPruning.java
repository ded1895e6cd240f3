package org.metasparse.prune;

import java.util.Arrays;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;

/**
 * Layer-adaptive magnitude pruning (Lee et al. 2021, <i>Layer-adaptive Sparsity for the
 * Magnitude-based Pruning</i>, equation 3): a weight's square, divided by the sum of the squares of
 * all weights of its layer that are at least as large. The largest weight of each layer scores 1,
 * so no layer is pruned to nothing before all others are down to one weight.
 */
public final class LampPruning {
  private LampPruning() {}

  /**
   * Scores weights: {@code w^2 / sum of u^2 over the same layer's |u| >= |w|}; among equal
   * magnitudes the later one counts as the larger. A layer of zeros scores 0.
   *
   * @param layout the network's layout
   * @param theta its parameters; not changed
   * @return the scores, each in [0, 1]
   */
  public static float[] scores(Layout layout, float[] theta) {
    float[] scores = new float[theta.length];
    for (Block block : layout.blocks()) {
      if (block.kind() == Block.Kind.WEIGHT) {
        score(block, theta, scores);
      }
    }
    return scores;
  }

  private static void score(Block block, float[] theta, float[] scores) {
    long[] ranked = new long[block.size()];
    for (int j = 0; j < ranked.length; j++) {
      int i = block.offset() + j;
      ranked[j] = (long) Float.floatToRawIntBits(Math.abs(theta[i])) << 32 | i;
    }
    Arrays.sort(ranked);
    double sum = 0;
    for (int j = ranked.length - 1; j >= 0; j--) {
      int i = (int) ranked[j];
      double square = (double) theta[i] * theta[i];
      sum += square;
      scores[i] = sum == 0 ? 0f : (float) (square / sum);
    }
  }
}
