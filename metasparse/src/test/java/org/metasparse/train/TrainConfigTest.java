package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metasparse.experiment.ExperimentConfig;
import org.metasparse.experiment.SmallRuns;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.files.JsonObject;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.signal.Medium;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.audio.AudioMedium;
import org.metasparse.signal.audio.AudioPreparation;
import org.metasparse.signal.image.Preparation;
import org.metasparse.signal.shape.ShapePreparation;
import org.metasparse.signal.video.VideoPreparation;
import org.metasparse.siren.SirenShape;
import org.metasparse.testing.Configs;

/** Configurations: the paper's, what they become as text, and what cannot be. */
class TrainConfigTest {
  private static TrainConfig throughText(TrainConfig config) {
    return TrainConfig.of(JsonObject.parse("config", Json.write(config.toJson())));
  }

  @Test
  void thePapersNumbers() {
    TrainConfig paper = Preset.PAPER.config();
    assertEquals(new SirenShape(2, 256, 4, 3, 200f), paper.shape());
    assertEquals(2, paper.meta().innerSteps());
    assertEquals(0.01, paper.meta().innerRate());
    assertEquals(1e-5, paper.meta().outerRate());
    assertEquals(3, paper.meta().batch());
    assertEquals(new TrainConfig.Schedule(150_000, 20, 30_000, 0.2), paper.schedule());
    assertEquals(750_000, paper.schedule().totalSteps());
    assertEquals(150_000, paper.schedule().steps(0));
    assertEquals(30_000, paper.schedule().steps(20));
    assertEquals(Preparation.square(178), paper.preparation());
  }

  @ParameterizedTest
  @EnumSource
  void presetsAreFoundByNameAndSurviveAsText(Preset preset) {
    assertEquals(preset, Preset.of(preset.id()));
    assertEquals(preset.config(), throughText(preset.config()));
    assertTrue(Preset.ids().contains(preset.id()));
  }

  /** The paper's pictures, learned in minutes; also as an experiment, with its many last steps. */
  @Test
  void thePapersPicturesOnALaptop() {
    for (TrainConfig config :
        List.of(Preset.LAPTOP_178.config(), ExperimentConfig.of(Preset.LAPTOP_178).train())) {
      assertEquals(new SirenShape(2, 128, 4, 3, 60f), config.shape());
      assertEquals(Preparation.square(178), config.preparation());
      assertEquals(1024, config.meta().samples());
      assertEquals(new TrainConfig.Schedule(1500, 3, 800, 15_000, 0.448), config.schedule());
    }
    assertEquals("laptop-178", Preset.LAPTOP_178.id());
    assertEquals(List.of(1, 2, 3), ExperimentConfig.of(Preset.LAPTOP_178).rounds());
    assertEquals(10, ExperimentConfig.of(Preset.PAPER).rounds().size());
  }

  @Test
  void aPresetThatThereIsNot() {
    assertEquals(
        "'big' is not one of quick, laptop, laptop-178, paper",
        assertThrows(IllegalArgumentException.class, () -> Preset.of("big")).getMessage());
  }

  /** Numbers that are not exact as text, or too large for a double. */
  @Test
  void everyBitSurvivesAsText() {
    TrainConfig odd =
        Configs.of(
            new Preparation(200, 178, 64, 1),
            new SirenShape(2, 33, 5, 1, 0.1f),
            new MetaConfig(MetaGradient.FOMAML, 7, 0.1 + 0.2, Double.MIN_VALUE, 1),
            new TrainConfig.Schedule(0, 0, Integer.MAX_VALUE, Math.nextDown(1)),
            Long.MIN_VALUE + 1);
    assertEquals(odd, throughText(odd));
  }

  @Test
  void everyKeyIsNeeded() {
    Map<String, Object> json = SmallRuns.CONFIG.toJson();
    for (String key : new ArrayList<>(json.keySet())) {
      Map<String, Object> less = new LinkedHashMap<>(json);
      less.remove(key);
      String message =
          assertThrows(
                  InputException.class,
                  () -> TrainConfig.of(JsonObject.parse("run.json", Json.write(less))))
              .getMessage();
      assertTrue(message.contains("run.json") && message.contains(key), message);
    }
  }

