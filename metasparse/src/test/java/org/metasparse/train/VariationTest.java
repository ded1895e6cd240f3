package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.experiment.SmallRuns;
import org.metasparse.files.Json;
import org.metasparse.files.JsonObject;
import org.metasparse.format.Checkpoint;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.meta.MetaStep;
import org.metasparse.prune.MagnitudePruning;
import org.metasparse.prune.Pruning;
import org.metasparse.signal.image.Preparation;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Way;
import org.metasparse.testing.Configs;

/** What a training does beyond the paper's algorithm. */
class VariationTest {
  private static final MetaConfig META = new MetaConfig(MetaGradient.MULTISTEP, 2, 0.01, 1e-3, 3);
  private static final TrainConfig.Schedule SCHEDULE = new TrainConfig.Schedule(11, 2, 5, 0.2);

  private static final TrainConfig NONE =
      Configs.of(Preparation.square(8), new SirenShape(2, 10, 2, 3, 30f), META, SCHEDULE, 1);

  @TempDir Path temp;

  @Test
  void nothingVariesWithoutAWish() {
    for (int round = 0; round < 3; round++) {
      MetaStep step = NONE.step(round, 3);
      assertEquals(0.01, step.innerRate());
      assertEquals(1e-3, step.outerRate());
      assertArrayEquals(META.rule().weights(2), step.weights());
    }
    for (String key : Configs.varied(NONE).toJson().keySet()) {
      boolean varies =
          List.of("score", "roundRate", "decay", "warmUp", "lastFrom", "lastTo", "rewind")
              .contains(key);
      assertEquals(!varies, NONE.toJson().containsKey(key), key);
    }
  }

  @Test
  void theOuterRateFallsLinearlyWithinEachRound() {
    TrainConfig v = NONE.with(Settings.DECAY, 0.1);
    assertEquals(1e-3, v.step(0, 0).outerRate(), 1e-15);
    assertEquals(0.55e-3, v.step(0, 5).outerRate(), 1e-15);
    assertEquals(0.1e-3, v.step(0, 10).outerRate(), 1e-15);
    assertEquals(1e-3, v.step(1, 0).outerRate(), 1e-15);
    assertEquals(0.1e-3, v.step(2, 4).outerRate(), 1e-15);
  }

  @Test
  void roundsMayHaveARateOfTheirOwn() {
    TrainConfig v = NONE.with(Settings.ROUND_RATE, 2e-4);
    assertEquals(1e-3, v.step(0, 4).outerRate());
    assertEquals(2e-4, v.step(1, 4).outerRate());
  }

  @Test
  void theInnerRateRisesAtTheStart() {
    TrainConfig v = NONE.with(Settings.WARM_UP, 4);
    assertEquals(0, v.step(0, 0).innerRate());
    assertEquals(0.005, v.step(0, 2).innerRate(), 1e-15);
    assertEquals(0.01, v.step(0, 4).innerRate());
    assertEquals(0.01, v.step(1, 0).innerRate());
  }

  @Test
  void theLastGradientsWeightMovesOverTheDenseTraining() {
    TrainConfig v = NONE.with(Settings.LAST, new Share(0.2, 0.6));
    assertArrayEquals(new float[] {.4f, .4f, .2f}, v.step(0, 0).weights(), 1e-6f);
    assertArrayEquals(new float[] {.3f, .3f, .4f}, v.step(0, 5).weights(), 1e-6f);
    assertArrayEquals(new float[] {.2f, .2f, .6f}, v.step(0, 10).weights(), 1e-6f);
    assertArrayEquals(new float[] {.2f, .2f, .6f}, v.step(2, 0).weights(), 1e-6f);
    TrainConfig fomaml = v.with(Settings.RULE, MetaGradient.FOMAML);
    assertArrayEquals(new float[] {0, 0, 1}, fomaml.step(0, 0).weights());
  }

  @Test
  void configurationsSurviveJson() {
    TrainConfig base = SmallRuns.CONFIG;
    for (TrainConfig config :
        List.of(Configs.varied(base), base, base.with(Settings.REWIND, true))) {
      JsonObject json = JsonObject.parse("it", Json.write(config.toJson()));
      assertEquals(config, TrainConfig.of(json));
    }
  }

