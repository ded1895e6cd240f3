package org.metasparse.bench.step;

import java.util.List;
import org.metasparse.autodiff.Job;
import org.metasparse.bench.Flops;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Signal;
import org.metasparse.siren.SirenReplay;
import org.openjdk.jmh.annotations.Benchmark;

/** Forward and backward: the loss of a network on a signal and its gradient. */
public class Gradient extends StepBenchmark {
  /** Height and width of the picture. */
  public int side = Network.SIDE;

  private Signal signal;
  private long workspaceBytes;

  /** For JMH. */
  public Gradient() {}

  @Override
  protected void prepare() {
    signal = Network.signal(side, side, 1);
  }

  @Override
  protected Step step(Compute on) {
    SirenReplay replay = new SirenReplay(siren.shape(), siren.layout(), on);
    workspaceBytes = replay.workspaceBytes();
    float[] gradient = new float[siren.layout().size()];
    List<Job> jobs = List.of(replay.job(siren.theta(), signal, gradient));
    double[] loss = new double[1];
    return new Step() {
      @Override
      public void run() {
        replay.gradients(jobs, loss);
      }

      @Override
      public float[] result() {
        return gradient;
      }
    };
  }

  /** {@return the bytes that each thread works in} */
  public long workspaceBytes() {
    return workspaceBytes;
  }

  /** {@return the multiply-adds of a call} */
  public long multiplyAdds() {
    return Network.stepMultiplyAdds(siren, signal);
  }

  /**
   * Forward and backward.
   *
   * @param flops counts
   */
  @Benchmark
  public void gradient(Flops flops) {
    tested.run();
    flops.multiplyAdds(multiplyAdds());
  }
}
