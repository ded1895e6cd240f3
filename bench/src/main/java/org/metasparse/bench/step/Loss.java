package org.metasparse.bench.step;

import java.util.List;
import org.metasparse.autodiff.Job;
import org.metasparse.bench.Flops;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Signal;
import org.metasparse.siren.SirenReplay;
import org.openjdk.jmh.annotations.Benchmark;

/** The mean squared error of a network on a signal, without its gradient. */
public class Loss extends StepBenchmark {
  private Signal signal;

  /** For JMH. */
  public Loss() {}

  @Override
  protected void prepare() {
    signal = Network.signal(Network.SIDE, Network.SIDE, 1);
  }

  @Override
  protected Step step(Compute on) {
    SirenReplay replay = new SirenReplay(siren.shape(), siren.layout(), on);
    List<Job> jobs = List.of(replay.job(siren.theta(), signal, null));
    double[] loss = new double[1];
    return new Step() {
      @Override
      public void run() {
        replay.losses(jobs, loss);
      }

      @Override
      public float[] result() {
        return new float[] {(float) loss[0]};
      }
    };
  }

  /**
   * Forward only.
   *
   * @param flops counts
   */
  @Benchmark
  public void loss(Flops flops) {
    tested.run();
    flops.multiplyAdds(Network.forwardMultiplyAdds(siren, signal));
  }
}
