package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.engine.Rng;
import org.metasparse.files.JsonObject;
import org.metasparse.format.CheckpointFile;

/**
 * A training is killed at random moments, some of them while it writes, and the same command goes
 * on each time: in the end all is as if nothing had happened. {@code -Pendurance} kills 200 times.
 */
class KillIT {
  private static final int KILLS = Integer.getInteger("metasparse.test.kills", 5);

  /** A checkpoint after each step; one now and then; none but between rounds. */
  private static final String[] CHECKPOINT_SECONDS = {"1e-9", "0.05", "60"};

  @TempDir Path folder;
  private Path images;

  private Object[] train(Path run, String checkpointSeconds) {
    return TinyTraining.command(
            images,
            run,
            "--size",
            16,
            "--width",
            16,
            "--dense-steps",
            60,
            "--round-steps",
            20,
            "--rounds",
            3,
            "--val",
            images,
            "--val-limit",
            2,
            "--threads",
            1,
            "--checkpoint-seconds",
            checkpointSeconds)
        .toArray();
  }

  /** A single process that is quick to start: here it is not the computing that counts. */
  private static Program program() {
    return Program.plain()
        .with("-Dmetasparse.kernels=scalar", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
  }

  @Test
  void killedAtRandomMoments(TestReporter reporter) throws Exception {
    images = Pictures.folder(folder.resolve("img"), 6, 16);
    Path whole = folder.resolve("whole");
    long started = System.nanoTime();
    program().run(train(whole, "60")).assertDone();
    long span = System.nanoTime() - started;
    long seed = Long.getLong("metasparse.test.seed", System.nanoTime());
    reporter.publishEntry(
        Map.of("seed", Long.toString(seed), "milliseconds", Long.toString(span / 1_000_000)));
    Rng random = new Rng(seed);

    int kills = 0;
    int runs = 0;
    while (kills < KILLS) {
      Path run = folder.resolve("run-" + runs++);
      kills += killAgainAndAgain(run, KILLS - kills, span, random);
      String where = "seed " + seed + ", run " + runs + ", killed " + kills + " times by now";
      assertEquals(FileTree.checkpoints(whole), FileTree.checkpoints(run), where);
      assertEquals(FileTree.of(whole).keySet(), FileTree.of(run).keySet(), where);
      assertEquals(log(whole), log(run), where);
      deleteAll(run);
    }
    reporter.publishEntry("runs", Integer.toString(runs));
  }

  /** Brings a run to its end; returns how often it was killed on the way. */
  private int killAgainAndAgain(Path run, int most, long span, Rng random) throws Exception {
    int kills = 0;
    while (true) {
      String seconds = CHECKPOINT_SECONDS[random.nextInt(CHECKPOINT_SECONDS.length)];
      Program.Running running = program().start(train(run, seconds));
      long moment = (long) (random.nextFloat() * span);
      boolean ended = kills == most || running.process().waitFor(moment, TimeUnit.NANOSECONDS);
      if (!ended) {
        running.process().destroyForcibly();
        kills++;
      }
      Outcome outcome = running.end();
      if (outcome.code() == Main.DONE) {
        return kills;
      }
      assertTrue(!ended, outcome::toString);
      assertEquals(List.of(), unusual(outcome), outcome::toString);
      assertWhole(run);
    }
  }

  /** What a killed program said besides its progress: nothing. */
  private static List<String> unusual(Outcome outcome) {
    return outcome.messages().stream().filter(line -> line.startsWith("metasparse: ")).toList();
  }

  /** Whatever has its final name is complete. */
  private static void assertWhole(Path run) throws IOException {
    if (!Files.exists(run)) {
      return;
    }
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".safetensors")) {
          CheckpointFile.read(file);
        } else if (name.endsWith(".json")) {
          JsonObject.parse(name, Files.readString(file));
        }
      }
    }
  }

  /** The lines of the log but for times, and for means over what was left of an interval. */
  private static List<Map<String, Object>> log(Path run) throws IOException {
    List<Map<String, Object>> lines = new ArrayList<>();
    double before = 0;
    for (String line : Files.readAllLines(run.resolve("log.jsonl"))) {
      JsonObject entry = JsonObject.parse("log.jsonl", line);
      assertTrue(before <= entry.getDouble("seconds"), line);
      before = entry.getDouble("seconds");
      Map<String, Object> kept = new LinkedHashMap<>(entry.values());
      kept.keySet().removeAll(List.of("seconds", "innerLoss", "outerLoss"));
      lines.add(kept);
    }
    return lines;
  }

  private static void deleteAll(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(run);
  }
}
