package org.metasparse.bench.step;

import java.util.List;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Sgd;
import org.metasparse.bench.Flops;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Signal;
import org.metasparse.siren.SirenReplay;
import org.openjdk.jmh.annotations.Benchmark;

/** A step of the inner loop: the gradient, then plain gradient descent along it. */
public class InnerStep extends StepBenchmark {
  /** So small that thousands of steps leave the network one. */
  private static final float RATE = 1e-6f;

  private Signal signal;

  /** For JMH. */
  public InnerStep() {}

  @Override
  protected void prepare() {
    signal = Network.signal(Network.SIDE, Network.SIDE, 1);
  }

  @Override
  protected Step step(Compute on) {
    SirenReplay replay = new SirenReplay(siren.shape(), siren.layout(), on);
    Sgd sgd = new Sgd(on.kernels());
    float[] theta = siren.theta().clone();
    float[] gradient = new float[theta.length];
    List<Job> jobs = List.of(replay.job(theta, signal, gradient));
    double[] loss = new double[1];
    return new Step() {
      @Override
      public void run() {
        replay.gradients(jobs, loss);
        sgd.step(RATE, gradient, theta);
      }

      @Override
      public float[] result() {
        return theta;
      }
    };
  }

  /**
   * One inner step.
   *
   * @param flops counts
   */
  @Benchmark
  public void innerStep(Flops flops) {
    tested.run();
    flops.multiplyAdds(Network.stepMultiplyAdds(siren, signal));
  }
}
