package org.metasparse.experiment;

import org.metasparse.meta.MetaConfig;
import org.metasparse.siren.SirenShape;
import org.metasparse.train.TrainConfig;

/**
 * How much there is to compute, in multiply-adds or what costs as much: what an experiment's
 * progress counts, since its parts differ a hundredfold. Only the time left is guessed from it.
 */
final class Work {
  /** A sine with its share of everything that is done per feature, in multiply-adds. */
  private static final double FEATURE = 40;

  /** A surviving weight against one of a dense matrix. */
  private static final double SPARSE = 2;

  private Work() {}

  /** One loss and gradient at one point. */
  static double gradient(SirenShape shape, int weights) {
    double dense = shape.layout().weights();
    return Math.min(dense, SPARSE * weights) + FEATURE * shape.width() * shape.layers();
  }

  /** A training, up to a round and a step in it. */
  static double training(TrainConfig config, int points, int round, long step) {
    double work = 0;
    double weights = config.shape().layout().weights();
    for (int r = 0; r <= round; r++) {
      long steps = r == round ? step : config.schedule().steps(r);
      work += steps * gradient(config.shape(), (int) weights);
      weights *= config.shares() ? 1 : 1 - config.schedule().fraction();
    }
    MetaConfig meta = config.meta();
    int drawn = meta.samples() > 0 ? Math.min(points, meta.samples()) : points;
    return work * drawn * meta.batch() * meta.rule().gradients(meta.innerSteps());
  }
}
