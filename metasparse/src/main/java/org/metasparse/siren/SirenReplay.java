package org.metasparse.siren;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Picked;
import org.metasparse.autodiff.Replay;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Signal;

/**
 * Losses and gradients of SIRENs of one shape and layout on signals. Not thread-safe: one caller at
 * a time.
 */
public final class SirenReplay {
  private final SirenShape shape;
  private final LatentCode code;
  private final LiveUnits live;
  private final Replay replay;
  private final Buffers plain;
  private final Buffers alive;

  /**
   * Records the network and prepares to run it.
   *
   * @param shape its shape
   * @param layout the layout of its parameters
   * @param compute kernels and threads
   */
  public SirenReplay(SirenShape shape, Layout layout, Compute compute) {
    this(shape, layout, compute, SirenTape::record);
  }

  private SirenReplay(
      SirenShape shape,
      Layout layout,
      Compute compute,
      BiFunction<SirenShape, Layout, SirenTape> record) {
    this.shape = shape;
    this.code = shape.code() > 0 ? new LatentCode(shape, layout) : null;
    Layout without = code == null ? layout : code.plainLayout();
    this.live = LiveUnits.of(without);
    this.plain = code == null ? null : new Buffers(without.size(), code::plain);
    this.alive = new Buffers(live.layout().size(), live.places()::gather);
    SirenTape recorded = record.apply(shape, live.layout());
    replay = new Replay(recorded.tape(), recorded.loss(), live.layout(), compute);
  }

  /**
   * The same where values count as what they are clamped to, as far as the gradient allows: a value
   * beyond a target at a bound of [0, 1] is no error.
   *
   * @param shape the network's shape
   * @param layout the layout of its parameters
   * @param compute kernels and threads
   * @return a replay whose losses and gradients are those of {@link
   *     org.metasparse.autodiff.op.MeanSquaredError} with the range [0, 1]
   */
  public static SirenReplay clamped(SirenShape shape, Layout layout, Compute compute) {
    return new SirenReplay(shape, layout, compute, SirenTape::recordClamped);
  }

  /** {@return the bytes of memory that each thread works in} */
  public long workspaceBytes() {
    return replay.workspaceBytes();
  }

  /**
   * The evaluation of a network on a signal.
   *
   * @param theta the parameters; read
   * @param signal what the network should give
   * @param gradient receives the gradient of the mean squared error; may be null where only the
   *     loss is wanted
   * @return a job for {@link #gradients} and {@link #losses}
   * @throws IllegalArgumentException if the signal has other axes or channels than the network
   */
  public Job job(float[] theta, Signal signal, float[] gradient) {
    if (signal.grid().rows() != shape.dimIn() || signal.channels() != shape.dimOut()) {
      throw new IllegalArgumentException(
          signal.name()
              + " has "
              + signal.grid().rows()
              + " axes and "
              + signal.channels()
              + " channels; the network is "
              + shape);
    }
    return new Job(theta, List.of(signal.grid(), signal.samples()), gradient);
  }

  /**
   * The evaluation of a network on some random points of a signal, whose mean squared error stands
   * for that of all.
   *
   * @param theta the parameters; read
   * @param signal what the network should give
   * @param gradient receives the gradient of the mean squared error
   * @param samples how many points to draw; all of them if 0, or if the signal has no more
   * @param rng draws the points
   * @return a job for {@link #gradients}
   * @throws IllegalArgumentException if the signal has other axes or channels than the network
   */
  public Job job(float[] theta, Signal signal, float[] gradient, int samples, Rng rng) {
    Job whole = job(theta, signal, gradient);
    int count = signal.grid().count();
    if (samples == 0 || samples >= count) {
      return whole;
    }
    int[] points = Picked.draw(samples, count, rng);
    return new Job(
        theta,
        List.of(new Picked(signal.grid(), points), new Picked(signal.samples(), points)),
        gradient);
  }

  /**
   * Losses and gradients of several jobs side by side.
   *
   * @param jobs what to evaluate
   * @param losses receives the mean squared error of each
   */
  public void gradients(List<Job> jobs, double[] losses) {
    List<Job> without = withoutCode(jobs);
    List<Job> parts = parts(without);
    replay.gradients(parts, losses);
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      float[] gradient = without.get(i).gradient();
      if (parts != without) {
        Arrays.fill(gradient, 0f);
        live.places().scatter(parts.get(i).gradient(), gradient);
      }
      if (code != null) {
        code.gradient(job.theta(), gradient, job.gradient());
      }
    }
  }

  /**
   * Losses alone.
   *
   * @param jobs what to evaluate
   * @param losses receives the mean squared error of each
   */
  public void losses(List<Job> jobs, double[] losses) {
    replay.losses(parts(withoutCode(jobs)), losses);
  }

  /**
   * The loss of a single job.
   *
   * @param job what to evaluate
   * @return its mean squared error
   */
  public double loss(Job job) {
    double[] loss = new double[1];
    losses(List.of(job), loss);
    return loss[0];
  }

  /** The jobs for the network without its code; the very jobs where there is none. */
  private List<Job> withoutCode(List<Job> jobs) {
    return plain == null ? jobs : plain.of(jobs);
  }

  /** The jobs for the live units alone; the very jobs where all live. */
  private List<Job> parts(List<Job> jobs) {
    return live.places().all() ? jobs : alive.of(jobs);
  }

  /** Jobs for another network, which stand for given ones: with its parameters and gradients. */
  private static final class Buffers {
    private final int size;
    private final BiConsumer<float[], float[]> make;
    // Kept from call to call: a fit's steps differ in the parameters' values alone.
    private final List<Job> others = new ArrayList<>();

    /**
     * @param size the other network's parameters
     * @param make makes them, its second argument, of a job's
     */
    Buffers(int size, BiConsumer<float[], float[]> make) {
      this.size = size;
      this.make = make;
    }

    /** Jobs with other parameters, which are made of those of the given ones. */
    List<Job> of(List<Job> jobs) {
      for (int i = 0; i < jobs.size(); i++) {
        Job job = jobs.get(i);
        if (others.size() <= i) {
          others.add(new Job(new float[size], job.inputs(), new float[size]));
        } else if (others.get(i).inputs() != job.inputs()) {
          Job before = others.get(i);
          others.set(i, new Job(before.theta(), job.inputs(), before.gradient()));
        }
        make.accept(job.theta(), others.get(i).theta());
      }
      return jobs.size() == others.size() ? others : others.subList(0, jobs.size());
    }
  }
}
