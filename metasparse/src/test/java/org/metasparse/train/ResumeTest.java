package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.experiment.SmallRuns;
import org.metasparse.files.InputException;
import org.metasparse.files.JsonObject;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.meta.Learner;
import org.metasparse.siren.Way;

/**
 * A run that is stopped or killed anywhere, and resumed, ends with the bits of one that was not.
 */
class ResumeTest {
  private static final int TOTAL = 19;

  @TempDir Path temp;

  private RunFolder whole;
  private Checkpoint end;

  @BeforeEach
  void runThrough() {
    whole = open("whole");
    end = resume(whole, new Run.Listener() {}, 1e9);
  }

  private RunFolder open(String name) {
    return RunFolder.open(temp.resolve(name), SmallRuns.CONFIG.toJson());
  }

  private static Checkpoint resume(RunFolder folder, Run.Listener listener, double seconds) {
    return SmallRuns.train(
        SmallRuns.CONFIG, SmallRuns.HELD_OUT, Way.plain(), listener, folder, seconds);
  }

  /** A killed process, as the run sees it. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Run.Listener killAt(long at) {
    return new Run.Listener() {
      @Override
      public void step(int round, long step, Learner.Losses losses) {
        if (step == at) {
          throw new Killed();
        }
      }
    };
  }

  private static Run.Listener killAfterRound(int at) {
    return new Run.Listener() {
      @Override
      public void round(Checkpoint model, double psnr, double seconds) {
        if (model.round() == at) {
          throw new Killed();
        }
      }
    };
  }

  /** What the log says of each step and round, but for times and for means over broken spans. */
  private static List<List<Object>> log(RunFolder folder) {
    try {
      return Files.readAllLines(folder.path().resolve("log.jsonl")).stream()
          .map(line -> JsonObject.parse("log", line).values())
          .map(
              v ->
                  Arrays.asList(
                      v.get("step"),
                      v.get("round"),
                      v.get("weights"),
                      v.get("psnrSgd2"),
                      v.get("psnrAdam100")))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void checkEnd(RunFolder folder, Checkpoint last, String where) {
    SmallRuns.same(end, last, where);
    SmallRuns.sameFiles(whole, folder, where);
    assertEquals(log(whole), log(folder), where);
  }

  @Test
  void aFolderChangesNothing() {
    SmallRuns.same(SmallRuns.uninterrupted(), end, "with a folder");
    assertEquals(List.of(0, 1, 2, 3), whole.rounds());
    SmallRuns.same(end, CheckpointFile.read(whole.latest()), "latest");
    SmallRuns.same(end, CheckpointFile.read(whole.round(3)), "the last round");
    // Every step of 7 and of 4 has a line.
    assertEquals(TOTAL, log(whole).size());
  }

  @Test
  void stoppedAfterAnyStep() {
    for (int steps = 0; steps < TOTAL; steps++) {
      RunFolder folder = open("stopped-" + steps);
      Checkpoint stopped = resume(folder, SmallRuns.stopAfter(steps), 1e9);
      assertFalse(SmallRuns.CONFIG.finished(stopped), "stopped after " + steps);
      assertEquals(steps, stopped.adamSteps());
      SmallRuns.same(stopped, CheckpointFile.read(folder.latest()), "stopped after " + steps);
      checkEnd(folder, resume(folder, new Run.Listener() {}, 1e9), "stopped after " + steps);
    }
  }

  @Test
  void stoppedAgainAndAgain() {
    RunFolder folder = open("often");
    Checkpoint last = resume(folder, SmallRuns.stopAfter(3), 1e9);
    int runs = 1;
    while (!SmallRuns.CONFIG.finished(last)) {
      // Also a stop before the first step.
      last = resume(folder, SmallRuns.stopAfter(runs % 3), 1e9);
      runs++;
      assertTrue(runs < 100, "the run does not come to its end: step " + last.adamSteps());
    }
    assertTrue(runs > 10, runs + " runs");
    checkEnd(folder, last, "stopped often");
  }

  /** With a checkpoint after each step, and with none but after each round. */
  @Test
  void killedAtAnyStep() {
    for (double seconds : new double[] {0, 1e9}) {
      for (long step = 1; step <= TOTAL; step += 3) {
        String where = "killed at " + step + ", checkpoints every " + seconds + " s";
        RunFolder folder = open("killed-" + step + "-" + seconds);
        long at = step;
        assertThrows(Killed.class, () -> resume(folder, killAt(at), seconds), where);
        if (seconds == 0 && step > 1) {
          long saved = CheckpointFile.read(folder.latest()).adamSteps();
          assertEquals(step - 1, saved, where + ": only the step that was not finished is lost");
        }
        checkEnd(folder, resume(folder, new Run.Listener() {}, seconds), where);
      }
    }
  }

  /** The round's file is there, the pruned network not yet. */
  @Test
  void killedBetweenARoundAndItsPruning() {
    for (double seconds : new double[] {0, 1e9}) {
      for (int round = 0; round <= 3; round++) {
        String where = "killed after round " + round + ", checkpoints every " + seconds + " s";
        RunFolder folder = open("round-" + round + "-" + seconds);
        int at = round;
        assertThrows(Killed.class, () -> resume(folder, killAfterRound(at), seconds), where);
        checkEnd(folder, resume(folder, new Run.Listener() {}, seconds), where);
      }
    }
  }

  /** The round's last line is in the log, its file is not there. */
  @Test
  void killedBetweenARoundsLastLineAndItsFile() throws IOException {
    for (double seconds : new double[] {0, 1e9}) {
      for (int round = 0; round <= 3; round++) {
        String where = "no file of round " + round + ", checkpoints every " + seconds + " s";
        RunFolder folder = open("line-" + round + "-" + seconds);
        // A folder of this name stops the writing.
        Path obstacle = Files.createDirectory(folder.round(round));
        assertThrows(
            InputException.class, () -> resume(folder, new Run.Listener() {}, seconds), where);
        Files.delete(obstacle);
        assertEquals(7 + 4 * round, log(folder).size(), where);
        checkEnd(folder, resume(folder, new Run.Listener() {}, seconds), where);
      }
    }
  }

  /** As by a program that made a checkpoint after a round's last step, too. */
  @Test
  void aCheckpointOfAllStepsWithoutTheRoundsFile() throws IOException {
    RunFolder folder = open("all-steps");
    assertThrows(Killed.class, () -> resume(folder, killAfterRound(1), 1e9));
    Files.move(folder.round(1), folder.latest(), StandardCopyOption.REPLACE_EXISTING);
    assertEquals(7 + 4, log(folder).size());
    checkEnd(folder, resume(folder, new Run.Listener() {}, 1e9), "all steps");
  }

  /** Rounds without steps end where the ones before them ended. */
  @Test
  void roundsWithoutSteps() throws IOException {
    TrainConfig config = SmallRuns.config(1e-3, new TrainConfig.Schedule(3, 3, 0, 0.4));
    RunFolder whole = RunFolder.open(temp.resolve("steps"), config.toJson());
    train(config, whole);
    assertEquals(3 + 3, log(whole).size());
    for (int round = 0; round <= 3; round++) {
      RunFolder folder = RunFolder.open(temp.resolve("no-steps-" + round), config.toJson());
      Path obstacle = Files.createDirectory(folder.round(round));
      assertThrows(InputException.class, () -> train(config, folder));
      Files.delete(obstacle);
      train(config, folder);
      SmallRuns.sameFiles(whole, folder, "round " + round);
      assertEquals(log(whole), log(folder), "round " + round);
    }
  }

  private static void train(TrainConfig config, RunFolder folder) {
    SmallRuns.train(config, SmallRuns.HELD_OUT, Way.plain(), new Run.Listener() {}, folder, 0);
  }

  @Test
  void aFinishedRunHasNothingLeftToDo() throws IOException {
    byte[] before = Files.readAllBytes(whole.latest());
    Checkpoint again = resume(whole, killAt(0), 1e9);
    SmallRuns.same(end, again, "again");
    assertTrue(Arrays.equals(before, Files.readAllBytes(whole.latest())));
    assertEquals(TOTAL, log(whole).size());
  }

  @Test
  void aDamagedCheckpointIsRefused() throws IOException {
    byte[] latest = Files.readAllBytes(whole.latest());
    byte[] flipped = latest.clone();
    flipped[latest.length - 9] ^= 1;
    for (byte[] damaged : List.of(new byte[0], Arrays.copyOf(latest, latest.length / 2), flipped)) {
      Files.write(whole.latest(), damaged);
      String message =
          assertThrows(InputException.class, () -> resume(whole, new Run.Listener() {}, 1e9))
              .getMessage();
      assertTrue(message.startsWith(whole.latest().toString()), message);
      assertEquals(1, message.lines().count(), message);
    }
  }

  /** Somebody's checkpoint of another run under this run's name. */
  @Test
  void aCheckpointOfAnotherRunIsRefused() throws IOException {
    TrainConfig other = SmallRuns.config(2e-3, SmallRuns.CONFIG.schedule());
    RunFolder folder = RunFolder.open(temp.resolve("other"), other.toJson());
    Files.copy(whole.round(1), folder.latest());
    String message =
        assertThrows(
                InputException.class,
                () ->
                    SmallRuns.train(
                        other, List.of(), Way.plain(), new Run.Listener() {}, folder, 1e9))
            .getMessage();
    assertTrue(message.contains("is of a run of another configuration"), message);
  }
}
