package org.metasparse.prune;

import org.metasparse.autodiff.Layout;

/** What each weight is worth: those of the smallest scores are pruned first. */
@FunctionalInterface
public interface Score {
  /**
   * Scores a network's weights.
   *
   * @param layout its layout
   * @param theta its parameters; not changed
   * @return one score for each parameter, at least 0; those of biases are not read
   */
  float[] of(Layout layout, float[] theta);
}
