package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writing that fails in the middle. No test can fill a disk politely; but the shell's limit on the
 * size of files makes the system refuse a write halfway, as a full disk does.
 */
class FullDiskIT {
  /** 4 or 8 KiB, as the shell counts: more than a log's line, less than what is written here. */
  private static final int BLOCKS = 8;

  @TempDir Path folder;
  private Path images;

  @BeforeEach
  void limits() throws Exception {
    assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "needs a POSIX shell");
    images = Pictures.folder(folder.resolve("img"), 6, 16);
    // Cut off, not killed: otherwise this machine's JVM or shell cannot show what is asked here.
    Path model = TinyModel.run(folder.resolve("probe"));
    small().run("inspect", model.resolve("round-00.safetensors")).assertDone();
  }

  private static Program small() {
    return Program.single().withFilesOfAtMost(BLOCKS);
  }

  private void assertRefused(Object[] command, Path file, Map<String, String> before)
      throws Exception {
    Outcome outcome = small().run(command);
    outcome.assertEnded(Main.WRONG_INPUT, "cannot write " + file, "choose");
    assertEquals(before, FileTree.of(folder), "nothing else, half or temporary");
  }

  @Test
  void aCheckpointThatDoesNotFit() throws Exception {
    Path whole = folder.resolve("whole");
    Path run = folder.resolve("run");
    Object[] wide = {"--threads", 1, "--width", 40, "--size", 16};
    Program.single().run(TinyTraining.command(images, whole, wide).toArray()).assertDone();
    Object[] train = TinyTraining.command(images, run, wide).toArray();

    Outcome outcome = small().run(train);

    String first = run.resolve("round-00.safetensors").toString();
    assertEquals(Main.WRONG_INPUT, outcome.code(), outcome::toString);
    List<String> said = outcome.messages();
    assertTrue(
        said.get(said.size() - 1).startsWith("metasparse: cannot write " + first), said::toString);
    assertEquals(
        List.of("", ".lock", "config.json", "log.jsonl"), List.copyOf(FileTree.of(run).keySet()));

    Program.single().run(train).assertDone();
    assertEquals(FileTree.checkpoints(whole), FileTree.checkpoints(run));
    assertEquals(lines(whole), lines(run));
  }

  /** Lines are appended: what is written of the last one stays, and must not confuse anybody. */
  @Test
  void aLogThatDoesNotFit() throws Exception {
    Path whole = folder.resolve("whole");
    Path run = folder.resolve("run");
    Object[] long_ = {
      "--threads", 1, "--width", 4, "--rounds", 9, "--round-steps", 10, "--prune", 0.1
    };
    Program.single().run(TinyTraining.command(images, whole, long_).toArray()).assertDone();
    assertTrue(Files.size(whole.resolve("log.jsonl")) > 9000, "the log is too short for this test");
    Object[] train = TinyTraining.command(images, run, long_).toArray();

    Outcome outcome = small().run(train);

    assertEquals(Main.WRONG_INPUT, outcome.code(), outcome::toString);
    assertTrue(outcome.err().contains("log.jsonl: cannot be written"), outcome::toString);
    assertTrue(Files.exists(run.resolve("round-01.safetensors")), "it stopped too early");

    Program.single().run(train).assertDone();
    assertEquals(FileTree.checkpoints(whole), FileTree.checkpoints(run));
    assertEquals(lines(whole), lines(run));
  }

  private static int lines(Path run) throws Exception {
    return Files.readAllLines(run.resolve("log.jsonl")).size();
  }

  @Test
  void anEncodedOrDecodedImageThatDoesNotFit() throws Exception {
    Path run = folder.resolve("run");
    Program.single()
        .run(
            TinyTraining.command(images, run, "--threads", 1, "--width", 60, "--rounds", 0)
                .toArray())
        .assertDone();
    Path image = images.resolve("0.png");
    Path inr = folder.resolve("0.inr");
    Object[] encode = {"encode", image, "--model", run, "-o", inr, "--steps", 1, "--threads", 1};
    assertRefused(encode, inr, FileTree.of(folder));
    Program.single().run(encode).assertDone();

    Path out = folder.resolve("0.png");
    Object[] decode = {"decode", inr, "-o", out, "--size", "200x200", "--threads", 1};
    assertRefused(decode, out, FileTree.of(folder));
    // What was there before stays.
    Files.copy(image, out);
    assertRefused(decode, out, FileTree.of(folder));
    Program.single().run(decode).assertDone();
    // Also the file that is encoded anew.
    assertRefused(encode, inr, FileTree.of(folder));
  }
}
