package org.metasparse.siren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metasparse.autodiff.Adam;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Evaluation;
import org.metasparse.autodiff.HessianProduct;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Replay;
import org.metasparse.autodiff.Sgd;
import org.metasparse.engine.Compute;
import org.metasparse.meta.MetaGradient;

/**
 * Forward pass, gradients, inner loop, meta-gradients and Adam against another library's double
 * precision.
 *
 * <p>The points are random, not on a grid, so the steps are taken here, with the program's own
 * replay, optimisers and weights of the rule; MetaLearnerTest checks that the learner does the same
 * on grids.
 */
class GoldenTest {
  /**
   * The networks, and how far off each kind of tensor may be, relative to its largest element (a
   * loss relative to itself): two to four times what was measured.
   *
   * <p>Why it is more than the 6e-8 of one rounding: each sine layer multiplies the rounding of its
   * argument by omega, and its cosine, which the gradient takes, errs as much as its sine. A
   * gradient after two steps has in it the error of two gradients. The adapted parameters are off
   * by the step's part alone, 0.01 of a gradient, which is much for the small weights of omega 200.
   */
  enum Network {
    // Output, loss, gradient, adapted, fomaml, multistep, exact, losses of Adam; measured:
    // 1.0e-6, 4.0e-8, 1.3e-6, 8.8e-8, 1.7e-6, 8.4e-7, 1.1e-6, 7.8e-7.
    OMEGA_30(30, 2.5e-6, 1.5e-7, 3e-6, 2.5e-7, 5e-6, 2e-6, 3e-6, 2e-6),
    // 4.2e-6, 1.3e-7, 5.9e-6, 1.5e-6, 1.7e-5, 1.1e-5, 9.2e-6, 6.3e-7.
    OMEGA_200(200, 1e-5, 4e-7, 1.5e-5, 4e-6, 5e-5, 3e-5, 3e-5, 2e-6);

    private final Golden golden;
    private final double output;
    private final double loss;
    private final double gradient;
    private final double adapted;
    private final double fomaml;
    private final double multistep;
    private final double exact;
    private final double adam;

    Network(
        int omega,
        double output,
        double loss,
        double gradient,
        double adapted,
        double fomaml,
        double multistep,
        double exact,
        double adam) {
      golden = Golden.of(omega);
      this.output = output;
      this.loss = loss;
      this.gradient = gradient;
      this.adapted = adapted;
      this.fomaml = fomaml;
      this.multistep = multistep;
      this.exact = exact;
      this.adam = adam;
    }

    /** Checks an array of the layout against {@code scale} times the golden one, by tensors. */
    void close(String prefix, double scale, float[] actual, double tolerance) {
      double[] expected = golden.parameters(prefix);
      for (Block block : golden.layout().blocks()) {
        int from = block.offset();
        int to = from + block.size();
        double error =
            PlainSiren.error(
                Arrays.stream(expected, from, to).map(x -> x * scale).toArray(),
                Arrays.copyOfRange(actual, from, to));
        assertTrue(
            error <= tolerance, () -> this + ", " + prefix + block.name() + " is off by " + error);
      }
    }

    void close(String name, double actual) {
      double expected = golden.number(name);
      assertEquals(expected, actual, loss * expected, this + ", " + name);
    }

    Replay replay(Compute compute) {
      SirenTape recorded = SirenTape.record(golden.shape(), golden.layout());
      return new Replay(recorded.tape(), recorded.loss(), golden.layout(), compute);
    }

    Job job() {
      return new Job(golden.theta(), golden.samples(), new float[golden.layout().size()]);
    }
  }

  private static double gradients(Replay replay, Job job) {
    double[] losses = new double[1];
    replay.gradients(List.of(job), losses);
    return losses[0];
  }

