package org.metasparse.bench.step;

import java.util.concurrent.TimeUnit;
import org.metasparse.bench.Bits;
import org.metasparse.engine.Compute;
import org.metasparse.engine.KernelSelection;
import org.metasparse.engine.Workers;
import org.metasparse.siren.Siren;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the benchmarks of steps have in common: a network, kernels, threads, and the check against
 * the scalar kernels that comes before any timing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public abstract class StepBenchmark implements Runnable {
  /** Something that is done over and over, and what it gives. */
  protected interface Step {
    /** Does it once. */
    void run();

    /**
     * {@return what the runs so far have led to, all of it that must have the same bits on all
     * kernels}
     */
    float[] result();
  }

  /** The fraction of weights that are left. */
  @Param({"1", "0.41", "0.168", "0.086", "0.044", "0.0115"})
  public double density;

  /** Features of a sine layer. */
  @Param({"256", "128", "64"})
  public int width;

  /** Threads, the caller included. */
  @Param({"1", "2"})
  public int threads;

  /** Which kernels are measured. */
  @Param("simd")
  public String kernels;

  /** The network. */
  protected Siren siren;

  /** What is timed. */
  protected Step tested;

  private Compute compute;

  /** For JMH. */
  protected StepBenchmark() {}

  /** Builds the network, checks the step and makes the one that is timed. */
  @Setup
  public void setUp() {
    siren = Network.siren(width, density);
    prepare();
    compute = compute(kernels);
    tested = step(compute);
    tested.run();
    try (Compute scalar = compute("scalar")) {
      Step twin = step(scalar);
      twin.run();
      Bits.same(getClass().getSimpleName() + " of " + kernels, twin.result(), tested.result());
    }
  }

  private Compute compute(String mode) {
    return new Compute(KernelSelection.of(mode).kernels(), new Workers(threads));
  }

  /** Does once what is timed. */
  @Override
  public final void run() {
    tested.run();
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    compute.close();
  }

  /** Makes what all steps read: signals. */
  protected abstract void prepare();

  /**
   * Makes a step that starts from the network.
   *
   * @param on kernels and threads
   * @return a step with arrays of its own
   */
  protected abstract Step step(Compute on);
}
