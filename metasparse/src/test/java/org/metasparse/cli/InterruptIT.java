package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.format.CheckpointFile;

/** A training that is stopped goes on to the bits of one that was not. */
class InterruptIT {
  private static final int SIGINT_CODE = 130;
  private static final int SIGTERM_CODE = 143;

  @TempDir static Path folder;
  private static Path images;
  private static Map<String, String> uninterrupted;

  @BeforeAll
  static void reference() throws Exception {
    assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "needs POSIX signals");
    images = Pictures.folder(folder.resolve("img"), 6, 16);
    Path run = folder.resolve("reference");
    Program.single().run(train(run)).assertDone();
    uninterrupted = FileTree.checkpoints(run);
    assertEquals(4, uninterrupted.size(), uninterrupted::toString);
  }

  /** Long enough that there is time to stop it: a second or more after the first lines of log. */
  private static Object[] train(Path run, Object... options) {
    Object[] numbers = {"--size", 16, "--width", 20, "--dense-steps", 250, "--round-steps", 20};
    Object[] all = Stream.concat(Stream.of(numbers), Stream.of(options)).toArray();
    return TinyTraining.command(images, run, all).toArray();
  }

  /** Waits until a file of a running training is there. */
  private static void await(Program.Running running, Path file) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(file)) {
      if (System.nanoTime() > end || !running.process().isAlive()) {
        fail(file + " did not come: " + running.end());
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  /** Waits until a running program has said something. */
  private static void awaitText(Program.Running running, String text) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!Files.readString(running.err()).contains(text)) {
      assertTrue(
          System.nanoTime() < end && running.process().isAlive(),
          "it did not say: " + text + "; it said: " + Files.readString(running.err()));
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** The folder holds a checkpoint in the middle of the dense round; resumed, the run is whole. */
  private static void assertResumes(Path run, Object... options) throws Exception {
    Path latest = run.resolve("latest.safetensors");
    long step = CheckpointFile.read(latest).step();
    assertTrue(0 < step && step < 250, "stopped at step " + step + ", not in the middle");
    assertFalse(Files.exists(run.resolve("round-00.safetensors")));

    Outcome resumed = Program.single().run(train(run, options)).assertDone();

    assertTrue(resumed.out().startsWith(run + ": finished; "), resumed::out);
    assertEquals(uninterrupted, FileTree.checkpoints(run));
  }

  private static void assumeSignalsArrive() throws IOException {
    // A shell starts jobs in the background deaf to SIGINT, and the deafness is inherited.
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("SigIgn:")) {
          long ignored = Long.parseUnsignedLong(line.substring(7).strip(), 16);
          assumeTrue((ignored & 1 << 1) == 0, "SIGINT is ignored here");
        }
      }
    }
  }

  @Test
  void byCtrlC() throws Exception {
    assumeSignalsArrive();
    Path run = folder.resolve("int");
    Program.Running running = Program.plain().start(train(run));
    await(running, run.resolve("log.jsonl"));
    ProcessHandle inner = running.process().children().findFirst().orElseThrow();

    // A terminal sends it to both: the program and the one that it restarted as.
    Program.Running.signal("INT", inner);
    Program.Running.signal("INT", running.process().toHandle());
    Outcome outcome = running.end();

    assertFalse(inner.isAlive(), "it returned to the prompt too early");
    assertEquals(SIGINT_CODE, outcome.code(), outcome::toString);
    assertTellsTwice(outcome);
    assertResumes(run);
  }

  /** While a picture is being fitted that would take half a minute. */
  @Test
  void atOnceBySecondCtrlC() throws Exception {
    assumeSignalsArrive();
    Path two = Pictures.folder(folder.resolve("two"), 1, 16);
    Pictures.colour(two.resolve("large.png"), 1024, 1024, 7);
    Path out = folder.resolve("encoded");
    Program.Running running =
        Program.plain().start("encode", two, "-o", out, "--effort", "best", "--bits", "16");
    await(running, out.resolve("0.inr"));
    ProcessHandle inner = running.process().children().findFirst().orElseThrow();
    List<ProcessHandle> both = List.of(inner, running.process().toHandle());

    for (ProcessHandle process : both) {
      Program.Running.signal("INT", process);
    }
    awaitText(running, "ending with what is running");
    assertTrue(inner.isAlive(), "it ended at the first");
    for (ProcessHandle process : both) {
      Program.Running.signal("INT", process);
    }

    assertTrue(running.process().waitFor(30, TimeUnit.SECONDS), "it did not end");
    Outcome outcome = running.end();
    assertEquals(SIGINT_CODE, outcome.code(), outcome::toString);
    assertFalse(inner.isAlive(), "it ended before the process that it started");
    assertFalse(Files.exists(out.resolve("large.inr")), "it was waited for");
  }

  @Test
  void byATermSignalToTheOuterProcess() throws Exception {
    Path run = folder.resolve("term");
    Program.Running running = Program.plain().start(train(run));
    await(running, run.resolve("log.jsonl"));
    ProcessHandle inner = running.process().children().findFirst().orElseThrow();

    Program.Running.signal("TERM", running.process().toHandle());
    Outcome outcome = running.end();

    assertFalse(inner.isAlive(), "it ended before the process that it started");
    assertEquals(SIGTERM_CODE, outcome.code(), outcome::toString);
    assertTellsTwice(outcome);
    assertResumes(run);
  }

  /** At once that it ends, and then where it did. */
  private static void assertTellsTwice(Outcome outcome) {
    assertEquals(2, outcome.messages().size(), outcome::err);
    String first = outcome.messages().get(0);
    assertEquals("metasparse: ending with what is running; to end now: Ctrl-C again", first);
    String last = outcome.messages().get(1);
    assertTrue(last.matches("metasparse: stopped in round 0 at step \\d+; .*"), last);
  }

  @Test
  void byAKillSignal() throws Exception {
    Path run = folder.resolve("kill");
    Object[] often = {"--checkpoint-seconds", 0.02};
    Program.Running running = Program.single().start(train(run, often));
    await(running, run.resolve("latest.safetensors"));

    Program.Running.signal("KILL", running.process().toHandle());
    running.end();

    assertResumes(run, often);
  }

  @Test
  void whenTheOuterProcessWasKilled() throws Exception {
    Path run = folder.resolve("orphan");
    Program.Running running = Program.plain().start(train(run, "--dense-steps", 1_000_000));
    await(running, run.resolve("config.json"));
    ProcessHandle inner = running.process().children().findFirst().orElseThrow();
    try {
      Program.Running.signal("KILL", running.process().toHandle());
      running.process().waitFor();

      // Its end cannot be seen everywhere: in a container nobody may collect dead orphans.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (!Files.readString(running.err()).contains("metasparse: stopped in round 0 at step")) {
        assertTrue(System.nanoTime() < end, "it computes on: " + running.err());
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertEquals(0, CheckpointFile.read(run.resolve("latest.safetensors")).round());
    } finally {
      inner.destroyForcibly();
      running.end();
    }
  }
}
