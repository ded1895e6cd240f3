package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;

/** Rates that are far too high: the failure says when, with what, and what to try. */
class DivergenceTest {
  @TempDir Path folder;
  private Path images;
  private Path run;

  @BeforeEach
  void files() throws IOException {
    images = Pictures.folder(folder.resolve("img"), 4, 12);
    run = folder.resolve("run");
  }

  @Test
  void anInnerLoopThatDiverges() {
    Outcome outcome = TinyTraining.run(images, run, "--inner-rate", "1e20");

    outcome.assertEnded(
        Main.FAILED,
        "diverged at step 1 ",
        "inner rate 1.0E20",
        "outer rate 0.001",
        "try a tenth",
        "new --out");
    assertFalse(Files.exists(run.resolve("latest.safetensors")), "there is nothing good to keep");
    assertFalse(Files.exists(run.resolve("round-00.safetensors")));
  }

  @Test
  void theLastGoodCheckpointIsLeft() throws IOException {
    Object[] options = {"--outer-rate", "1e20", "--checkpoint-seconds", "1e-9"};
    Outcome outcome = TinyTraining.run(images, run, options);

    Path latest = run.resolve("latest.safetensors");
    outcome.assertEnded(Main.FAILED, "diverged at step 2 ", "outer rate 1.0E20", latest.toString());
    Checkpoint good = CheckpointFile.read(latest);
    assertEquals(1, good.step());
    for (float value : good.siren().theta()) {
      assertTrue(Float.isFinite(value));
    }
    assertEquals(
        outcome, TinyTraining.run(images, run, options), "the checkpoint can be gone on from");
  }

  @Test
  void aLastStepThatDivergesLeavesNoRound() {
    // One step: its own loss is fine, and the parameters that it ends with are met by no other.
    Outcome outcome =
        TinyTraining.run(images, run, "--outer-rate", "3e38", "--dense-steps", 1, "--rounds", 0);

    outcome.assertEnded(Main.FAILED, "diverged at step 1 ", "outer rate 3.0E38");
    assertFalse(Files.exists(run.resolve("round-00.safetensors")));
  }

  @Test
  void anEncodingThatDiverges() throws IOException {
    Path model = TinyModel.run(folder.resolve("model"));
    Path out = folder.resolve("new.inr");
    Path image = images.resolve("0.png");

    CommandLine.run("encode", image, "--model", model, "-o", out, "--rate", "1e30")
        .assertEnded(Main.FAILED, "0.png", "diverged at a rate of 1.0E30", "smaller rate");
    assertFalse(Files.exists(out));
  }
}
