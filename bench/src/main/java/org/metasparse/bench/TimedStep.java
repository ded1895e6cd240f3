package org.metasparse.bench;

import java.util.List;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Replay;
import org.metasparse.engine.Compute;
import org.metasparse.engine.KernelSelection;
import org.metasparse.engine.Workers;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenTape;

/** The gradient of one network on one signal, ready to be computed again and again. */
final class TimedStep implements Runnable, AutoCloseable {
  private final Compute compute;
  private final Replay replay;
  private final List<Job> jobs;
  private final double[] loss = new double[1];
  private final float[] gradient;

  TimedStep(Siren siren, Signal signal, String kernels, int threads) {
    compute = new Compute(KernelSelection.of(kernels).kernels(), new Workers(threads));
    SirenTape recorded = SirenTape.record(siren.shape(), siren.layout());
    replay = new Replay(recorded.tape(), recorded.loss(), siren.layout(), compute);
    gradient = new float[siren.layout().size()];
    jobs = List.of(new Job(siren.theta(), List.of(signal.grid(), signal.samples()), gradient));
  }

  /** Refuses a network whose gradient has other bits on the scalar kernels. */
  static void check(Siren siren, Signal signal, int threads) {
    try (TimedStep simd = new TimedStep(siren, signal, "simd", threads);
        TimedStep scalar = new TimedStep(siren, signal, "scalar", 2)) {
      simd.run();
      scalar.run();
      Bits.same("step at density " + siren.layout().density(), scalar.gradient, simd.gradient);
    }
  }

  @Override
  public void run() {
    replay.gradients(jobs, loss);
  }

  long workspaceBytes() {
    return replay.workspaceBytes();
  }

  @Override
  public void close() {
    compute.close();
  }
}
