package org.metasparse.testing;

import org.metasparse.meta.MetaConfig;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.siren.SirenShape;
import org.metasparse.train.Preset;
import org.metasparse.train.Scoring;
import org.metasparse.train.Settings;
import org.metasparse.train.Share;
import org.metasparse.train.TrainConfig;

/** Configurations out of their parts. */
public final class Configs {
  private Configs() {}

  /** A run of the paper's algorithm as it is. */
  public static TrainConfig of(
      SignalPreparation preparation,
      SirenShape shape,
      MetaConfig meta,
      TrainConfig.Schedule schedule,
      long seed) {
    return new TrainConfig(preparation, Preset.PAPER.config().settings())
        .with(Settings.WIDTH, shape.width())
        .with(Settings.LAYERS, shape.layers())
        .with(Settings.OMEGA, shape.omega())
        .with(Settings.RULE, meta.rule())
        .with(Settings.INNER_STEPS, meta.innerSteps())
        .with(Settings.INNER_RATE, meta.innerRate())
        .with(Settings.OUTER_RATE, meta.outerRate())
        .with(Settings.BATCH, meta.batch())
        .with(Settings.SAMPLES, meta.samples())
        .with(Settings.DENSE_STEPS, schedule.denseSteps())
        .with(Settings.ROUNDS, schedule.rounds())
        .with(Settings.ROUND_STEPS, schedule.roundSteps())
        .with(Settings.FRACTION, schedule.fraction())
        .with(Settings.SEED, seed);
  }

  /** A configuration with all that can be varied. */
  public static TrainConfig varied(TrainConfig config) {
    return config
        .with(Settings.SCORE, Scoring.LAMP)
        .with(Settings.ROUND_RATE, 2e-4)
        .with(Settings.DECAY, 0.5)
        .with(Settings.WARM_UP, 7)
        .with(Settings.LAST, new Share(0.25, 0.75))
        .with(Settings.REWIND, true);
  }
}
