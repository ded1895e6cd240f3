package org.metasparse.bench;

import java.util.List;
import java.util.Map;
import org.metasparse.autodiff.Adam;
import org.metasparse.autodiff.Job;
import org.metasparse.bench.KernelClock.Entry;
import org.metasparse.bench.KernelClock.Spent;
import org.metasparse.bench.step.Network;
import org.metasparse.engine.Compute;
import org.metasparse.engine.KernelSelection;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Workers;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/** Steps of one fit, gradient and Adam, with a stopwatch on every kernel and without. */
final class ClockedStep implements AutoCloseable {
  /** So small that some hundred steps leave the network what it is. */
  private static final double RATE = 1e-7;

  private final Siren siren;
  private final Signal signal = Network.signal(Network.SIDE, Network.SIDE, 1);
  private final int threads;
  private final KernelClock clock;
  private final Compute compute;
  private final Runnable clocked;
  private final Runnable bare;
  private double best = Double.POSITIVE_INFINITY;
  private double bestBare = Double.POSITIVE_INFINITY;
  private Map<Entry, Spent> spent;

  /**
   * Prepares steps and checks the gradient.
   *
   * @throws IllegalStateException if its bits are not those of the scalar kernels
   */
  ClockedStep(String name, Siren siren, int threads) {
    this.siren = siren;
    this.threads = threads;
    Kernels kernels = KernelSelection.of("simd").kernels();
    clock = new KernelClock(kernels);
    compute = new Compute(clock, new Workers(threads));
    Compute scalar = new Compute(KernelSelection.of("scalar").kernels(), compute.workers());
    Bits.same("gradient of " + name, gradient(scalar), gradient(compute));
    clocked = step(compute);
    bare = step(new Compute(kernels, compute.workers()));
  }

  private float[] gradient(Compute on) {
    SirenReplay replay = new SirenReplay(siren.shape(), siren.layout(), on);
    float[] gradient = new float[siren.layout().size()];
    replay.gradients(List.of(replay.job(siren.theta(), signal, gradient)), new double[1]);
    return gradient;
  }

  private Runnable step(Compute on) {
    SirenReplay replay = new SirenReplay(siren.shape(), siren.layout(), on);
    float[] theta = siren.theta().clone();
    float[] gradient = new float[theta.length];
    Adam adam = new Adam(theta.length, on.kernels());
    List<Job> jobs = List.of(replay.job(theta, signal, gradient));
    double[] loss = new double[1];
    return () -> {
      replay.gradients(jobs, loss);
      adam.step(RATE, gradient, theta);
    };
  }

  /** Runs steps of both kinds for the compiler's sake. */
  void warmUp(double seconds) {
    long end = System.nanoTime() + (long) (1e9 * seconds);
    while (System.nanoTime() < end) {
      clocked.run();
      bare.run();
    }
  }

  /** Takes one step of each kind; what the fastest so far did is kept. */
  void time() {
    clock.reset();
    long start = System.nanoTime();
    clocked.run();
    double seconds = 1e-9 * (System.nanoTime() - start);
    if (seconds < best) {
      best = seconds;
      spent = clock.spent();
    }
    start = System.nanoTime();
    bare.run();
    bestBare = Math.min(bestBare, 1e-9 * (System.nanoTime() - start));
  }

  /** What the kernels did in the fastest step. */
  Map<Entry, Spent> spent() {
    return spent;
  }

  /** Seconds of the fastest step, times the threads. */
  double threadSeconds() {
    return threads * best;
  }

  /** What of that no kernel ran in. */
  double between() {
    return threadSeconds() - spent.values().stream().mapToDouble(Spent::seconds).sum();
  }

  /** The fastest step with stopwatches over the fastest without. */
  double overhead() {
    return best / bestBare;
  }

  /** Useful multiply-adds of a step. */
  long multiplyAdds() {
    return Network.stepMultiplyAdds(siren, signal);
  }

  @Override
  public void close() {
    compute.close();
  }
}
