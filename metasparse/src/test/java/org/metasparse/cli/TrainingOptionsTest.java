package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.files.JsonObject;
import org.metasparse.signal.audio.AudioMedium;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.train.Kind;
import org.metasparse.train.Preset;
import org.metasparse.train.RunFolder;
import org.metasparse.train.Scoring;
import org.metasparse.train.Setting;
import org.metasparse.train.Settings;
import org.metasparse.train.Share;
import org.metasparse.train.TrainConfig;

/** A preset's settings, how users change them, and what a new row of the table brings along. */
class TrainingOptionsTest {
  private static final TrainConfig SOUNDS = Preset.QUICK.config(new AudioMedium());
  private static final TrainConfig PAPER = Preset.PAPER.config();

  /** A setting that nobody has thought of yet. */
  private static final Setting<Double> MOMENTUM =
      new Setting<>(
          "momentum",
          "--momentum",
          Kind.positive(x -> x < 1, "less than 1"),
          "what a test wants",
          0.0,
          (preset, medium) -> preset == Preset.LAPTOP ? 0.25 : 0.0);

  @TempDir Path folder;

  private static List<String> words(String... options) {
    List<String> words = new ArrayList<>(List.of("data"));
    words.addAll(List.of(options));
    return words;
  }

  private static TrainConfig given(TrainConfig preset, String... options) {
    Arguments arguments = new Arguments(new TrainCommand(), words(options));
    return TrainingOptions.config(arguments, preset, "data");
  }

  @Test
  void aPresetsSettingsStayUnlessToldOtherwise() {
    assertEquals(SOUNDS, given(SOUNDS));
    assertEquals(PAPER, given(PAPER));
  }

  @Test
  void thePapersPruningCanBeHadOfEveryPreset() {
    assertEquals(
        SOUNDS.with(Settings.SCORE, Scoring.MAGNITUDE).with(Settings.REWIND, false),
        given(SOUNDS, "--score", "magnitude", "--no-rewind"));
  }

  @Test
  void eachIsChangedByItself() {
    assertEquals(SOUNDS.with(Settings.SCORE, Scoring.LAMP), given(SOUNDS, "--score", "lamp"));
    assertEquals(SOUNDS.with(Settings.REWIND, false), given(SOUNDS, "--no-rewind"));
    assertEquals(PAPER.with(Settings.REWIND, true), given(PAPER, "--rewind"));
    assertEquals(
        PAPER.with(Settings.LAST, new Share(0.33, 1)), given(PAPER, "--last-weight", ".33..1"));
    for (String wrong : List.of("1", "0.5..", "0..1.5", "-1..0", "a..b")) {
      String message =
          assertThrows(InputException.class, () -> given(PAPER, "--last-weight=" + wrong))
              .getMessage();
      assertEquals(
          "--last-weight " + wrong + ": must be like 0.33..0.67, both from 0 to 1", message);
    }
  }

  /** One row, in this file alone: option, help, range, defaults, JSON, the refusal to resume. */
  @Test
  void aNewSettingIsANewRow() throws Exception {
    List<Setting<?>> rows = new ArrayList<>(Settings.ROWS);
    rows.add(MOMENTUM);
    TrainCommand train = new TrainCommand(rows);
    assertTrue(train.options().contains(new Option("--momentum", "X", "what a test wants")));
    assertEquals(0.25, Preset.LAPTOP.config(new ImageMedium(), rows).settings().get(MOMENTUM));

    List<String> tiny = new ArrayList<>();
    Path images = Pictures.folder(folder.resolve("img"), 4, 12);
    TinyTraining.command(images, folder.resolve("run")).forEach(w -> tiny.add(w.toString()));
    tiny.remove(0);
    assertEquals(
        "--momentum 1.5: must be a number greater than 0 and less than 1",
        assertThrows(InputException.class, () -> run(train, tiny, "--momentum", "1.5"))
            .getMessage());

    run(train, tiny, "--momentum", "0.5");
    JsonObject json = new RunFolder(folder.resolve("run")).config();
    assertEquals(0.5, json.getDouble("momentum"));
    assertEquals(0.5, Settings.of(rows, json).get(MOMENTUM));
    assertEquals(json.getInt("width"), Settings.of(rows, json).get(Settings.WIDTH));
    run(train, tiny, "--momentum", "0.5");

    for (String[] other : new String[][] {{"--momentum", "0.75"}, {}}) {
      String message =
          assertThrows(InputException.class, () -> run(train, tiny, other)).getMessage();
      String here = other.length == 0 ? "not set" : "0.75";
      assertTrue(message.contains("(momentum is 0.5 there, " + here + " here)"), message);
    }
    // A run from before there was the setting goes on.
    String before = Json.write(Preset.QUICK.config(new ImageMedium()).toJson());
    assertEquals(0.0, Settings.of(rows, JsonObject.parse("old", before)).get(MOMENTUM));
  }

  private static void run(TrainCommand train, List<String> tiny, String... more) {
    List<String> words = new ArrayList<>(tiny);
    words.addAll(List.of(more));
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    train.run(new Arguments(train, words), new Terminal(nowhere, nowhere, false));
  }
}
