package org.metasparse.prune;

import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Rng;

/**
 * The paper's baseline Random Pruning: as Meta-SparseINR, but a uniformly random fraction of the
 * surviving weights goes.
 *
 * @param rng draws a score in [0, 1) for each weight; its state moves on
 */
public record RandomPruning(Rng rng) implements Score {
  @Override
  public float[] of(Layout layout, float[] theta) {
    float[] scores = new float[theta.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = rng.nextFloat();
    }
    return scores;
  }
}
