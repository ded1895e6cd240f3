package org.metasparse.explain;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.engine.Compute;
import org.metasparse.experiment.EmbeddedFaces;
import org.metasparse.format.Checkpoint;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.signal.image.Preparation;
import org.metasparse.siren.SirenShape;
import org.metasparse.testing.Configs;
import org.metasparse.train.MetaSparse;
import org.metasparse.train.TrainConfig;

/** A run of a few steps on small faces: dense and two rounds. */
final class SmallSubject {
  private SmallSubject() {}

  static final TrainConfig CONFIG =
      Configs.of(
          Preparation.square(16),
          new SirenShape(2, 24, 3, 3, 30f),
          new MetaConfig(MetaGradient.MULTISTEP, 2, 0.01, 1e-3, 3),
          new TrainConfig.Schedule(12, 2, 4, 0.5),
          7);

  static Subject of(String name, Compute compute) {
    List<Checkpoint> rounds = new ArrayList<>();
    MetaSparse.Listener listener =
        new MetaSparse.Listener() {
          @Override
          public void round(Checkpoint state) {
            rounds.add(state);
          }
        };
    var learn = EmbeddedFaces.train(CONFIG.preparation()).subList(0, 6);
    new MetaSparse(CONFIG, learn, compute, listener).run();
    return new Subject(name, CONFIG, rounds, learn, EmbeddedFaces.test(CONFIG.preparation()));
  }
}
