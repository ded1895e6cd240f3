package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.engine.Compute;
import org.metasparse.experiment.EmbeddedFaces;
import org.metasparse.format.CheckpointFile;
import org.metasparse.format.InrFile;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.train.TrainConfig;

/** The demonstration on embedded faces, with a configuration that takes no time. */
class DemoCommandTest {
  private static final TrainConfig CONFIG = TinyModel.config();

  private static Outcome run(Path out, int threads) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    List<Signal> train = EmbeddedFaces.train(CONFIG.preparation());
    List<Signal> test = EmbeddedFaces.test(CONFIG.preparation()).subList(0, 3);
    try (Compute compute = Compute.start(threads)) {
      DemoCommand.run(CONFIG, train, test, Files.createDirectories(out), compute, terminal);
    }
    return new Outcome(
        Main.DONE, printed.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void leavesAPictureTheModelsAndAFileForEachFaceAndRound(@TempDir Path out) throws IOException {
    run(out, 1);

    Set<String> expected = new TreeSet<>(Set.of("", "explain.html", "faces.png"));
    List<String> faces =
        EmbeddedFaces.test(CONFIG.preparation()).subList(0, 3).stream()
            .map(face -> EncodeCommand.inrName(Path.of(face.name())))
            .toList();
    for (String round : List.of("round-00", "round-01", "round-02")) {
      expected.add(round + ".safetensors");
      expected.add(round);
      faces.forEach(face -> expected.add(round + "/" + face));
    }
    assertEquals(
        expected,
        FileTree.of(out).keySet().stream()
            .map(name -> name.replace('\\', '/'))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void thePictureHasARowForEachStageAndTheOriginals(@TempDir Path out) throws IOException {
    run(out, 1);

    Signal sheet = ImageReader.read(out.resolve("faces.png"));
    int rows = 1 + 1 + 3;
    int cell = 100;
    assertEquals(4 + rows * cell, sheet.grid().sizes().get(0));
  }

  @Test
  void theTableTellsKeptWeightsQualityAndSecondsOfEachStage(@TempDir Path out) throws IOException {
    Outcome outcome = run(out, 1);

    List<String> lines = outcome.out().lines().toList();
    String number = "\\d+\\.\\d+";
    String[] stages = {
      "random initialisation +104  100\\.0 %",
      "dense meta-learned +104  100\\.0 %",
      "Meta-SparseINR, round 1 +52 +50\\.0 %",
      "Meta-SparseINR, round 2 +26 +25\\.0 %"
    };
    assertTrue(lines.get(0).matches("initial network +weights +kept +PSNR dB +seconds"));
    for (int i = 0; i < stages.length; i++) {
      String line = lines.get(1 + i);
      assertTrue(line.matches(stages[i] + " +" + number + " +" + number), line);
    }
    assertTrue(lines.get(5).matches("checksum of all parameters: [0-9a-f]{1,8}"), lines.get(5));
    assertEquals("pictures and files: " + out, lines.get(6));
  }

  @Test
  void theFilesAreWhatTheTableTellsOf(@TempDir Path out) throws IOException {
    Outcome outcome = run(out, 1);

    String face = EmbeddedFaces.test(CONFIG.preparation()).get(0).name();
    Path inr = out.resolve("round-02").resolve(EncodeCommand.inrName(Path.of(face)));
    assertEquals(
        26, CheckpointFile.read(out.resolve("round-02.safetensors")).siren().layout().weights());
    double sum = 0;
    for (Signal test : EmbeddedFaces.test(CONFIG.preparation()).subList(0, 3)) {
      Path file = out.resolve("round-02").resolve(EncodeCommand.inrName(Path.of(test.name())));
      sum += InrFile.read(file).psnr();
    }
    assertEquals(26, InrFile.read(inr).siren().layout().weights());
    String mean = String.format(Locale.ROOT, "%.2f", sum / 3);
    assertTrue(outcome.out().lines().toList().get(4).contains("  " + mean + "  "), outcome::out);
  }

  @Test
  void givesTheSameBitsOnOneThreadAndOnTwo(@TempDir Path folder) throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    String checksum = run(one, 1).out().lines().toList().get(5);

    assertEquals(checksum, run(two, 2).out().lines().toList().get(5));
    Map<String, String> files = new TreeMap<>(FileTree.of(one));
    Map<String, String> others = new TreeMap<>(FileTree.of(two));
    // The page tells how long a step took.
    files.remove("explain.html");
    others.remove("explain.html");
    assertEquals(files, others);
  }

  @Test
  void theModelsServeTheOtherCommands(@TempDir Path out) throws IOException {
    run(out, 1);

    assertEquals(2, CommandLine.run("inspect", out, "--json").assertDone().json().getInt("round"));
  }
}
