package org.metasparse.prune;

import org.metasparse.autodiff.Layout;

/**
 * Magnitude pruning (the paper's step 2): of the surviving weights the fraction with the smallest
 * {@code |w|} goes, with one threshold over all weight matrices together. Biases stay.
 */
public final class MagnitudePruning {
  private MagnitudePruning() {}

  /**
   * Prunes a network.
   *
   * @param layout its layout
   * @param theta its parameters; not changed
   * @param fraction how much of the surviving weights goes, in [0, 1]
   * @return what is left, see {@link Pruning#lowest(Layout, float[], double, Score)}
   * @throws IllegalArgumentException if the fraction is out of range or the array has another
   *     length than the layout
   */
  public static Pruned prune(Layout layout, float[] theta, double fraction) {
    return Pruning.lowest(layout, theta, fraction, MagnitudePruning::scores);
  }

  /**
   * The score of magnitude pruning: {@code |w|}.
   *
   * @param layout the network's layout
   * @param theta its parameters; not changed
   * @return their magnitudes
   */
  public static float[] scores(Layout layout, float[] theta) {
    float[] scores = new float[theta.length];
    for (int i = 0; i < theta.length; i++) {
      scores[i] = Math.abs(theta[i]);
    }
    return scores;
  }
}