  @Test
  void schedulesThatCannotBe() {
    for (int i = 0; i < 4; i++) {
      int[] n = {1, 2, 3, 4};
      n[i] = -n[i];
      assertEquals(
          String.format(
              "%d steps, %d rounds of %d, the last of %d: none is negative",
              n[0], n[1], n[2], n[3]),
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new TrainConfig.Schedule(n[0], n[1], n[2], n[3], 0.2))
              .getMessage());
    }
    for (double fraction : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
      assertEquals(
          "a pruning of " + fraction + " must lie in (0, 1)",
          assertThrows(
                  IllegalArgumentException.class, () -> new TrainConfig.Schedule(1, 2, 3, fraction))
              .getMessage());
    }
  }

  @Test
  void theLastRoundMayBeLonger() {
    TrainConfig usual = Preset.LAPTOP.config();
    TrainConfig config = usual.with(Settings.LAST_STEPS, 9000);
    TrainConfig.Schedule schedule = config.schedule();
    assertEquals(20_000, schedule.steps(0));
    assertEquals(3500, schedule.steps(19));
    assertEquals(9000, schedule.steps(20));
    assertEquals(20_000 + 19 * 3500 + 9000, schedule.totalSteps());
    assertEquals(schedule.totalSteps(), schedule.before(20, 9000));
    assertEquals(config, throughText(config));
    assertFalse(usual.toJson().containsKey("lastSteps"), "runs from before there was it resume");
    assertEquals(20_000, config.with(Settings.ROUNDS, 0).schedule().totalSteps());
  }

  @ParameterizedTest
  @MethodSource("org.metasparse.signal.Medium#all")
  void everyMediumSurvivesAsText(Medium medium) {
    TrainConfig config = Preset.LAPTOP.config(medium);
    assertEquals(config, throughText(config));
    assertEquals(medium, config.preparation().medium());
    assertEquals(medium.axes(), config.shape().dimIn());
    assertEquals(config.preparation().channels(), config.shape().dimOut());
  }

  /** What the paper does is what the preset paper and every experiment's first method do. */
  @ParameterizedTest
  @MethodSource("org.metasparse.signal.Medium#all")
  void presetsPruneAsTheyMeasureBestAndThePapersAsThePaper(Medium medium) {
    List<Object> paper = List.of(Scoring.MAGNITUDE, 0.0, 1.0, 0, Share.OWN, false);
    boolean rewinds = medium.equals(new AudioMedium());
    List<Object> measured = List.of(Scoring.FISHER, 0.0, 1.0, 0, Share.OWN, rewinds);
    assertEquals(measured, variation(Preset.QUICK.config(medium)));
    assertEquals(measured, variation(Preset.LAPTOP.config(medium)));
    assertEquals(paper, variation(Preset.PAPER.config(medium)));
    List<Object> faster = List.of(Scoring.FISHER, 3e-4, 0.1, 0, Share.OWN, rewinds);
    assertEquals(faster, variation(Preset.LAPTOP_178.config(medium)));
    for (Preset preset : Preset.values()) {
      List<Object> all = new ArrayList<>(paper);
      if (preset == Preset.LAPTOP_178) {
        // The rates of all methods.
        all.set(1, 3e-4);
        all.set(2, 0.1);
      }
      assertEquals(all, variation(ExperimentConfig.of(preset).train()));
    }
  }

  private static List<Object> variation(TrainConfig config) {
    return List.of(
        config.get(Settings.SCORE),
        config.get(Settings.ROUND_RATE),
        config.get(Settings.DECAY),
        config.get(Settings.WARM_UP),
        config.get(Settings.LAST),
        config.get(Settings.REWIND));
  }

  @Test
  void everyNumberOfAPreparationSurvives() {
    for (SignalPreparation odd :
        List.of(
            new AudioPreparation(123, 0.1, 2),
            new VideoPreparation(7, 29.97, new Preparation(5, 4, 3, 1)),
            new ShapePreparation(77))) {
      assertEquals(
          odd, PreparationJson.read(JsonObject.parse("p", Json.write(PreparationJson.write(odd)))));
    }
  }
}
