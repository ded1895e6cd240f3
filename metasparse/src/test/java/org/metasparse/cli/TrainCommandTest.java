package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.files.Json;
import org.metasparse.files.JsonObject;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;

class TrainCommandTest {
  @TempDir Path folder;
  private Path images;
  private Path run;

  @BeforeEach
  void files() throws IOException {
    images = Pictures.folder(folder.resolve("img"), 6, 16);
    run = folder.resolve("deep").resolve("run");
  }

  @Test
  void leavesARunFolderOfTheDocumentedFiles() throws IOException {
    Outcome outcome = TinyTraining.run(images, run).assertDone();

    assertEquals(
        Set.of(
            "",
            ".lock",
            "REPORT.md",
            "config.json",
            "latest.safetensors",
            "log.jsonl",
            "loss.svg",
            "report.html",
            "round-00.safetensors",
            "round-01.safetensors",
            "round-02.safetensors"),
        FileTree.of(run).keySet());
    assertTrue(CheckpointFile.read(run.resolve("round-01.safetensors")).fitRate() > 0);
    assertTrue(outcome.out().startsWith(run + ": finished; "), outcome::out);
    int weights = 2 * 8 + 8 * 8 + 8 * 3;
    String report = Files.readString(run.resolve("REPORT.md"));
    assertTrue(report.contains("![Loss by outer step](loss.svg)"), report);
    assertTrue(report.contains("| 2 | 26 | 25.0 % |"), report);
    assertTrue(Files.readString(run.resolve("report.html")).contains("data:image/svg+xml;base64,"));
    for (int k = 0; k <= 2; k++) {
      Checkpoint round = CheckpointFile.read(run.resolve("round-0" + k + ".safetensors"));
      assertEquals(k, round.round());
      assertEquals(weights >> k, round.siren().layout().weights());
    }
  }

  @Test
  void whatCannotBeReadIsPassedOverAndARunNoticesWhenThatChanges() throws IOException {
    Path bad = images.resolve("bad.png");
    Files.writeString(bad, "no image");
    Files.writeString(images.resolve("notes.txt"), "no image");
    Path other = run.resolveSibling("other");

    Outcome outcome = TinyTraining.run(images, run).assertDone();

    assertEquals(
        List.of(
            "metasparse: " + images + ": passed over what is no image: 1 .txt",
            "metasparse: passed over: " + bad),
        outcome.messages().stream()
            .limit(2)
            .map(line -> line.replaceFirst("(bad.png): .*", "$1"))
            .toList());
    Files.delete(bad);
    TinyTraining.run(images, other).assertDone();
    assertEquals(FileTree.checkpoints(other), FileTree.checkpoints(run));
    Pictures.colour(bad, 12, 12, 7);
    Outcome again = TinyTraining.run(images, run);
    assertEquals(Main.WRONG_INPUT, again.code());
    assertTrue(again.err().contains("fingerprint"), again::err);
  }

  /** 178 x 178 asked for was 64 x 64 trained, without a word. */
  @Test
  void whoCutsGetsThatSize() throws IOException {
    Path larger = Pictures.folder(folder.resolve("larger"), 3, 30);
    List<Object> words = TinyTraining.command(larger, run, "--crop", 20, "--short-side", 24);
    words.removeAll(List.of("--size", "12"));
    CommandLine.run(words.toArray()).assertDone();

    JsonObject config =
        JsonObject.parse("config.json", Files.readString(run.resolve("config.json")));
    assertEquals(0, config.getInt("size"));
    assertEquals(20, config.getInt("crop"));
  }

  @Test
  void writesDownWhatDeterminesTheRun() throws IOException {
    TinyTraining.run(images, run, "--seed", 9, "--rule", "reptile").assertDone();

    JsonObject config =
        JsonObject.parse("config.json", Files.readString(run.resolve("config.json")));
    assertEquals(9, config.getLong("seed"));
    assertEquals("reptile", config.getString("rule"));
    assertEquals(12, config.getInt("size"));
    assertEquals(6, config.getObject("data").getInt("signals"));
  }

  @Test
  void logsStepsLossesSecondsAndHeldOutPsnr() throws IOException {
    TinyTraining.run(images, run, "--val", images, "--val-limit", 2).assertDone();

    List<String> lines = Files.readAllLines(run.resolve("log.jsonl"));
    double seconds = 0;
    long step = 0;
    for (String line : lines) {
      JsonObject entry = JsonObject.parse("log.jsonl", line);
      assertTrue(entry.getLong("step") > step, line);
      assertTrue(entry.getDouble("innerLoss") > 0, line);
      assertTrue(entry.getDouble("outerLoss") > 0, line);
      assertTrue(entry.getDouble("seconds") >= seconds, line);
      boolean last = List.of(20L, 30L, 40L).contains(entry.getLong("step"));
      assertTrue(entry.getDouble(last ? "psnrAdam100" : "psnrSgd2") > 0, line);
      step = entry.getLong("step");
      seconds = entry.getDouble("seconds");
    }
    assertEquals(40, step);
  }

