package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.experiment.SmallRuns;
import org.metasparse.fit.Fit;
import org.metasparse.fit.FitListener;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.format.Checkpoint;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenReplay;
import org.metasparse.siren.Way;

/** Learning from a part of the points at a time. */
class SampledTrainingTest {
  @TempDir Path temp;

  private static TrainConfig config(int samples) {
    return SmallRuns.CONFIG.with(Settings.SAMPLES, samples);
  }

  private static Checkpoint run(int samples, Way way) {
    return SmallRuns.train(config(samples), way, new MetaSparse.Listener() {});
  }

  @Test
  void theSameBitsOnAnyNumberOfThreadsAndOthersThanOfAllPoints() {
    Checkpoint one = run(20, Way.plain());
    for (Way way : Way.others()) {
      SmallRuns.same(one, run(20, way), way.toString());
    }
    assertFalse(Arrays.equals(one.siren().theta(), run(21, Way.plain()).siren().theta()));
    assertFalse(Arrays.equals(one.siren().theta(), run(0, Way.plain()).siren().theta()));
  }

  @Test
  void asManySamplesAsPointsAreAllPoints() {
    // The batches differ, as a number is drawn for the points: the gradients are looked at alone.
    Siren siren = SirenInit.random(SmallRuns.CONFIG.shape(), new Rng(2));
    try (Compute compute = Way.plain().start()) {
      Fitter fitter = new Fitter(siren, compute);
      Protocol all = Protocol.SGD2;
      Fit whole = fitter.fit(SmallRuns.HELD_OUT.get(0), all);
      Fit sampled = fitter.fit(SmallRuns.HELD_OUT.get(0), all.withSamples(64));
      Bits.same(whole.theta(), sampled.theta(), "64 of 64 points");
    }
  }

  @Test
  void aStoppedRunResumesToTheSameBits() {
    TrainConfig config = config(13);
    Checkpoint end = run(13, Way.plain());
    for (int stop : new int[] {1, 3, 8}) {
      RunFolder folder = RunFolder.open(temp.resolve("run" + stop), config.toJson());
      SmallRuns.train(config, List.of(), Way.plain(), SmallRuns.stopAfter(stop), folder, 1e9);
      Checkpoint resumed =
          SmallRuns.train(config, List.of(), Way.plain(), new Run.Listener() {}, folder, 1e9);
      SmallRuns.same(end, resumed, "stopped after " + stop);
    }
  }

  @Test
  void aFitOfSomePointsIsJudgedByAllAndTheSameWhateverIsBeside() {
    Siren siren = SirenInit.random(SmallRuns.CONFIG.shape(), new Rng(2));
    Protocol protocol = new Protocol(Protocol.Optimiser.ADAM, 30, 1e-3, 10);
    try (Compute compute = Way.plain().start()) {
      Fitter fitter = new Fitter(siren, compute);
      Fit alone = fitter.fit(SmallRuns.HELD_OUT.get(0), protocol);
      List<Fit> beside =
          fitter.fit(
              List.of(SmallRuns.TRAIN.get(0), SmallRuns.HELD_OUT.get(0)),
              protocol,
              FitListener.NONE);
      Bits.same(alone.theta(), beside.get(1).theta(), "beside another");
      double[] all = new double[1];
      SirenReplay replay = new SirenReplay(siren.shape(), siren.layout(), compute);
      replay.losses(List.of(replay.job(alone.theta(), SmallRuns.HELD_OUT.get(0), null)), all);
      assertEquals(all[0], alone.mse());
      assertTrue(alone.losses()[0] != alone.losses()[1]);
    }
  }

  @Test
  void olderConfigurationsHaveNoSuchKey() {
    assertFalse(config(0).toJson().containsKey("samples"));
    assertFalse(config(0).toJson().containsKey("kind"));
    assertEquals(13, config(13).toJson().get("samples"));
  }
}
