package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The encoding of a folder that is stopped goes on to the files of one that was not. */
class EncodeInterruptIT {
  private static final int COUNT = 30;
  private static final int SIGTERM_CODE = 143;

  @TempDir static Path folder;
  private static Path images;
  private static Path model;
  private static Map<String, String> uninterrupted;

  @BeforeAll
  static void reference() throws Exception {
    assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "needs POSIX signals");
    images = Pictures.folder(folder.resolve("img"), COUNT, 40);
    model = TinyModel.run(folder.resolve("model"));
    Path out = folder.resolve("reference");
    Program.single().run(encode(out)).assertDone();
    uninterrupted = encodings(out);
    assertEquals(COUNT, uninterrupted.size());
  }

  /** Long enough that there is time to stop it after the first line about a file. */
  private static Object[] encode(Path out) {
    return new Object[] {"encode", images, "--model", model, "-o", out, "--steps", 300};
  }

  private static Map<String, String> encodings(Path out) throws IOException {
    Map<String, String> tree = FileTree.of(out);
    tree.keySet().removeIf(name -> !name.endsWith(".inr"));
    return tree;
  }

  private static long lines(Path out) throws IOException {
    Path manifest = out.resolve("manifest.jsonl");
    return Files.exists(manifest) ? Files.readString(manifest).lines().count() : 0;
  }

  /** Starts it and waits until the first files are done. */
  private static Program.Running started(Program program, Path out) throws Exception {
    Program.Running running = program.start(encode(out));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (lines(out) < 3) {
      if (System.nanoTime() > end || !running.process().isAlive()) {
        fail("no file came: " + running.end());
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return running;
  }

  private static void assertResumes(Path out) throws Exception {
    long done = lines(out) - 1;
    assertTrue(2 <= done && done < COUNT, done + " files were done, not some");

    String told = Program.single().run(encode(out)).assertDone().out();

    assertTrue(told.contains("encoded " + (COUNT - done) + ", skipped " + done + ","), told);
    assertEquals(uninterrupted, encodings(out));
  }

  @Test
  void byATermSignal() throws Exception {
    Path out = folder.resolve("term");
    Program.Running running = started(Program.plain(), out);
    ProcessHandle inner = running.process().children().findFirst().orElseThrow();

    Program.Running.signal("TERM", running.process().toHandle());
    Outcome outcome = running.end();

    assertFalse(inner.isAlive(), "it ended before the process that it started");
    assertEquals(SIGTERM_CODE, outcome.code(), outcome::toString);
    long done = lines(out) - 1;
    assertEquals(done, encodings(out).size(), "every file that was written is in the manifest");
    String message = outcome.messages().get(outcome.messages().size() - 1);
    assertEquals(
        "metasparse: stopped: encoded "
            + done
            + ", skipped 0, failed 0, left "
            + (COUNT - done)
            + "; the same command goes on from there",
        message);
    assertResumes(out);
  }

  @Test
  void byAKillSignal() throws Exception {
    Path out = folder.resolve("kill");
    Program.Running running = started(Program.single(), out);

    Program.Running.signal("KILL", running.process().toHandle());
    running.end();

    assertResumes(out);
  }
}
