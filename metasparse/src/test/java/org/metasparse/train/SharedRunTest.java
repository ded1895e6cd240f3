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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metasparse.engine.Rng;
import org.metasparse.experiment.SmallRuns;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.siren.LatentCode;
import org.metasparse.siren.Moves;
import org.metasparse.siren.Siren;
import org.metasparse.siren.Way;

/** Runs whose rounds take from what moves. */
class SharedRunTest {
  private static final TrainConfig CONFIG = SmallRuns.CONFIG.with(Settings.MOVES, true);

  @TempDir Path temp;

  /** A latent code is what moves, and what rounds take from. */
  private static final TrainConfig CODED = SmallRuns.CONFIG.with(Settings.CODE, 12);

  private RunFolder open(TrainConfig config, String name) {
    return RunFolder.open(temp.resolve(name), config.toJson());
  }

  private static Checkpoint run(TrainConfig config, RunFolder folder, int steps) {
    return SmallRuns.train(
        config, SmallRuns.HELD_OUT, Way.plain(), SmallRuns.stopAfter(steps), folder, 0);
  }

  /** All weights stay; what moves shrinks by the fraction, each a part of what moved before. */
  @Test
  void roundsTakeFromWhatMoves() {
    RunFolder folder = open(CONFIG, "run");
    run(CONFIG, folder, -1);
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

  /** The first round gives the dense network a code; the next ones take from that. */
  @Test
  void roundsTakeFromACode() {
    RunFolder folder = open(CODED, "run");
    run(CODED, folder, -1);
    Siren dense = CheckpointFile.read(folder.round(0)).siren();
    assertEquals(0, dense.shape().code());
    int moved = 12;
    for (int round = 1; round <= 3; round++) {
      Siren siren = CheckpointFile.read(folder.round(round)).siren();
      assertEquals(12, siren.shape().code());
      assertEquals(dense.layout().weights(), siren.layout().weights());
      assertEquals(moved, siren.moves().places().length);
      int code = siren.layout().block("code").offset();
      assertTrue(siren.moves().places()[0] >= code, "the code alone moves");
      moved -= (int) Math.floor(0.4 * moved);
    }
    Siren first = CheckpointFile.read(folder.round(1)).siren();
    Siren start = LatentCode.give(dense, 12, new Rng(CODED.seed()).split(2));
    int map = start.layout().block("map.0").offset();
    assertTrue(first.theta()[map] != start.theta()[map], "maps are learned");
  }

  /** What signals have of their own is kept with the state, so that a run goes on to its bits. */
  @ParameterizedTest
  @MethodSource("configs")
  void stoppedAnywhere(TrainConfig config) {
    RunFolder whole = open(config, "whole");
    Checkpoint end = run(config, whole, -1);
    assertNull(CheckpointFile.read(whole.latest()).own());
    for (int steps = 5; steps < 19; steps++) {
      RunFolder folder = open(config, "stopped-" + steps);
      Checkpoint stopped = run(config, folder, steps);
      Checkpoint latest = CheckpointFile.read(folder.latest());
      SmallRuns.same(stopped, latest, "stopped after " + steps);
      if (stopped.round() > 0) {
        assertNotNull(latest.own());
      }
      SmallRuns.same(end, run(config, folder, -1), "after " + steps);
      SmallRuns.sameFiles(whole, folder, "after " + steps);
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void theSameBitsByAnyWay(TrainConfig config) {
    Checkpoint expected = SmallRuns.train(config, Way.plain(), new MetaSparse.Listener() {});
    for (Way way : Way.others()) {
      SmallRuns.same(
          expected, SmallRuns.train(config, way, new MetaSparse.Listener() {}), way.toString());
    }
  }

  private static List<TrainConfig> configs() {
    return List.of(CONFIG, CODED);
  }
}
