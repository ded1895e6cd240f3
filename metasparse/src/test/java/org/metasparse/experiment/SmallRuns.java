package org.metasparse.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.metasparse.engine.Compute;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.Preparation;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Way;
import org.metasparse.testing.Configs;
import org.metasparse.train.MetaSparse;
import org.metasparse.train.Run;
import org.metasparse.train.RunFolder;
import org.metasparse.train.TrainConfig;

/** Runs of a few steps and rounds on a few small pictures. */
public final class SmallRuns {
  public static final List<Signal> TRAIN = Pictures.rgb(4, 8);
  public static final List<Signal> HELD_OUT = List.of(Pictures.of(8, 8, 3, 77));

  /** 7 steps, then 3 rounds of 4: 19 in all. */
  public static final TrainConfig CONFIG = config(1e-3, new TrainConfig.Schedule(7, 3, 4, 0.4));

  private SmallRuns() {}

  public static TrainConfig config(double outerRate, TrainConfig.Schedule schedule) {
    return Configs.of(
        Preparation.square(8),
        new SirenShape(2, 10, 2, 3, 30f),
        new MetaConfig(MetaGradient.MULTISTEP, 2, 0.01, outerRate, 2),
        schedule,
        5);
  }

  /** Stops a run after so many steps; never if negative. */
  public static Run.Listener stopAfter(int steps) {
    return new Run.Listener() {
      private int left = steps;

      @Override
      public boolean stop() {
        return left-- == 0;
      }
    };
  }

  /** Trains in a folder, without a pause between checkpoints, or with an endless one. */
  public static Checkpoint train(
      TrainConfig config,
      List<Signal> heldOut,
      Way way,
      Run.Listener listener,
      RunFolder folder,
      double checkpointSeconds) {
    try (Compute compute = way.start()) {
      return new Run(config, TRAIN, heldOut, compute, listener, folder, checkpointSeconds).run();
    }
  }

  /** Trains in memory. */
  public static Checkpoint train(TrainConfig config, Way way, MetaSparse.Listener listener) {
    try (Compute compute = way.start()) {
      return new MetaSparse(config, TRAIN, compute, listener).run();
    }
  }

  /** A run from beginning to end, in memory. */
  public static Checkpoint uninterrupted() {
    return train(CONFIG, Way.plain(), new MetaSparse.Listener() {});
  }

  public static void same(Checkpoint expected, Checkpoint actual, String where) {
    assertEquals(expected.siren().layout(), actual.siren().layout(), where);
    Bits.same(expected.siren().theta(), actual.siren().theta(), "theta, " + where);
    Bits.same(expected.firstMoment(), actual.firstMoment(), "m, " + where);
    Bits.same(expected.secondMoment(), actual.secondMoment(), "v, " + where);
    assertEquals(expected.adamSteps(), actual.adamSteps(), where);
    assertEquals(expected.rngState(), actual.rngState(), where);
    assertEquals(expected.round(), actual.round(), where);
    assertEquals(expected.step(), actual.step(), where);
    assertEquals(expected.configuration(), actual.configuration(), where);
    assertEquals(expected.siren().moves(), actual.siren().moves(), where);
    assertEquals(expected.own() == null, actual.own() == null, where);
    if (expected.own() != null) {
      assertArrayEquals(expected.own().steps(), actual.own().steps(), where);
      for (int i = 0; i < expected.own().signals(); i++) {
        Bits.same(expected.own().values()[i], actual.own().values()[i], "own, " + where);
        Bits.same(expected.own().m()[i], actual.own().m()[i], "own m, " + where);
        Bits.same(expected.own().v()[i], actual.own().v()[i], "own v, " + where);
      }
    }
  }

  /** The final state in a folder and each round's file are those of another folder. */
  public static void sameFiles(RunFolder expected, RunFolder actual, String where) {
    assertEquals(expected.rounds(), actual.rounds(), where);
    for (int round : expected.rounds()) {
      same(
          CheckpointFile.read(expected.round(round)),
          CheckpointFile.read(actual.round(round)),
          "round " + round + ", " + where);
    }
    same(
        CheckpointFile.read(expected.latest()),
        CheckpointFile.read(actual.latest()),
        "latest, " + where);
  }
}
