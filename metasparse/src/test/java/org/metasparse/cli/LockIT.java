package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.files.JsonLines;
import org.metasparse.files.JsonObject;

/** Two processes that train, or encode, into one folder. */
class LockIT {
  @TempDir Path folder;

  @Test
  void theSecondIsRefusedUntilTheFirstIsDead() throws Exception {
    Path images = Pictures.folder(folder.resolve("img"), 6, 16);
    Path run = folder.resolve("run");
    Object[] endless =
        TinyTraining.command(
                images,
                run,
                "--threads",
                1,
                "--dense-steps",
                10_000_000,
                "--checkpoint-seconds",
                "1e-9")
            .toArray();
    Program.Running first = Program.single().start(endless);
    try {
      awaitFile(first, run.resolve("latest.safetensors"));

      Outcome second = Program.single().run(endless);

      second.assertEnded(
          Main.WRONG_INPUT, run + ": another training is writing into it", "another --out");
      assertTrue(first.process().isAlive());
      // Models may be read all the while.
      Program.single().run("inspect", run.resolve("latest.safetensors")).assertDone();
    } finally {
      first.process().destroyForcibly();
      first.end();
    }

    // The dead hold no locks, though their file is still there.
    assertTrue(Files.exists(run.resolve(".lock")));
    Program.Running third = Program.single().start(endless);
    try {
      Path latest = run.resolve("latest.safetensors");
      Object before = Files.getLastModifiedTime(latest);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (before.equals(Files.getLastModifiedTime(latest))) {
        assertTrue(third.process().isAlive() && System.nanoTime() < end, "it does not go on");
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } finally {
      third.process().destroyForcibly();
      assertEquals("", third.end().out());
    }
  }

  /** Issue 16: both did all the work, and their lines made the manifest no JSON. */
  @Test
  void theSecondEncodingIsRefusedAndTheFirstGoesOnUndisturbed() throws Exception {
    Path images = Pictures.folder(folder.resolve("img"), 16, 40);
    Path model = TinyModel.run(folder.resolve("model"));
    Path out = folder.resolve("out");
    Path manifest = out.resolve("manifest.jsonl");
    Object[] encode = {
      "encode", images, "--model", model, "-o", out, "--steps", 3000, "--threads", 1
    };
    Program.Running first = Program.single().start(encode);
    try {
      awaitFile(first, manifest);
      for (int i = 0; i < 2; i++) {
        Program.single()
            .run(encode)
            .assertEnded(
                Main.WRONG_INPUT, manifest + ": another process is writing it", "another --out");
      }
      assertTrue(first.process().isAlive(), "it ended too early for this test");
      // Another shard's manifest is another file.
      Object[] shard = Arrays.copyOf(encode, encode.length + 2);
      shard[encode.length] = "--shard";
      shard[encode.length + 1] = "15/16";
      Program.single().run(shard).assertDone();
    } finally {
      first.end().assertDone();
    }

    List<JsonObject> lines = new JsonLines(manifest).read();
    assertEquals(17, lines.size());
    String again = Program.single().run(encode).assertDone().out();
    assertTrue(again.contains("encoded 0, skipped 16, failed 0"), again);
  }

  private static void awaitFile(Program.Running running, Path file) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(file)) {
      if (System.nanoTime() > end || !running.process().isAlive()) {
        fail(file + " did not come");
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
