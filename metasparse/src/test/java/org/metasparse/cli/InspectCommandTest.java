package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.autodiff.Block;
import org.metasparse.files.JsonObject;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.format.InrFile;

class InspectCommandTest {
  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void files() throws IOException {
    run = TinyModel.run(folder.resolve("run"));
  }

  private static List<JsonObject> blocks(JsonObject json) {
    List<JsonObject> blocks = new ArrayList<>();
    json.getList("blocks").forEach(block -> blocks.add(JsonObject.of("block", block)));
    return blocks;
  }

  @Test
  void tellsWhatIsInACheckpoint() {
    Path file = run.resolve("round-01.safetensors");
    JsonObject json = CommandLine.run("inspect", file, "--json").assertDone().json();

    assertEquals(file.toString(), json.getString("file"));
    assertEquals("checkpoint", json.getString("kind"));
    assertEquals(1, json.getInt("round"));
    assertEquals(4, json.getInt("step"));
    assertEquals(7, json.getObject("configuration").getInt("seed"));
    assertEquals("2 -> 8 x 2 -> 3, omega 30.0", json.getString("network"));
    assertEquals(52, json.getInt("weights"));
    assertEquals(0.5, json.getDouble("density"));
    assertEquals(6, blocks(json).size());
  }

  @Test
  void tellsTheValuesOfEachBlock() {
    Path file = run.resolve("round-01.safetensors");
    Checkpoint checkpoint = CheckpointFile.read(file);
    JsonObject json = CommandLine.run("inspect", file, "--json").assertDone().json();

    int i = 0;
    for (JsonObject row : blocks(json)) {
      Block block = checkpoint.siren().layout().blocks().get(i++);
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int j = 0; j < block.size(); j++) {
        float value = checkpoint.siren().theta()[block.offset() + j];
        least = Math.min(least, value);
        most = Math.max(most, value);
        sum += value;
      }
      assertEquals(block.name(), row.getString("name"));
      assertEquals(block.rows(), row.getInt("rows"));
      assertEquals(block.cols(), row.getInt("cols"));
      assertEquals(block.size(), row.getInt("entries"));
      assertEquals(block.pattern() == null ? "dense" : "csr", row.getString("storage"));
      assertEquals((float) least, (float) row.getDouble("min"));
      assertEquals((float) most, (float) row.getDouble("max"));
      assertEquals(sum / block.size(), row.getDouble("mean"), 1e-9);
    }
  }

  @Test
  void aRunIsItsLastFinishedRound() {
    assertEquals(1, CommandLine.run("inspect", run, "--json").assertDone().json().getInt("round"));
    assertEquals(
        0, CommandLine.run("inspect", run + "@0", "--json").assertDone().json().getInt("round"));
  }

  @Test
  void tellsWhatIsInAnEncodedImage() throws IOException {
    Path image = Pictures.colour(folder.resolve("image.png"), 9, 7, 1);
    Path inr = folder.resolve("image.inr");
    CommandLine.run("encode", image, "--model", run, "-o", inr, "--steps", 2).assertDone();

    JsonObject json = CommandLine.run("inspect", inr, "--json").assertDone().json();

    assertEquals("encoded image", json.getString("kind"));
    assertEquals(9, json.getInt("width"));
    assertEquals(7, json.getInt("height"));
    assertEquals(3, json.getInt("channels"));
    assertEquals(InrFile.read(inr).psnr(), (float) json.getDouble("psnr"));
    assertEquals(52, json.getInt("weights"));
  }

  @Test
  void aLayerThatLostAllItsWeightsHasNoLeastAndNoMost() {
    Checkpoint half = CheckpointFile.read(run.resolve("round-01.safetensors"));
    Checkpoint model = half;
    for (int i = 0; i < 8; i++) {
      model = TinyModel.pruned(model);
    }
    Path file = folder.resolve("empty.safetensors");
    CheckpointFile.write(file, model);

    List<JsonObject> blocks =
        blocks(CommandLine.run("inspect", file, "--json").assertDone().json());
    JsonObject empty =
        blocks.stream().filter(b -> b.getInt("entries") == 0).findFirst().orElseThrow();

    assertNull(empty.values().get("min"));
    assertNull(empty.values().get("max"));
    CommandLine.run("inspect", file).assertDone();
  }

  @Test
  void printsFactsAndATableOtherwise() {
    String out = CommandLine.run("inspect", run + "@1").assertDone().out();

    assertTrue(out.contains("network        2 -> 8 x 2 -> 3, omega 30.0"), out);
    assertTrue(out.lines().anyMatch(l -> l.startsWith("weight.1    8x8")), out);
    assertEquals(6, out.lines().filter(l -> l.matches("(weight|bias)\\.\\d .*")).count(), out);
  }

  @Test
  void tellsARunsStory() throws IOException {
    String log =
        """
        {"step":12,"round":0,"psnrSgd2":11.0}
        {"step":12,"round":0,"psnrAdam100":31.25}
        {"step":16,"round":1,"psnrAdam100":29.5}
        {"step":1""";
    Files.writeString(run.resolve("log.jsonl"), log);

    String out = CommandLine.run("inspect", run).assertDone().out();
    assertTrue(
        out.lines().anyMatch(l -> l.matches("0 \\(dense\\) +104 +100.0 % +16 +64 +24 +31.25")),
        out);
    assertTrue(out.lines().anyMatch(l -> l.matches("1 +52 +50.0 %( +\\d+){3} +29.50")), out);
    JsonObject json = CommandLine.run("inspect", run, "--json").assertDone().json();
    JsonObject last = JsonObject.of("round", json.getList("rounds").get(1));
    assertEquals(29.5, last.getDouble("psnr"));
    assertEquals(52, last.getList("layers").stream().mapToInt(n -> ((Long) n).intValue()).sum());
  }

  @Test
  void tellsTheTape() {
    String out = CommandLine.run("inspect", run + "@1", "--tape").assertDone().out();

    List<String> lines = out.lines().toList();
    assertEquals(1 + 2 + 5 + 1 + 1, lines.size(), out);
    assertTrue(
        lines.get(3).matches("2 .*#0 +8 +weight.0 x \\+ bias.0 +8x2.*sparse: 2 in < 16"), out);
    assertTrue(lines.get(4).matches("3 .*#2 +8 +sin\\(30.0 z\\)"), out);
    assertTrue(lines.get(9).startsWith("52 multiply-adds for a point"), out);
  }

  @Test
  void drawsTheTape() throws IOException {
    Path svg = folder.resolve("tape.svg");
    CommandLine.run("inspect", run, "--svg", svg).assertDone();

    String text = Files.readString(svg);
    assertTrue(text.startsWith("<svg") && text.endsWith("</svg>\n"), text);
    assertTrue(text.contains("sin(30.0 z)") && text.contains("sparse: 2 in &lt; 16"), text);
    // Two inputs and six operations, after the ground.
    assertEquals(1 + 8, text.split("<rect", -1).length - 1);
  }
}
