package org.metasparse.train;

import org.metasparse.engine.Rng;
import org.metasparse.prune.FisherPruning;
import org.metasparse.prune.LampPruning;
import org.metasparse.prune.MagnitudePruning;
import org.metasparse.prune.RandomPruning;
import org.metasparse.prune.Score;

/** The rules by which a training prunes, as configurations name them. */
public enum Scoring {
  /** The smallest magnitudes go: the paper's rule. */
  MAGNITUDE,
  /** The smallest layer-adaptive magnitudes go. */
  LAMP,
  /** The weights go that, by the outer Adam's squared gradients, the loss depends on least. */
  FISHER,
  /** Random weights go: the paper's baseline. */
  RANDOM;

  /** A stream of random numbers of its own, beside those of initialisation and batches. */
  private static final int STREAM = 2;

  /**
   * The scores that the rule goes by.
   *
   * @param seed the run's seed
   * @param round the round that begins with this pruning
   * @param secondMoment what the outer Adam keeps of the squared meta-gradients
   * @return the score; for random pruning it depends on seed and round alone
   */
  Score score(long seed, int round, float[] secondMoment) {
    return switch (this) {
      case MAGNITUDE -> MagnitudePruning::scores;
      case LAMP -> LampPruning::scores;
      case FISHER -> new FisherPruning(secondMoment);
      case RANDOM -> new RandomPruning(new Rng(seed).split(STREAM).split(round));
    };
  }
}
