package org.metasparse.train;

import java.util.List;
import org.metasparse.autodiff.Adam;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.Own;
import org.metasparse.meta.DivergedException;
import org.metasparse.meta.Learner;
import org.metasparse.meta.MetaLearner;
import org.metasparse.meta.SharedLearner;
import org.metasparse.signal.Signal;
import org.metasparse.signal.Spread;
import org.metasparse.siren.Siren;

/** The outer steps of one round: a learner that goes on from a checkpoint and gives one. */
final class Round {
  private final TrainConfig config;
  private final Checkpoint from;
  private final Learner learner;
  private final Own own;

  /** Goes on from a state, whose arrays stay as they are. */
  Round(TrainConfig config, Checkpoint from, List<Signal> signals, Compute compute) {
    this.config = config;
    this.from = from;
    float[] m = from.firstMoment().clone();
    float[] v = from.secondMoment().clone();
    Adam adam = new Adam(m, v, from.adamSteps(), compute.kernels());
    Rng rng = new Rng(from.rngState());
    own = from.own() == null ? null : from.own().copy();
    learner =
        own == null
            ? new MetaLearner(config.meta(), from.siren(), adam, rng, signals, compute)
            : new SharedLearner(
                config.meta(),
                from.siren(),
                own,
                adam,
                rng,
                Spread.of(signals, own.signals()),
                compute);
  }

  /** Takes a step of the round, the first being step 0. */
  Learner.Losses step(long step) {
    try {
      return learner.step(config.step(from.round(), step));
    } catch (DivergedException e) {
      throw config.diverged(from.round(), step + 1, e.getMessage());
    }
  }

  /** A copy of where the learner stands after so many steps, unless the last made it worthless. */
  Checkpoint state(long steps) {
    float[] theta = learner.theta().clone();
    float[] m = learner.adam().m().clone();
    float[] v = learner.adam().v().clone();
    for (float[] values : List.of(theta, m, v)) {
      for (float value : values) {
        if (!Float.isFinite(value)) {
          String what = "a parameter or moment became " + value;
          throw config.diverged(from.round(), steps, what);
        }
      }
    }
    return new Checkpoint(
            new Siren(from.siren().shape(), from.siren().layout(), theta, from.siren().moves()),
            from.round(),
            steps,
            m,
            v,
            learner.adam().steps(),
            learner.rng().state(),
            from.configuration())
        .withOwn(own == null ? null : own.copy());
  }
}
