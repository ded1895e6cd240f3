package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.experiment.SmallRuns;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.siren.Moves;
import org.metasparse.siren.Way;

/** Runs whose rounds take from what moves. */
class SharedRunTest {
  private static final TrainConfig CONFIG = SmallRuns.CONFIG.with(Settings.MOVES, true);

  @TempDir Path temp;

  private RunFolder open(String name) {
    return RunFolder.open(temp.resolve(name), CONFIG.toJson());
  }

  private static Checkpoint run(RunFolder folder, int steps) {
    return SmallRuns.train(
        CONFIG, SmallRuns.HELD_OUT, Way.plain(), SmallRuns.stopAfter(steps), folder, 0);
  }

  /** All weights stay; what moves shrinks by the fraction, each a part of what moved before. */
  @Test
  void roundsTakeFromWhatMoves() {
    RunFolder folder = open("run");
    run(folder, -1);
    Checkpoint dense = CheckpointFile.read(folder.round(0));
    int moved = dense.siren().theta().length;
    int biases = moved - dense.siren().layout().weights();
    assertTrue(dense.siren().moves().all());
    int[] before = IntStream.range(0, moved).toArray();
    for (int round = 1; round <= 3; round++) {
      Checkpoint model = CheckpointFile.read(folder.round(round));
      assertEquals(dense.siren().layout(), model.siren().layout());
      assertNull(model.own(), "a model without what only going on needs");
      moved -= (int) Math.floor(0.4 * (moved - biases));
      Moves moves = model.siren().moves();
      assertEquals(moved, moves.places().length);
      List<Integer> all = new ArrayList<>(Arrays.stream(before).boxed().toList());
      assertTrue(all.containsAll(Arrays.stream(moves.places()).boxed().toList()));
      before = moves.places();
      assertTrue(model.fitRate() > 0);
    }
  }

  /** What signals have of their own is kept with the state, so that a run goes on to its bits. */
  @Test
  void stoppedAnywhere() {
    RunFolder whole = open("whole");
    Checkpoint end = run(whole, -1);
    assertNull(CheckpointFile.read(whole.latest()).own());
    for (int steps = 5; steps < 19; steps++) {
      RunFolder folder = open("stopped-" + steps);
      Checkpoint stopped = run(folder, steps);
      Checkpoint latest = CheckpointFile.read(folder.latest());
      SmallRuns.same(stopped, latest, "stopped after " + steps);
      if (stopped.round() > 0) {
        assertNotNull(latest.own());
      }
      SmallRuns.same(end, run(folder, -1), "after " + steps);
      SmallRuns.sameFiles(whole, folder, "after " + steps);
    }
  }

  @Test
  void theSameBitsByAnyWay() {
    Checkpoint expected = SmallRuns.train(CONFIG, Way.plain(), new MetaSparse.Listener() {});
    for (Way way : Way.others()) {
      SmallRuns.same(
          expected, SmallRuns.train(CONFIG, way, new MetaSparse.Listener() {}), way.toString());
    }
  }
}