  /** Pruning by Fisher scores goes by the moments that the finished round leaves. */
  @Test
  void fisherPruningTakesTheOuterAdamsSecondMoments() {
    TrainConfig base = SmallRuns.config(1e-2, new TrainConfig.Schedule(7, 1, 1, 0.4));
    TrainConfig fisher = base.with(Settings.SCORE, Scoring.FISHER);
    List<Checkpoint> rounds = new ArrayList<>();
    MetaSparse.Listener listener =
        new MetaSparse.Listener() {
          @Override
          public void round(Checkpoint model) {
            rounds.add(model);
          }
        };
    SmallRuns.train(fisher, Way.plain(), listener);
    Checkpoint dense = rounds.get(0);
    Siren siren = dense.siren();
    float[] scores = new float[siren.theta().length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (Math.abs(siren.theta()[i]) * Math.sqrt(dense.secondMoment()[i]));
    }
    Layout expected =
        Pruning.lowest(siren.layout(), siren.theta(), 0.4, (layout, theta) -> scores).layout();
    assertEquals(expected, rounds.get(1).siren().layout());
    assertNotEquals(
        MagnitudePruning.prune(siren.layout(), siren.theta(), 0.4).layout(),
        rounds.get(1).siren().layout());
  }

  /** Also after a round that moved them, and after a stop in between. */
  @Test
  void rewoundSurvivorsHaveTheDenseValues() {
    TrainConfig base = SmallRuns.config(1e-2, new TrainConfig.Schedule(7, 2, 6, 0.4));
    TrainConfig ends = base.with(Settings.REWIND, true);
    RunFolder folder = RunFolder.open(temp.resolve("run"), ends.toJson());
    Siren[] dense = new Siren[1];
    Run.Listener listener =
        new Run.Listener() {
          @Override
          public void round(Checkpoint model, double psnr, double seconds) {
            if (model.round() == 0) {
              dense[0] = model.siren();
            }
          }

          private int polls;

          @Override
          public boolean stop() {
            // After 7 dense steps and 6 of round 1, before the first of round 2.
            return polls++ == 13;
          }
        };
    Checkpoint started = SmallRuns.train(ends, List.of(), Way.plain(), listener, folder, 1e9);
    assertEquals(2, started.round());
    assertEquals(0, started.step());
    assertEquals(0, started.adamSteps());
    for (Block block : started.siren().layout().blocks()) {
      float[] expanded = new float[block.rows() * block.cols()];
      if (block.pattern() == null) {
        System.arraycopy(started.siren().theta(), block.offset(), expanded, 0, expanded.length);
      } else {
        block.pattern().expand(started.siren().theta(), block.offset(), expanded, 0);
      }
      int from = dense[0].layout().block(block.name()).offset();
      for (int i = 0; i < expanded.length; i++) {
        if (expanded[i] != 0) {
          assertEquals(dense[0].theta()[from + i], expanded[i], block.name() + " " + i);
        }
      }
    }
    Checkpoint resumed =
        SmallRuns.train(ends, List.of(), Way.plain(), new Run.Listener() {}, folder, 1e9);
    Checkpoint straight = SmallRuns.train(ends, Way.plain(), new MetaSparse.Listener() {});
    SmallRuns.same(straight, resumed, "in memory and resumed");
  }

  @Test
  void refusals() {
    assertThrows(IllegalArgumentException.class, () -> NONE.with(Settings.DECAY, 0.0));
    assertThrows(IllegalArgumentException.class, () -> NONE.with(Settings.DECAY, 1.1));
    assertThrows(IllegalArgumentException.class, () -> NONE.with(Settings.WARM_UP, -1));
    assertThrows(
        IllegalArgumentException.class, () -> NONE.with(Settings.LAST, new Share(0.5, 1.1)));
    assertThrows(
        IllegalArgumentException.class, () -> NONE.with(Settings.LAST, new Share(0.5, -1)));
    assertThrows(IllegalArgumentException.class, () -> Kind.choice(Scoring.class).parse("best"));
  }
}
