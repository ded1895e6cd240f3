package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.files.JsonObject;
import org.metasparse.format.CheckpointFile;
import org.metasparse.signal.image.ImageReader;

/** Distance fields from their names, or grey images, to networks and back. */
class DistanceFieldsTest {
  @TempDir Path folder;

  private static List<Object> train(String data, Path run, Object... options) {
    return TinyTraining.command(Path.of(data), run, options);
  }

  private static int channels(Path run) {
    return CheckpointFile.read(run.resolve("latest.safetensors")).siren().shape().dimOut();
  }

  @Test
  void generatedFieldsAreLearntAndMetWithoutAFile() throws IOException {
    Path run = folder.resolve("run");
    CommandLine.run(train("sdf:20@3", run, "--val", "sdf:2@4").toArray()).assertDone();

    assertEquals(1, channels(run));
    JsonObject config =
        JsonObject.parse("config.json", Files.readString(run.resolve("config.json")));
    assertEquals(1, config.getInt("channels"));
    assertEquals(20, config.getObject("data").getInt("signals"));
    JsonObject held =
        CommandLine.run("evaluate", "sdf:9@4", "--limit", 2, "--model", run, "--json")
            .assertDone()
            .json();
    assertEquals(2, held.getInt("signals"));
    String log = Files.readString(run.resolve("log.jsonl")).strip();
    JsonObject last = JsonObject.parse("log.jsonl", log.substring(log.lastIndexOf('\n') + 1));
    assertEquals(held.getDouble("psnrMean"), last.getDouble("psnrAdam100"), 1e-9);
    JsonObject others =
        CommandLine.run("evaluate", "sdf:2@5", "--model", run, "--json").assertDone().json();
    assertNotEquals(held.getDouble("psnrMean"), others.getDouble("psnrMean"));
  }

  @Test
  void aRunGoesOnOnlyWithTheSameFields() throws IOException {
    Path run = folder.resolve("run");
    CommandLine.run(train("sdf:20@3", run).toArray()).assertDone();

    CommandLine.run(train("sdf:20@3", run).toArray()).assertDone();
    for (String data : List.of("sdf:20@4", "sdf:21@3")) {
      CommandLine.refused(folder, train(data, run), run.toString(), "data is");
    }
  }

  @Test
  void greyImagesAreLearntEncodedAndDecodedInOneChannel() throws IOException {
    Path images = Files.createDirectories(folder.resolve("img"));
    for (int i = 0; i < 4; i++) {
      Pictures.grey(images.resolve(i + ".png"), 16 + i, 16);
    }
    Path run = folder.resolve("run");
    Path rgb = folder.resolve("rgb");
    TinyTraining.run(images, run, "--channels", 1).assertDone();
    TinyTraining.run(images, rgb).assertDone();
    assertEquals(1, channels(run));
    assertEquals(3, channels(rgb));

    CommandLine.run("evaluate", images, "--model", run).assertDone();
    Path inr = folder.resolve("a.inr");
    Path png = folder.resolve("a.png");
    CommandLine.run("encode", images.resolve("0.png"), "--model", run, "-o", inr).assertDone();
    CommandLine.run("decode", inr, "-o", png).assertDone();
    assertEquals(1, ImageReader.read(png).channels());
  }

  @Test
  void colourImagesCanBeMadeGrey() throws IOException {
    Path run = folder.resolve("run");
    Path images = Pictures.folder(folder.resolve("img"), 4, 16);
    TinyTraining.run(images, run, "--channels", 1).assertDone();

    assertEquals(1, channels(run));
    assertTrue(CommandLine.run("evaluate", images, "--model", run).assertDone().err().isEmpty());
  }

  @Test
  void whatCannotBeIsRefused() throws IOException {
    Path run = folder.resolve("run");
    Path rgb = TinyModel.run(folder.resolve("rgb"));
    Path images = Pictures.folder(folder.resolve("img"), 4, 16);

    CommandLine.refused(folder, train("sdf:none", run), "sdf:none: ", "sdf:COUNT");
    CommandLine.refused(
        folder, train("sdf:2", run), "sdf:2: ", "fewer images (2) than a batch of 3");
    CommandLine.refused(folder, train("sdf:9", run, "--channels", 3), "sdf:9@1: ", "one channel");
    CommandLine.refused(
        folder, train("sdf:9", run, "--channels", 2), "sdf:9@1: ", "one channel, not 2");
    CommandLine.refused(
        folder, train("sdf:9", run, "--val", "sdf:4@1"), "--val sdf:4@1: ", "such as sdf:4@2");
    CommandLine.refused(
        folder, TinyTraining.command(images, run, "--val", "sdf:4"), "sdf:4@1: ", "--channels 1");
    CommandLine.refused(
        folder, List.of("evaluate", "sdf:4", "--model", rgb), "sdf:4@1: ", "one channel, not 3");
  }
}
