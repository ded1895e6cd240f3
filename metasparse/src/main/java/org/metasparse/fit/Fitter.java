package org.metasparse.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Optimiser;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/**
 * Fits signals from one initial network. Each signal has its own parameters and moments; pruned
 * weights do not exist and stay away. A fit has the same bits whichever signals are fitted beside
 * it.
 *
 * <p>Not thread-safe, as it keeps its memory between calls: one caller at a time. Fitters of one
 * network may run side by side; {@link Codec} has entrances that are thread-safe.
 */
public final class Fitter {
  /** Signals fitted side by side, so that small ones keep all threads busy. */
  private static final int GROUP_PIXELS = 8192;

  private static final long POINTS_SEED = 1;

  private final Siren initial;
  private final Compute compute;
  private final SirenReplay replay;

  /** What efforts minimise; protocols keep the paper's error. Null until it is needed. */
  private SirenReplay clamped;

  /**
   * Prepares to fit.
   *
   * @param initial where every fit starts; not changed
   * @param compute kernels and threads
   */
  public Fitter(Siren initial, Compute compute) {
    this.initial = initial;
    this.compute = compute;
    this.replay = new SirenReplay(initial.shape(), initial.layout(), compute);
  }

  /**
   * Fits one signal.
   *
   * @param signal what to fit
   * @param fitting how
   * @return the fitted parameters and the errors on the way
   */
  public Fit fit(Signal signal, Fitting fitting) {
    return fit(signal, fitting, FitListener.NONE);
  }

  /**
   * Fits one signal.
   *
   * @param signal what to fit
   * @param fitting how
   * @param progress told how far it is
   * @return the fitted parameters and the errors on the way
   */
  public Fit fit(Signal signal, Fitting fitting, FitListener progress) {
    if (fitting instanceof Effort effort) {
      return effortFit(signal, effort, progress, false).run();
    }
    return fit(List.of(signal), fitting, progress).get(0);
  }

  /**
   * The same where what is told of the fit only guides what follows: of a large signal an effort's
   * last error is then that of {@link Effort#part} only.
   */
  Fit beginning(Signal signal, Fitting fitting, FitListener progress) {
    return fitting instanceof Effort effort
        ? effortFit(signal, effort, progress, true).run()
        : fit(signal, fitting, progress);
  }

  private EffortFit effortFit(Signal signal, Effort effort, FitListener progress, boolean roughly) {
    if (clamped == null) {
      clamped = SirenReplay.clamped(initial.shape(), initial.layout(), compute);
    }
    return new EffortFit(
        initial, signal, effort, compute, clamped, progress, System::nanoTime, roughly);
  }

  /**
   * Fits several signals, those by a protocol in groups, those by an effort one by one.
   *
   * @param signals what to fit
   * @param fitting how
   * @param progress told how far they are; steps count up to {@code signals.size() *
   *     fitting.steps()}
   * @return one fit for each signal, in order
   */
  public List<Fit> fit(List<Signal> signals, Fitting fitting, FitListener progress) {
    if (fitting instanceof Protocol protocol) {
      return fitAll(signals, protocol, progress);
    }
    List<Fit> fits = new ArrayList<>();
    for (Signal signal : signals) {
      int before = fits.size() * fitting.steps();
      fits.add(fit(signal, fitting, (n, mse) -> progress.taken(before + n, mse)));
    }
    return fits;
  }

  private List<Fit> fitAll(List<Signal> signals, Protocol protocol, FitListener progress) {
    List<Fit> fits = new ArrayList<>();
    for (int from = 0; from < signals.size(); ) {
      int to = from;
      int pixels = 0;
      while (to < signals.size() && (to == from || pixels < GROUP_PIXELS)) {
        int count = signals.get(to++).grid().count();
        int drawn = protocol.drawn(count, count);
        pixels += drawn > 0 ? drawn : count;
      }
      int group = to - from;
      int before = from * protocol.steps();
      fits.addAll(
          fitGroup(
              signals.subList(from, to),
              protocol,
              (n, mse) -> progress.taken(before + n * group, mse)));
      from = to;
    }
    return fits;
  }

  private List<Fit> fitGroup(List<Signal> signals, Protocol protocol, FitListener progress) {
    int size = initial.layout().size();
    List<Job> jobs = new ArrayList<>();
    List<Optimiser> optimisers = new ArrayList<>();
    double[][] met = new double[signals.size()][protocol.steps() + 1];
    for (Signal signal : signals) {
      jobs.add(replay.job(initial.theta().clone(), signal, new float[size]));
      optimisers.add(
          initial.moves().optimiser(size, n -> protocol.optimiser().of(n, compute.kernels())));
    }
    FitLoop loop = new FitLoop(replay, jobs, optimisers);
    FitLoop.Hook plain = FitLoop.Hook.atRate(protocol.learningRate(), met);
    FitLoop.Hook hook =
        new FitLoop.Hook() {
          @Override
          public double rate(int step) {
            return plain.rate(step);
          }

          @Override
          public List<Job> at(int step, List<Job> jobs) {
            return protocol.samples() > 0 ? sampled(jobs, signals, protocol, step) : jobs;
          }

          @Override
          public boolean met(int step, double[] losses) {
            progress.taken(step + 1, Arrays.stream(losses).average().orElse(Double.NaN));
            return plain.met(step, losses);
          }
        };
    loop.run(0, protocol.steps(), hook);
    plain.met(protocol.steps(), loop.losses());
    List<Fit> fits = new ArrayList<>();
    for (int i = 0; i < met.length; i++) {
      fits.add(new Fit(jobs.get(i).theta(), met[i], protocol.learningRate()));
    }
    return fits;
  }

  /** The jobs on the points of a step, which are the same whatever is fitted beside. */
  private List<Job> sampled(List<Job> jobs, List<Signal> signals, Protocol protocol, int step) {
    List<Job> sampled = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      Rng points = new Rng(POINTS_SEED).split(step);
      sampled.add(
          replay.job(job.theta(), signals.get(i), job.gradient(), protocol.samples(), points));
    }
    return sampled;
  }
}
