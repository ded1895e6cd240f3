package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.experiment.SmallRuns;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.meta.DivergedException;
import org.metasparse.meta.Learner;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Way;

/**
 * Algorithm 1 from beginning to end: rounds, survivors, what it tells, and what changes nothing.
 */
class MetaSparseTest {
  /** Notes what it is told. */
  private static final class Notes implements MetaSparse.Listener {
    private final List<String> steps = new ArrayList<>();
    private final List<Checkpoint> rounds = new ArrayList<>();

    @Override
    public void step(int round, long step, Learner.Losses losses, Supplier<Checkpoint> state) {
      steps.add(round + ":" + step);
      assertTrue(losses.inner() > 0 && losses.outer() > 0, "step " + step);
      assertEquals(step, state.get().step());
    }

    @Override
    public void round(Checkpoint state) {
      rounds.add(state);
    }
  }

  @Test
  void roundsOfPruningAndRetraining() {
    Notes notes = new Notes();
    Checkpoint last = SmallRuns.train(SmallRuns.CONFIG, Way.plain(), notes);
    assertEquals(
        List.of(
            "0:1", "0:2", "0:3", "0:4", "0:5", "0:6", "0:7", "1:1", "1:2", "1:3", "1:4", "2:1",
            "2:2", "2:3", "2:4", "3:1", "3:2", "3:3", "3:4"),
        notes.steps);
    // 2 x 10 + 10 x 10 + 10 x 3 weights; 40 % of 150, of 90 and of 54 go, rounded down.
    assertEquals(
        List.of(150, 90, 54, 33),
        notes.rounds.stream().map(c -> c.siren().layout().weights()).toList());
    assertEquals(List.of(0, 1, 2, 3), notes.rounds.stream().map(Checkpoint::round).toList());
    assertEquals(19, last.adamSteps(), "one Adam for the whole run");
    assertTrue(SmallRuns.CONFIG.finished(last));
    assertFalse(SmallRuns.CONFIG.finished(notes.rounds.get(2)));
    SmallRuns.same(notes.rounds.get(3), last, "the last round is the result");
  }

  /** What survives a pruning keeps value and moments: no rewinding, no fresh Adam. */
  @Test
  void survivorsKeepValuesAndMoments() {
    // Rounds without any step after pruning show what pruning alone does.
    TrainConfig config = SmallRuns.config(1e-3, new TrainConfig.Schedule(7, 2, 0, 0.4));
    Notes notes = new Notes();
    SmallRuns.train(config, Way.plain(), notes);
    Checkpoint dense = notes.rounds.get(0);
    Checkpoint pruned = notes.rounds.get(2);
    assertEquals(54, pruned.siren().layout().weights());
    assertEquals(dense.adamSteps(), pruned.adamSteps());
    assertEquals(dense.rngState(), pruned.rngState());
    int from = 0;
    for (int i = 0; i < pruned.siren().theta().length; i++) {
      // Survivors stand in the old order, each with its own moments.
      while (dense.siren().theta()[from] != pruned.siren().theta()[i]) {
        from++;
      }
      assertEquals(dense.firstMoment()[from], pruned.firstMoment()[i], "m of " + from);
      assertEquals(dense.secondMoment()[from], pruned.secondMoment()[i], "v of " + from);
      from++;
    }
  }

  @Test
  void theSameBitsInEveryWay() {
    Checkpoint expected = SmallRuns.uninterrupted();
    for (Way way : Way.others()) {
      SmallRuns.same(
          expected,
          SmallRuns.train(SmallRuns.CONFIG, way, new MetaSparse.Listener() {}),
          way.toString());
    }
  }

  @Test
  void evaluationDoesNotChangeTheResult(@TempDir Path temp) {
    List<Double> psnrs = new ArrayList<>();
    List<String> measured = new ArrayList<>();
    Run.Listener notes =
        new Run.Listener() {
          @Override
          public void measuring(int round, long step) {
            measured.add(round + " at " + step);
          }

          @Override
          public void round(Checkpoint model, double psnr, double seconds) {
            psnrs.add(psnr);
          }
        };
    for (List<Signal> heldOut : List.of(SmallRuns.HELD_OUT, List.<Signal>of())) {
      Path path = temp.resolve("run" + heldOut.size());
      RunFolder folder = RunFolder.open(path, SmallRuns.CONFIG.toJson());
      Checkpoint end = SmallRuns.train(SmallRuns.CONFIG, heldOut, Way.plain(), notes, folder, 1e9);
      SmallRuns.same(SmallRuns.uninterrupted(), end, "with evaluation");
    }
    assertTrue(psnrs.subList(0, 4).stream().allMatch(p -> p > 0 && p < 60), psnrs.toString());
    assertEquals(List.of("0 at 7", "1 at 11", "2 at 15", "3 at 19"), measured.subList(0, 4));
    assertTrue(psnrs.subList(4, 8).stream().allMatch(p -> Double.isNaN(p)), "nothing held out");
  }

  @Test
  void theSeedDecides() {
    TrainConfig other = SmallRuns.CONFIG.with(Settings.SEED, 6L);
    Checkpoint six = SmallRuns.train(other, Way.plain(), new MetaSparse.Listener() {});
    Checkpoint five = SmallRuns.uninterrupted();
    assertTrue(six.rngState() != five.rngState());
    assertThrows(
        AssertionError.class,
        () -> Bits.same(five.siren().theta(), six.siren().theta(), "another seed"));
  }

  /** A step that is far too large: the run ends, and its last good state stays on the disk. */
  @Test
  void divergence(@TempDir Path temp) {
    TrainConfig config = SmallRuns.config(1e10, new TrainConfig.Schedule(7, 1, 4, 0.4));
    DivergedException thrown =
        assertThrows(
            DivergedException.class,
            () -> SmallRuns.train(config, Way.plain(), new MetaSparse.Listener() {}));
    assertEquals(
        "training diverged at step 2 (round 0): the loss became NaN with inner rate 0.01 and outer"
            + " rate 1.0E10; try a tenth of one of them",
        thrown.getMessage());

    RunFolder folder = RunFolder.open(temp.resolve("run"), config.toJson());
    String message =
        assertThrows(
                DivergedException.class,
                () ->
                    SmallRuns.train(
                        config, List.of(), Way.plain(), new Run.Listener() {}, folder, 0))
            .getMessage();
    assertTrue(message.endsWith("; the last good checkpoint is " + folder.latest()), message);
    assertTrue(Files.exists(folder.latest()));
    for (float x : CheckpointFile.read(folder.latest()).siren().theta()) {
      assertTrue(Float.isFinite(x));
    }
    assertEquals(List.of(), folder.rounds());
  }
}
