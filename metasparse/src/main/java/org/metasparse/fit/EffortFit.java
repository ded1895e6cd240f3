package org.metasparse.fit;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Optimiser;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/**
 * One fit by an {@link Effort}: finds a learning rate, takes the steps, and takes them again at
 * half the rate if they led away.
 */
final class EffortFit {
  private static final int MOST_TRIES = 4;

  /** No file holds more: 100 dB. */
  private static final double PERFECT = 1e-10;

  /**
   * A fit whose loss, after a quarter of its steps and twice as many as a trial has, is so many
   * times that after the trial was led away by its rate.
   */
  private static final double LED_AWAY = 2;

  /** And one that ends no better than with this part of the trial's loss may have been. */
  private static final double GAIN = 0.9;

  /** How high the rate rises in a cycle, beside the one before. */
  private static final double LOWER = 0.7;

  private final Siren initial;
  private final Signal signal;
  private final Effort effort;
  private final Compute compute;
  private final SirenReplay replay;
  private final FitListener progress;
  private final LongSupplier nanos;
  private final boolean roughly;
  private double afterTrial;
  private boolean ledAway;

  /**
   * Prepares to fit.
   *
   * @param initial where it starts
   * @param signal what to fit
   * @param effort how long
   * @param compute kernels and threads
   * @param replay of the network, clamped
   * @param progress told how far it is
   * @param nanos the clock
   * @param roughly whether of a large signal the last error is that of a part of it
   */
  EffortFit(
      Siren initial,
      Signal signal,
      Effort effort,
      Compute compute,
      SirenReplay replay,
      FitListener progress,
      LongSupplier nanos,
      boolean roughly) {
    this.initial = initial;
    this.signal = signal;
    this.effort = effort;
    this.compute = compute;
    this.replay = replay;
    this.progress = progress;
    this.nanos = nanos;
    this.roughly = roughly;
  }

  /** The best of all tries that there is time for, and of the cycles after it. */
  Fit run() {
    RateTrials.Trial trial = new RateTrials(initial, signal, replay, compute).of(effort.rate());
    afterTrial = trial.loss();
    double rate = effort.factor() * trial.rate();
    long started = nanos.getAsLong();
    Fit best = null;
    for (int k = 0; k < MOST_TRIES; k++, rate /= 2) {
      double left = effort.seconds() - (nanos.getAsLong() - started) * 1e-9;
      if (best != null && effort.seconds() > 0 && left <= 0) {
        break;
      }
      best = better(best, fit(initial.theta(), 0, rate, left));
      if ((!ledAway && best.mse() <= GAIN * afterTrial) || best.mse() <= PERFECT) {
        break;
      }
    }
    double height = best.learningRate();
    for (int cycle = 1; cycle < effort.cycles() && best.mse() > PERFECT; cycle++) {
      height *= LOWER;
      best = better(best, fit(best.theta(), cycle, height, 0));
    }
    return best;
  }

  private static Fit better(Fit a, Fit b) {
    return a == null || b.mse() < a.mse() ? b : a;
  }

  private FitLoop loop(float[] from) {
    float[] theta = from.clone();
    Job job = replay.job(theta, signal, new float[theta.length]);
    Optimiser adam = Effort.optimiser(initial, compute);
    return new FitLoop(replay, List.of(job), List.of(adam));
  }

  private static double orInfinity(double loss) {
    return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
  }

  /**
   * The steps of one cycle. The losses are those met on the way, the one after the last step, and
   * behind it that of the parameters that are kept.
   *
   * @param from where it begins
   * @param cycle its number, from 0
   * @param rate the highest
   * @param seconds how long they may take, if the effort is by time
   */
  private Fit fit(float[] from, int cycle, double rate, double seconds) {
    FitLoop loop = loop(from);
    Best best = new Best(cycle, rate, seconds, loop.jobs().get(0).theta());
    int most = effort.seconds() > 0 ? Integer.MAX_VALUE : each();
    int steps = loop.run(0, most, best);
    Job all = loop.jobs().get(0);
    Job looked = roughly ? Effort.part(replay, all.theta(), signal, best.drawn) : all;
    double last = orInfinity(replay.loss(looked));
    best.keep(last);
    double[] met = Arrays.copyOf(best.losses, steps + 2);
    met[steps] = last;
    met[steps + 1] = best.least;
    return new Fit(best.kept, met, rate);
  }

  /** The steps of a cycle. */
  private int each() {
    return effort.steps() / effort.cycles();
  }

  /** Keeps the best parameters that are met, and ends a fit that is perfect or was led away. */
  private final class Best implements FitLoop.Hook {
    private final int cycle;
    private final double rate;
    private final double seconds;
    private final long started = nanos.getAsLong();
    private final int drawn = effort.drawn(signal.grid().count(), Effort.enough(initial, signal));
    private final float[] theta;
    private final float[] kept;
    private double[] losses = new double[each() + 2];
    private double least = Double.POSITIVE_INFINITY;
    private double done;

    Best(int cycle, double rate, double seconds, float[] theta) {
      this.cycle = cycle;
      this.rate = rate;
      this.seconds = seconds;
      this.theta = theta;
      kept = theta.clone();
      ledAway = false;
    }

    @Override
    public double rate(int step) {
      return effort.rate(rate, done);
    }

    @Override
    public List<Job> at(int step, List<Job> jobs) {
      if (drawn == 0) {
        return jobs;
      }
      return RateTrials.drawn(replay, signal, jobs.get(0), drawn, step);
    }

    @Override
    public boolean met(int step, double[] met) {
      if (step == losses.length) {
        losses = Arrays.copyOf(losses, 2 * step);
      }
      losses[step] = met[0];
      done = done(step);
      // A fit that has not taken more steps than the trial need not have come further.
      ledAway = done >= 0.25 && step >= 2 * RateTrials.STEPS && met[0] > LED_AWAY * afterTrial;
      if (!Double.isFinite(met[0]) || ledAway) {
        return false;
      }
      // The loss on other points each time says nothing of which parameters are the best.
      if (drawn == 0) {
        keep(met[0]);
      }
      double part = (cycle + done) / effort.cycles();
      progress.taken((int) Math.ceil(part * effort.steps()), met[0]);
      return least > PERFECT && done < 1;
    }

    /** What part of the fit is done in the middle of a step; of its time, where that is given. */
    private double done(int step) {
      return effort.seconds() > 0
          ? Math.min(1, (nanos.getAsLong() - started) * 1e-9 / seconds)
          : (step + 0.5) / each();
    }

    void keep(double loss) {
      if (loss < least) {
        least = loss;
        System.arraycopy(theta, 0, kept, 0, theta.length);
      }
    }
  }
}
