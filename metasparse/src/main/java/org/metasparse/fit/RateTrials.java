package org.metasparse.fit;

import java.util.List;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Optimiser;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/**
 * Tries learning rates on a signal, on a few points: each in a short fit that rises and falls as
 * the whole one will, since a rate that is best without falling is too low, and the best of a short
 * fit is nearly that of a long one. CelebA, 178 x 178, the best peak of fits of 25, 100 and 400
 * steps: 1290 shared-moved parameters 2, 2, 1 thousandths; narrow 1, 2, 2; sparse 2, 2, 2.
 */
record RateTrials(Siren initial, Signal signal, SirenReplay replay, Compute compute) {
  /** The rate that is tried first; others are halves and doubles of it. */
  private static final double FIRST_RATE = 2e-3;

  private static final int MOST_HALVINGS = 10;
  private static final int MOST_DOUBLINGS = 4;

  /** Gradients of a trial. */
  static final int STEPS = 25;

  /** Points of each gradient at least, and at most, */
  private static final int POINTS = 2048;

  private static final int MOST_POINTS = 4096;

  /**
   * between them as many as have so many values for each parameter that moves. With fewer the noise
   * of drawing them asks for a lower rate than the fit does: a photo of 178 x 178, 13 000
   * parameters, 100 steps at 1 and 2 thousandths, 2048 points 25.5 and 24.0 dB, 4096 26.3 and 26.5,
   * all 28.9 and 29.4. More take longer than what they gain is worth.
   */
  private static final int VALUES = 2;

  /** Gradients of the trials that follow. */
  private static final int LONGER = 100;

  private static final int MORE_DOUBLINGS = 2;

  /** Gradients of a trial half as long as a usual fit. */
  private static final int WHOLE = 200;

  /** Of two rates the larger one is better only if its loss is smaller by so much. */
  private static final double CLEARLY = 0.95;

  private static final long POINTS_SEED = 2;

  /** A rate, and the loss after a trial's steps; infinite if it is none. */
  record Trial(double rate, double loss) {}

  /**
   * What a rate that is known already comes to, or the best if that leads away.
   *
   * @param known the rate; 0 if none is known
   */
  Trial of(double known) {
    if (known > 0) {
      Trial trial = trial(known, STEPS);
      if (trial.loss < trial(0, STEPS).loss) {
        return trial;
      }
    }
    return best();
  }

  /**
   * The best of the rates {@code 2^k} times the first, by the loss after a few steps of each; then
   * twice and four times that, by the loss after more steps.
   */
  Trial best() {
    Trial best = trial(FIRST_RATE, STEPS);
    boolean up = false;
    for (int k = 0; k < MOST_DOUBLINGS; k++) {
      Trial more = trial(best.rate * 2, STEPS);
      if (!(more.loss < CLEARLY * best.loss)) {
        break;
      }
      best = more;
      up = true;
    }
    for (int k = 0; !up && k < MOST_HALVINGS; k++) {
      Trial less = trial(best.rate / 2, STEPS);
      if (less.loss >= best.loss) {
        break;
      }
      best = less;
    }
    return new Trial(longer(best.rate), best.loss);
  }

  /** A longer fit may bear twice or four times what is best for a short one. */
  private double longer(double rate) {
    Trial best = trial(rate, LONGER);
    for (int k = 0; k < MORE_DOUBLINGS; k++) {
      Trial more = trial(best.rate * 2, LONGER);
      if (!(more.loss < CLEARLY * best.loss)) {
        break;
      }
      best = more;
    }
    return best.rate;
  }

  /**
   * The loss after a trial half as long as a usual fit.
   *
   * @param rate the trial's
   */
  double whole(double rate) {
    return trial(rate, WHOLE).loss;
  }

  /** A signal's evaluation at the points of a step. */
  static List<Job> drawn(SirenReplay replay, Signal signal, Job job, int count, int step) {
    Rng points = new Rng(POINTS_SEED).split(step);
    return List.of(replay.job(job.theta(), signal, job.gradient(), count, points));
  }

  private int points() {
    return Math.min(MOST_POINTS, Math.max(POINTS, Effort.points(initial, signal, VALUES)));
  }

  private FitLoop.Hook falling(double rate, int steps) {
    int points = points();
    return new FitLoop.Hook() {
      @Override
      public double rate(int step) {
        return Effort.NORMAL.rate(rate, (step + 0.5) / steps);
      }

      @Override
      public List<Job> at(int step, List<Job> jobs) {
        return drawn(replay, signal, jobs.get(0), points, step);
      }

      @Override
      public boolean met(int step, double[] losses) {
        return true;
      }
    };
  }

  private Trial trial(double rate, int steps) {
    float[] theta = initial.theta().clone();
    float[] gradient = new float[theta.length];
    Optimiser adam = Effort.optimiser(initial, compute);
    Job job = replay.job(theta, signal, gradient);
    FitLoop loop = new FitLoop(replay, List.of(job), List.of(adam));
    loop.run(0, rate == 0 ? 0 : steps, falling(rate, steps));
    // On other points than it learned from, of which a network soon knows few by heart.
    double loss = replay.loss(drawn(replay, signal, job, points(), steps).get(0));
    return new Trial(rate, Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss);
  }
}