  @ParameterizedTest
  @EnumSource
  void output(Network network) {
    Golden golden = network.golden;
    SirenTape recorded = SirenTape.record(golden.shape(), golden.layout());
    try (Compute compute = Compute.start(1)) {
      float[] output =
          new Evaluation(recorded.tape(), recorded.output(), compute)
              .run(golden.theta(), golden.samples());
      double error = PlainSiren.error(golden.byFeature("output", 3), output);
      assertTrue(error <= network.output, () -> network + ", output is off by " + error);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lossAndGradient(Network network) {
    try (Compute compute = Compute.start(1)) {
      Job job = network.job();
      network.close("loss", gradients(network.replay(compute), job));
      network.close("gradient.", 1, job.gradient(), network.gradient);
    }
  }

  @ParameterizedTest
  @EnumSource
  void innerLoopAndMetaGradients(Network network) {
    Golden golden = network.golden;
    int steps = (int) golden.metadata("inner_steps");
    float[] weights = MetaGradient.MULTISTEP.weights(steps);
    float[] multistep = new float[golden.layout().size()];
    try (Compute compute = Compute.start(1)) {
      Replay replay = network.replay(compute);
      Sgd sgd = new Sgd(compute.kernels());
      Job job = network.job();
      for (int k = 0; k < steps; k++) {
        network.close("inner.loss." + k, gradients(replay, job));
        compute.kernels().axpy(multistep.length, weights[k], job.gradient(), 0, multistep, 0);
        sgd.step((float) golden.metadata("alpha"), job.gradient(), job.theta());
      }
      network.close("inner.after2.", 1, job.theta(), network.adapted);
      network.close("outer.loss", gradients(replay, job));
      network.close("meta.fomaml.", 1, job.gradient(), network.fomaml);
      // The golden one is the sum of the gradients, ours is their mean.
      compute.kernels().axpy(multistep.length, weights[steps], job.gradient(), 0, multistep, 0);
      network.close("meta.multistep_sum.", 1.0 / (steps + 1), multistep, network.multistep);
    }
  }

  /** Second-order MAML: the last gradient taken back by products with the Hessians of the way. */
  @ParameterizedTest
  @EnumSource
  void exactMetaGradient(Network network) {
    Golden golden = network.golden;
    int steps = (int) golden.metadata("inner_steps");
    float alpha = (float) golden.metadata("alpha");
    List<float[]> way = new ArrayList<>();
    try (Compute compute = Compute.start(1)) {
      Replay replay = network.replay(compute);
      Sgd sgd = new Sgd(compute.kernels());
      Job job = network.job();
      for (int k = 0; k < steps; k++) {
        way.add(job.theta().clone());
        gradients(replay, job);
        sgd.step(alpha, job.gradient(), job.theta());
      }
      gradients(replay, job);
      SirenTape recorded = SirenTape.record(golden.shape(), golden.layout());
      HessianProduct hessian =
          new HessianProduct(recorded.tape(), recorded.loss(), golden.layout(), compute);
      float[] u = job.gradient();
      float[] product = new float[u.length];
      for (int k = steps - 1; k >= 0; k--) {
        hessian.products(
            List.of(new HessianProduct.Request(way.get(k), golden.samples(), u, product)));
        sgd.step(alpha, product, u);
      }
      network.close("meta.exact.", 1, u, network.exact);
    }
  }

  @ParameterizedTest
  @EnumSource
  void twentyStepsOfAdam(Network network) {
    Golden golden = network.golden;
    double[] expected = golden.doubles("adam.losses");
    assertEquals(21, expected.length);
    try (Compute compute = Compute.start(1)) {
      Replay replay = network.replay(compute);
      Job job = network.job();
      Adam adam = new Adam(job.theta().length, compute.kernels());
      for (int k = 0; k < expected.length; k++) {
        double tolerance = network.adam * expected[k];
        assertEquals(expected[k], gradients(replay, job), tolerance, network + ", step " + k);
        adam.step(golden.metadata("adam_lr"), job.gradient(), job.theta());
      }
    }
  }
}
