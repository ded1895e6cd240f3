package org.metasparse.fit;

import java.util.List;
import org.metasparse.autodiff.Adam;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Optimiser;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/** Tries learning rates on a signal, a few steps of each, on a few points. */
record RateTrials(Siren initial, Signal signal, SirenReplay replay, Compute compute) {
  /** The rate that is tried first; others are halves and doubles of it. */
  private static final double FIRST_RATE = 2e-3;

  private static final int MOST_HALVINGS = 10;
  private static final int MOST_DOUBLINGS = 4;

  /** Gradients of a trial, on at most so many points. */
  static final int STEPS = 16;

  private static final int POINTS = 2048;

  /** Of two rates the larger one is better only if its loss is smaller by so much. */
  private static final double CLEARLY = 0.95;

  static final long POINTS_SEED = 2;

  /** A rate, and the loss after a trial's steps; infinite if it is none. */
  record Trial(double rate, double loss) {}

  /**
   * What a rate that is known already comes to, or the best if that leads away.
   *
   * @param known the rate; 0 if none is known
   */
  Trial of(double known) {
    if (known > 0) {
      Trial trial = trial(known);
      if (trial.loss < trial(0).loss) {
        return trial;
      }
    }
    return best();
  }

  /** The best of the rates {@code 2^k} times the first, by the loss after a few steps of each. */
  Trial best() {
    Trial best = trial(FIRST_RATE);
    boolean up = false;
    for (int k = 0; k < MOST_DOUBLINGS; k++) {
      Trial more = trial(best.rate * 2);
      if (!(more.loss < CLEARLY * best.loss)) {
        break;
      }
      best = more;
      up = true;
    }
    for (int k = 0; !up && k < MOST_HALVINGS; k++) {
      Trial less = trial(best.rate / 2);
      if (less.loss >= best.loss) {
        break;
      }
      best = less;
    }
    return best;
  }

  private Trial trial(double rate) {
    float[] theta = initial.theta().clone();
    float[] gradient = new float[theta.length];
    Optimiser adam =
        initial.moves().optimiser(theta.length, n -> new Adam(n, Effort.BETA_2, compute.kernels()));
    Job job = replay.job(theta, signal, gradient, POINTS, new Rng(POINTS_SEED));
    FitLoop loop = new FitLoop(replay, List.of(job), List.of(adam));
    loop.run(0, rate == 0 ? 0 : STEPS, FitLoop.Hook.atRate(rate));
    // On other points than it learned from, of which a network soon knows few by heart.
    Job other = replay.job(theta, signal, gradient, POINTS, new Rng(POINTS_SEED).split(STEPS));
    double loss = replay.loss(other);
    return new Trial(rate, Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss);
  }
}
