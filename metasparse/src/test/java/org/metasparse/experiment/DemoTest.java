package org.metasparse.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.fit.Fit;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.meta.Learner;
import org.metasparse.siren.Bits;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.Way;
import org.metasparse.train.TrainConfig;

/** The demonstration's stages, on a run of a few steps. */
class DemoTest {
  @Test
  void stages() {
    List<Long> steps = new ArrayList<>();
    List<Demo.Stage> told = new ArrayList<>();
    Demo.Listener listener =
        new Demo.Listener() {
          @Override
          public void step(int round, long step, Learner.Losses losses) {
            steps.add(step);
          }

          @Override
          public void stage(Demo.Stage stage) {
            told.add(stage);
          }
        };
    TrainConfig config = SmallRuns.CONFIG;
    List<Demo.Stage> stages;
    try (Compute compute = Way.plain().start()) {
      stages = Demo.run(config, SmallRuns.TRAIN, SmallRuns.HELD_OUT, compute, listener);
    }
    assertEquals(stages, told);
    assertEquals(config.schedule().totalSteps(), steps.size());
    assertEquals(
        List.of(
            "random initialisation",
            "dense meta-learned",
            "Meta-SparseINR, round 1",
            "Meta-SparseINR, round 2",
            "Meta-SparseINR, round 3"),
        stages.stream().map(Demo.Stage::name).toList());
    Bits.same(
        SirenInit.random(config.shape(), new Rng(config.seed()).split(0)).theta(),
        stages.get(0).model().siren().theta(),
        "training starts from this very initialisation");
    SmallRuns.same(SmallRuns.uninterrupted(), stages.get(4).model(), "the last stage");
    for (Demo.Stage stage : stages) {
      try (Compute compute = Way.plain().start()) {
        Fit fit =
            new Fitter(stage.model().siren(), compute)
                .fit(SmallRuns.HELD_OUT.get(0), Protocol.ADAM100);
        assertEquals(1, stage.fits().size());
        Bits.same(fit.losses(), stage.fits().get(0).losses(), stage.name());
      }
    }
  }
}