  @Test
  void aFinishedRunSaysSoAndStaysAsItIs() throws IOException {
    TinyTraining.run(images, run).assertDone();
    Map<String, String> first = FileTree.of(run);

    Outcome again = TinyTraining.run(images, run).assertDone();

    assertTrue(again.out().startsWith(run + ": finished; "), again::out);
    assertEquals(first, FileTree.of(run));
  }

  @Test
  void theSeedDecidesTheBitsAndThreadsDoNot() throws IOException {
    Path two = folder.resolve("two");
    Path other = folder.resolve("other");
    TinyTraining.run(images, run, "--threads", 1).assertDone();
    TinyTraining.run(images, two, "--threads", 2).assertDone();
    TinyTraining.run(images, other, "--seed", 2).assertDone();

    assertEquals(FileTree.checkpoints(run), FileTree.checkpoints(two));
    assertNotEquals(FileTree.checkpoints(run), FileTree.checkpoints(other));
  }

  @Test
  void heldOutImagesAndCheckpointsDoNotChangeTheResult() throws IOException {
    Path watched = folder.resolve("watched");
    TinyTraining.run(images, run).assertDone();
    TinyTraining.run(images, watched, "--val", images, "--checkpoint-seconds", 1e-6).assertDone();

    assertEquals(FileTree.checkpoints(run), FileTree.checkpoints(watched));
  }

  @Test
  void aLocaleWithDigitsOfItsOwnChangesNothing() throws IOException {
    Path arabic = folder.resolve("arabic");
    TinyTraining.run(images, run).assertDone();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertNotEquals("7", String.format("%d", 7), "the JVM lacks the locale that matters here");
      TinyTraining.run(images, arabic).assertDone();
    } finally {
      Locale.setDefault(before);
    }

    assertEquals(FileTree.checkpoints(run), FileTree.checkpoints(arabic));
    assertEquals(
        Files.readString(run.resolve("config.json")),
        Files.readString(arabic.resolve("config.json")));
  }

  @Test
  void onlyTheFirstImagesAreUsedIfSoAsked() throws IOException {
    Path few = Pictures.folder(folder.resolve("few"), 4, 16);
    Path whole = folder.resolve("whole");
    TinyTraining.run(images, run, "--limit", 4).assertDone();
    TinyTraining.run(few, whole).assertDone();

    assertEquals(FileTree.of(run).keySet(), FileTree.of(whole).keySet());
    assertEquals(FileTree.checkpoints(run), FileTree.checkpoints(whole));
  }

  @Test
  void anotherConfigurationOrOtherDataIsRefused() throws IOException {
    TinyTraining.run(images, run).assertDone();
    String resume = "same options to resume";

    CommandLine.refused(
        folder,
        TinyTraining.command(images, run, "--seed", 2),
        run + ": holds a run of another configuration",
        "seed is 1 there, 2 here",
        resume);
    CommandLine.refused(
        folder, TinyTraining.command(images, run, "--limit", 5), run.toString(), "data", resume);
    Pictures.colour(images.resolve("3.png"), 17, 17, 99);
    CommandLine.refused(folder, TinyTraining.command(images, run), run.toString(), "data", resume);
  }

  @Test
  void aDamagedRunFolderIsRefused() throws IOException {
    for (String name : List.of("config.json", "latest.safetensors", "log.jsonl")) {
      Path damaged = folder.resolve("damaged-" + name);
      TinyTraining.run(images, damaged).assertDone();
      Path file = damaged.resolve(name);
      String line = "{\"step\":3}\n";
      Files.write(file, name.equals("log.jsonl") ? line.getBytes() : new byte[] {'{', 3});

      CommandLine.refused(folder, TinyTraining.command(images, damaged), file + ": ");
    }
  }

  @Test
  void aCheckpointOfAnotherRunIsRefused() throws IOException {
    Path other = folder.resolve("other");
    TinyTraining.run(images, run).assertDone();
    TinyTraining.run(images, other, "--omega", 31).assertDone();
    Path latest = other.resolve("latest.safetensors");
    Files.copy(run.resolve("latest.safetensors"), latest, StandardCopyOption.REPLACE_EXISTING);

    CommandLine.refused(
        folder,
        TinyTraining.command(images, other, "--omega", 31),
        latest + ": is of a run of another configuration");
  }

  @Test
  void aRunWithoutRoundsIsTheDenseNetwork() throws IOException {
    TinyTraining.run(images, run, "--rounds", 0).assertDone();

    assertTrue(Files.exists(run.resolve("round-00.safetensors")));
    assertFalse(Files.exists(run.resolve("round-01.safetensors")));
  }

  @Test
  void theConfigurationIsInEveryCheckpoint() {
    TinyTraining.run(images, run).assertDone();

    Checkpoint round = CheckpointFile.read(run.resolve("round-01.safetensors"));
    JsonObject config = JsonObject.of("it", Json.parse("it", round.configuration()));
    assertEquals(30.0, config.getDouble("omega"));
  }
}
