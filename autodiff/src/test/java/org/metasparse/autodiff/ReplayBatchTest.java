package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Compute;

/** Jobs side by side give what each gives alone, whatever ran before on the same replay. */
class ReplayBatchTest {
  private static final int[] PIXELS = {700, 1, 256, 4097, 17};

  private record Outcome(double[] losses, List<Job> jobs) {}

  /** Jobs of different pixels and different parameters on one tape. */
  private static List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (int pixels : PIXELS) {
      Twin twin = EveryOperation.on(pixels, pixels).twin();
      float[] theta = EveryOperation.THETA.clone();
      theta[pixels % theta.length] += 0.1f;
      jobs.add(new Job(theta, twin.samples(), new float[EveryOperation.LAYOUT.size()]));
    }
    return jobs;
  }

  private static Outcome alone(Replay replay) {
    List<Job> jobs = jobs();
    double[] losses = new double[jobs.size()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = EveryOperation.run(replay, jobs.get(i));
    }
    return new Outcome(losses, jobs);
  }

  private static void same(Outcome expected, Outcome actual, String where) {
    Bits.same(expected.losses(), actual.losses(), "losses, " + where);
    for (int i = 0; i < PIXELS.length; i++) {
      Bits.same(
          expected.jobs().get(i).gradient(),
          actual.jobs().get(i).gradient(),
          PIXELS[i] + " pixels, " + where);
    }
  }

  @Test
  void aBatchIsItsJobs() {
    EveryOperation network = EveryOperation.on(1, 0);
    for (Way way : List.of(Way.plain(), Way.others().get(1))) {
      try (Compute compute = way.start()) {
        Outcome expected = alone(network.replay(compute));
        Replay replay = network.replay(compute);
        Outcome together = new Outcome(new double[PIXELS.length], jobs());
        replay.gradients(together.jobs(), together.losses());
        same(expected, together, "together, " + way);
        // Gradients left over from before must not enter.
        replay.gradients(together.jobs(), together.losses());
        same(expected, together, "once more into the same arrays, " + way);
        same(expected, alone(replay), "alone after a batch, " + way);
      }
    }
  }

  /** The last panel's idle pixels still hold what was there: times an adjoint of 0 a NaN is one. */
  @Test
  void aJobOfNansLeavesNothingBehind() {
    EveryOperation network = EveryOperation.on(17, 6);
    float[] nans = new float[3 * 128];
    Arrays.fill(nans, Float.NaN);
    List<Samples> inputs =
        List.of(Samples.of(2, 128, Arrays.copyOf(nans, 2 * 128)), Samples.of(3, 128, nans));
    Job wild = new Job(EveryOperation.THETA, inputs, new float[EveryOperation.LAYOUT.size()]);
    Job expected = network.job();
    for (Way way : Way.others()) {
      try (Compute compute = way.start()) {
        double loss = EveryOperation.run(network.replay(compute), expected);
        Replay replay = network.replay(compute);
        assertEquals(Double.NaN, EveryOperation.run(replay, wild));
        Job job = network.job();
        Bits.same(loss, EveryOperation.run(replay, job), "loss, " + way);
        Bits.same(expected.gradient(), job.gradient(), "gradient, " + way);
      }
    }
  }

  @Test
  void lossesNeedNoGradient() {
    EveryOperation network = EveryOperation.on(300, 5);
    try (Compute compute = Way.plain().start()) {
      Replay replay = network.replay(compute);
      double expected = EveryOperation.run(replay, network.job());
      Job bare = new Job(EveryOperation.THETA, network.twin().samples(), null);
      // Room for more losses than jobs: the others stay.
      double[] losses = {-1, -1};
      replay.losses(List.of(bare), losses);
      Bits.same(new double[] {expected, -1}, losses, "losses");
    }
  }

  @Test
  void noJobIsNoWork() {
    EveryOperation network = EveryOperation.on(1, 0);
    try (Compute compute = Way.plain().start()) {
      double[] losses = {7};
      network.replay(compute).gradients(List.of(), losses);
      assertEquals(7, losses[0]);
    }
  }
}
