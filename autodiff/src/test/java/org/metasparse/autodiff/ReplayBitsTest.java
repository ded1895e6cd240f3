package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.autodiff.op.DenseLinear;
import org.metasparse.autodiff.op.Sine;
import org.metasparse.autodiff.op.Sum;
import org.metasparse.engine.Compute;

/**
 * One order of arithmetic: losses and gradients have the same bits on any kernels, in panels of any
 * width, on any number of threads; around every edge of lanes, panels, tiles and chunks.
 */
class ReplayBitsTest {
  private static final long SEED = 31;

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 127, 128, 129, 255, 256, 257, 4095, 4097, 5000})
  void theSameInEveryWay(int pixels) {
    EveryOperation network = EveryOperation.on(pixels, SEED);
    Job expected = network.job();
    double expectedLoss;
    try (Compute compute = Way.plain().start()) {
      expectedLoss = EveryOperation.run(network.replay(compute), expected);
    }
    assertTrue(expectedLoss > 0.01 && expectedLoss < 100, "loss " + expectedLoss);
    for (Way way : Way.others()) {
      String where = way + ", " + pixels + " pixels, seed " + SEED;
      Job job = network.job();
      try (Compute compute = way.start()) {
        Replay replay = network.replay(compute);
        Bits.same(expectedLoss, EveryOperation.run(replay, job), "loss of gradients, " + where);
        Bits.same(expected.gradient(), job.gradient(), "gradient, " + where);
        double[] losses = new double[1];
        replay.losses(List.of(job), losses);
        Bits.same(expectedLoss, losses[0], "loss of losses, " + where);
      }
    }
  }

  /** The chunks' gradients are summed by several tasks if there are more than 16 384 parameters. */
  @Test
  void aGradientThatIsSummedInRanges() {
    int width = 136;
    Layout layout =
        new Layout.Builder()
            .add("weight", Block.Kind.WEIGHT, width, width, null)
            .add("bias", Block.Kind.BIAS, width, 1, null)
            .build();
    Tape tape = new Tape();
    Node x = tape.input("x", width);
    Node z = tape.append(new DenseLinear(x, layout.block("weight"), layout.block("bias")));
    Node target = tape.append(new Sum(tape.append(new Sine(z, 1f))));
    float[] theta = Draw.floats(layout.size(), 0.2f, SEED);
    List<Job> jobs = List.of(job(layout, theta, 300), job(layout, theta, 700));
    double[] losses = new double[2];
    try (Compute compute = Way.plain().start()) {
      new Replay(tape, target, layout, compute).gradients(jobs, losses);
    }
    for (Way way : Way.others()) {
      List<Job> others = List.of(job(layout, theta, 300), job(layout, theta, 700));
      double[] otherLosses = new double[2];
      try (Compute compute = way.start()) {
        new Replay(tape, target, layout, compute).gradients(others, otherLosses);
      }
      Bits.same(losses, otherLosses, "losses, " + way);
      for (int i = 0; i < 2; i++) {
        Bits.same(jobs.get(i).gradient(), others.get(i).gradient(), "job " + i + ", " + way);
      }
    }
  }

  private static Job job(Layout layout, float[] theta, int pixels) {
    int rows = layout.block("weight").cols();
    Samples samples = Samples.of(rows, pixels, Draw.floats(rows * pixels, 1, pixels));
    return new Job(theta, List.of(samples), new float[layout.size()]);
  }
}
