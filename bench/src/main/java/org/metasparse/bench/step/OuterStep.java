package org.metasparse.bench.step;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.autodiff.Adam;
import org.metasparse.bench.Flops;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.meta.MetaLearner;
import org.metasparse.signal.Signal;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A step of the outer loop: three signals, two inner steps each, three gradients each on the way,
 * and one step of Adam. The exact rule takes two products with a Hessian for each signal besides.
 */
public class OuterStep extends StepBenchmark {
  private static final int SIGNALS = 3;
  private static final int INNER_STEPS = 2;

  /** So small that thousands of steps leave the network one. */
  private static final double RATE = 1e-6;

  /** How the meta-gradient is formed. */
  @Param({"multistep", "maml"})
  public String rule = MetaGradient.MULTISTEP.id();

  private List<Signal> signals;

  /** For JMH. */
  public OuterStep() {}

  @Override
  protected void prepare() {
    signals = new ArrayList<>();
    for (int i = 0; i < SIGNALS; i++) {
      signals.add(Network.signal(Network.SIDE, Network.SIDE, i + 1));
    }
  }

  @Override
  protected Step step(Compute on) {
    MetaConfig config = new MetaConfig(MetaGradient.of(rule), INNER_STEPS, RATE, RATE, SIGNALS);
    Adam adam = new Adam(siren.layout().size(), on.kernels());
    MetaLearner learner = new MetaLearner(config, siren, adam, new Rng(1), signals, on);
    return new Step() {
      @Override
      public void run() {
        learner.step();
      }

      @Override
      public float[] result() {
        return learner.theta();
      }
    };
  }

  /**
   * One outer step.
   *
   * @param flops counts
   */
  @Benchmark
  public void outerStep(Flops flops) {
    tested.run();
    long gradients = (long) SIGNALS * MetaGradient.of(rule).gradients(INNER_STEPS);
    flops.multiplyAdds(gradients * Network.stepMultiplyAdds(siren, signals.get(0)));
  }
}
