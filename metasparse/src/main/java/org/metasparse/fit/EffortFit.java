package org.metasparse.fit;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.metasparse.autodiff.Adam;
import org.metasparse.autodiff.Job;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/**
 * One fit by an {@link Effort}: finds a learning rate, takes the steps, and takes them again at
 * half the rate if they led away.
 */
final class EffortFit {
  /** The rate that is tried first; others are halves and doubles of it. */
  private static final double FIRST_RATE = 2e-3;

  private static final int MOST_HALVINGS = 10;
  private static final int MOST_DOUBLINGS = 4;
  private static final int MOST_TRIES = 4;

  /** Gradients of a trial, on at most so many points. */
  static final int TRIAL_STEPS = 16;

  private static final int TRIAL_POINTS = 2048;

  /** No file holds more: 100 dB. */
  private static final double PERFECT = 1e-10;

  /** Of two rates the larger one is better only if its loss is smaller by so much. */
  private static final double CLEARLY = 0.95;

  /**
   * A fit whose loss, after a quarter of its steps, is so many times that after a trial's few steps
   * was led away by its rate.
   */
  private static final double LED_AWAY = 2;

  /** And one that ends no better than with this part of the trial's loss may have been. */
  private static final double GAIN = 0.5;

  private static final long POINTS_SEED = 2;

  private final Siren initial;
  private final Signal signal;
  private final Effort effort;
  private final Compute compute;
  private final SirenReplay replay;
  private final IntConsumer progress;
  private final double[] loss = new double[1];
  private double afterTrial;
  private boolean ledAway;

  EffortFit(
      Siren initial,
      Signal signal,
      Effort effort,
      Compute compute,
      SirenReplay replay,
      IntConsumer progress) {
    this.initial = initial;
    this.signal = signal;
    this.effort = effort;
    this.compute = compute;
    this.replay = replay;
    this.progress = progress;
  }

  /** The best of all tries. */
  Fit run() {
    double rate = effort.factor() * rate();
    Fit best = null;
    for (int k = 0; k < MOST_TRIES; k++, rate /= 2) {
      Fit fit = fit(rate);
      if (best == null || fit.mse() < best.mse()) {
        best = fit;
      }
      if ((!ledAway && fit.mse() <= GAIN * afterTrial) || best.mse() <= PERFECT) {
        break;
      }
    }
    return best;
  }

  /** The best of the rates {@code 2^k} times the first, by the loss after a few steps of each. */
  private double rate() {
    double best = FIRST_RATE;
    double least = trial(best);
    boolean up = false;
    for (int k = 0; k < MOST_DOUBLINGS; k++) {
      double more = trial(best * 2);
      if (!(more < CLEARLY * least)) {
        break;
      }
      best *= 2;
      least = more;
      up = true;
    }
    for (int k = 0; !up && k < MOST_HALVINGS; k++) {
      double less = trial(best / 2);
      if (less >= least) {
        break;
      }
      best /= 2;
      least = less;
    }
    afterTrial = least;
    return best;
  }

  private double trial(double rate) {
    float[] theta = initial.theta().clone();
    float[] gradient = new float[theta.length];
    Adam adam = new Adam(theta.length, Effort.BETA_2, compute.kernels());
    Job job = replay.job(theta, signal, gradient, TRIAL_POINTS, new Rng(POINTS_SEED));
    List<Job> jobs = List.of(job);
    for (int k = 0; k < TRIAL_STEPS; k++) {
      replay.gradients(jobs, loss);
      adam.step(rate, gradient, theta);
    }
    replay.losses(jobs, loss);
    return Double.isNaN(loss[0]) ? Double.POSITIVE_INFINITY : loss[0];
  }

  /**
   * The steps at one rate. The losses are those met on the way, the one after the last step, and
   * behind it that of the parameters that are kept.
   */
  private Fit fit(double rate) {
    float[] theta = initial.theta().clone();
    float[] kept = theta.clone();
    float[] gradient = new float[theta.length];
    Adam adam = new Adam(theta.length, Effort.BETA_2, compute.kernels());
    int drawn = effort.drawn(signal.grid().count());
    List<Job> whole = List.of(replay.job(theta, signal, gradient));
    double[] losses = new double[effort.steps() + 2];
    double least = Double.POSITIVE_INFINITY;
    int steps = 0;
    ledAway = false;
    for (; steps < effort.steps() && least > PERFECT; steps++) {
      List<Job> jobs = drawn == 0 ? whole : List.of(drawn(theta, gradient, drawn, steps));
      replay.gradients(jobs, loss);
      losses[steps] = loss[0];
      if (!Double.isFinite(loss[0])) {
        break;
      }
      ledAway = 4 * steps >= effort.steps() && loss[0] > LED_AWAY * afterTrial;
      if (ledAway) {
        break;
      }
      // The loss on other points each time says nothing of which parameters are the best.
      if (drawn == 0 && loss[0] < least) {
        least = loss[0];
        System.arraycopy(theta, 0, kept, 0, theta.length);
      }
      adam.step(effort.rate(rate, steps), gradient, theta);
      progress.accept(steps + 1);
    }
    replay.losses(whole, loss);
    double last = Double.isNaN(loss[0]) ? Double.POSITIVE_INFINITY : loss[0];
    if (last < least) {
      least = last;
      System.arraycopy(theta, 0, kept, 0, theta.length);
    }
    double[] met = Arrays.copyOf(losses, steps + 2);
    met[steps] = last;
    met[steps + 1] = least;
    return new Fit(kept, met, rate);
  }

  private Job drawn(float[] theta, float[] gradient, int drawn, int step) {
    return replay.job(theta, signal, gradient, drawn, new Rng(POINTS_SEED).split(step));
  }
}
