package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.metasparse.siren.Siren;
import org.metasparse.siren.Way;

/** What a training does beyond the paper's algorithm. */
class VariationTest {
  private static final MetaConfig META = new MetaConfig(MetaGradient.MULTISTEP, 2, 0.01, 1e-3, 3);
  private static final TrainConfig.Schedule SCHEDULE = new TrainConfig.Schedule(11, 2, 5, 0.2);

  @TempDir Path temp;

  @Test
  void nothingVariesWithoutAWish() {
    for (int round = 0; round < 3; round++) {
      MetaStep step = Variation.NONE.step(META, SCHEDULE, round, 3);
      assertEquals(0.01, step.innerRate());
      assertEquals(1e-3, step.outerRate());
      assertArrayEquals(META.rule().weights(2), step.weights());
    }
    assertTrue(Variation.NONE.toJson().isEmpty());
  }

  @Test
  void theOuterRateFallsLinearlyWithinEachRound() {
    Variation v = Variation.NONE.withDecay(0.1);
    assertEquals(1e-3, v.step(META, SCHEDULE, 0, 0).outerRate(), 1e-15);
    assertEquals(0.55e-3, v.step(META, SCHEDULE, 0, 5).outerRate(), 1e-15);
    assertEquals(0.1e-3, v.step(META, SCHEDULE, 0, 10).outerRate(), 1e-15);
    assertEquals(1e-3, v.step(META, SCHEDULE, 1, 0).outerRate(), 1e-15);
    assertEquals(0.1e-3, v.step(META, SCHEDULE, 2, 4).outerRate(), 1e-15);
  }

  @Test
  void roundsMayHaveARateOfTheirOwn() {
    Variation v = new Variation(Scoring.MAGNITUDE, 2e-4, 1, 0, -1, -1, false);
    assertEquals(1e-3, v.step(META, SCHEDULE, 0, 4).outerRate());
    assertEquals(2e-4, v.step(META, SCHEDULE, 1, 4).outerRate());
  }

  @Test
  void theInnerRateRisesAtTheStart() {
    Variation v = Variation.NONE.withWarmUp(4);
    assertEquals(0, v.step(META, SCHEDULE, 0, 0).innerRate());
    assertEquals(0.005, v.step(META, SCHEDULE, 0, 2).innerRate(), 1e-15);
    assertEquals(0.01, v.step(META, SCHEDULE, 0, 4).innerRate());
    assertEquals(0.01, v.step(META, SCHEDULE, 1, 0).innerRate());
  }

  @Test
  void theLastGradientsWeightMovesOverTheDenseTraining() {
    Variation v = Variation.NONE.withLast(0.2, 0.6);
    assertArrayEquals(new float[] {.4f, .4f, .2f}, v.step(META, SCHEDULE, 0, 0).weights(), 1e-6f);
    assertArrayEquals(new float[] {.3f, .3f, .4f}, v.step(META, SCHEDULE, 0, 5).weights(), 1e-6f);
    assertArrayEquals(new float[] {.2f, .2f, .6f}, v.step(META, SCHEDULE, 0, 10).weights(), 1e-6f);
    assertArrayEquals(new float[] {.2f, .2f, .6f}, v.step(META, SCHEDULE, 2, 0).weights(), 1e-6f);
    MetaConfig fomaml = new MetaConfig(MetaGradient.FOMAML, 2, 0.01, 1e-3, 3);
    assertArrayEquals(new float[] {0, 0, 1}, v.step(fomaml, SCHEDULE, 0, 0).weights());
  }

  @Test
  void configurationsSurviveJson() {
    Variation v = new Variation(Scoring.LAMP, 2e-4, 0.5, 7, 0.25, 0.75, true);
    for (Variation each : List.of(v, Variation.NONE, Variation.NONE.withRewind())) {
      TrainConfig config = varied(SmallRuns.CONFIG, each);
      JsonObject json = JsonObject.parse("it", Json.write(config.toJson()));
      assertEquals(config, TrainConfig.of(json));
    }
  }

  /** Pruning by Fisher scores goes by the moments that the finished round leaves. */
  @Test
  void fisherPruningTakesTheOuterAdamsSecondMoments() {
    TrainConfig base = SmallRuns.config(1e-2, new TrainConfig.Schedule(7, 1, 1, 0.4));
    TrainConfig fisher = varied(base, Variation.NONE.with(Scoring.FISHER));
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

  private static TrainConfig varied(TrainConfig c, Variation v) {
    return new TrainConfig(c.preparation(), c.shape(), c.meta(), c.schedule(), c.seed(), v);
  }

  /** Also after a round that moved them, and after a stop in between. */
  @Test
  void rewoundSurvivorsHaveTheDenseValues() {
    TrainConfig base = SmallRuns.config(1e-2, new TrainConfig.Schedule(7, 2, 6, 0.4));
    TrainConfig ends = varied(base, Variation.NONE.withRewind());
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
    assertThrows(IllegalArgumentException.class, () -> Variation.NONE.withDecay(0));
    assertThrows(IllegalArgumentException.class, () -> Variation.NONE.withDecay(1.1));
    assertThrows(IllegalArgumentException.class, () -> Variation.NONE.withWarmUp(-1));
    assertThrows(IllegalArgumentException.class, () -> Variation.NONE.withLast(0.5, 1.1));
    assertThrows(IllegalArgumentException.class, () -> Variation.NONE.withLast(0.5, -1));
    assertThrows(IllegalArgumentException.class, () -> Scoring.of("best"));
  }
}
