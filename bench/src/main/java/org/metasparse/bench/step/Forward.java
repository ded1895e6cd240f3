package org.metasparse.bench.step;

import java.util.List;
import org.metasparse.autodiff.Evaluation;
import org.metasparse.bench.Flops;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Signal;
import org.metasparse.siren.SirenTape;
import org.openjdk.jmh.annotations.Benchmark;

/** A network's values at all pixels: what decoding is. */
public class Forward extends StepBenchmark {
  private Signal signal;

  /** For JMH. */
  public Forward() {}

  @Override
  protected void prepare() {
    signal = Network.signal(Network.SIDE, Network.SIDE, 1);
  }

  @Override
  protected Step step(Compute on) {
    SirenTape recorded = SirenTape.record(siren.shape(), siren.layout());
    Evaluation evaluation = new Evaluation(recorded.tape(), recorded.output(), on);
    int points = signal.grid().count();
    float[] values = new float[recorded.output().rows() * points];
    return new Step() {
      @Override
      public void run() {
        evaluation.run(siren.theta(), List.of(signal.grid()), this::take);
      }

      private void take(int first, int n, float[] from, int offset, int ld) {
        for (int c = 0; c < recorded.output().rows(); c++) {
          System.arraycopy(from, offset + c * ld, values, c * points + first, n);
        }
      }

      @Override
      public float[] result() {
        return values;
      }
    };
  }

  /**
   * All values.
   *
   * @param flops counts
   */
  @Benchmark
  public void values(Flops flops) {
    tested.run();
    flops.multiplyAdds(Network.forwardMultiplyAdds(siren, signal));
  }
}
