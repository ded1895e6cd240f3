package org.metasparse.fit;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.metasparse.autodiff.Job;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.files.InputException;
import org.metasparse.format.Base;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.format.Storage;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/**
 * Makes one fit small. Parameters are rounded, and then tuned through the rounding: some more steps
 * of Adam, at a rate that falls to 0, whose gradient is taken at the rounded parameters and applied
 * to those that are not (the straight-through estimator; Bengio et al. 2013). The best rounded
 * parameters that were met are kept, so what is reported is what is stored.
 *
 * <p>A difference from a model that has a length to keep is fitted for it, error and bits together:
 * each step is followed by one of {@code |difference|}'s proximal operator.
 */
final class Packer {
  /**
   * What a difference that has a length to keep is drawn towards nothing by in all of its tuning,
   * in steps of its rounding: differences that buy little become 0, which costs nearly no bits, and
   * leave their room to the others. Twelve faces of 178 x 178, {@code normal}, 974 bytes from 1469
   * parameters and 1883 from 2459, drawn by 30, 60, 120 and 240: 28.08, 28.20, 28.20, 28.29 and
   * 30.26, 30.29, 30.39, 30.49 dB, the last at a rate higher by a third.
   */
  private static final float DRAWN = 120;

  /** So often in a tuning the rounding is chosen anew, as fine as the length allows. */
  private static final int ANEW = 50;

  /** It begins at the length of so many bits a parameter, if that is more than what is allowed, */
  private static final double FINE_BITS = 6;

  /**
   * and comes down to what is allowed in this part of the steps. Rounded so coarsely at once, a
   * large network that has few steps does not find back: 100 gradients, a face of 178 x 178, 12 608
   * weights, 1500 and 4826 bytes: 13.84 and 23.94 dB, with this 22.19 and 28.52.
   */
  private static final double SHRINKING = 0.1;

  /** The part of the steps in which the rate rises. */
  private static final double WARM_UP = 0.2;

  /**
   * A tuning that ends so many decibels below the fit is tried again: one face of twelve, 974
   * bytes, 21.8 dB where others have 28.
   */
  private static final double LED_AWAY = 2;

  /** A tuning for a length is looked at after this part of its steps. */
  private static final double LOOK = 0.25;

  /**
   * If its loss is then so many times the fit's, its rate may be too high, and it is begun anew at
   * half of it. Good ones of photographs in 974 bytes have 1.6 times, of a shape in 1000 bytes 1.8,
   * those of shapes at rates that lead away 5 to 14. With 4, 3 and 2.5 four shapes in 1000 bytes
   * have 47.99, 48.40 and 48.73 dB; with the latter two one photograph of six in 8000 bytes is
   * begun anew, and loses 0.25 by it.
   */
  private static final double AWAY = 3;

  /** It is gone on with if it has this part of the loss at most: else rounding is what costs. */
  private static final double BETTER = 0.9;

  private static final int MOST_HALVINGS = 3;

  private static final int SIZE_TRIALS = 12;
  private static final int QUALITY_TRIALS = 6;

  private static final long POINTS_SEED = 3;

  private final Siren initial;
  private final Signal signal;
  private final Fit fit;
  private final Protocol tuning;
  private final Packing.Target target;
  private final Base base;
  private final Compute compute;
  private final FitListener progress;
  private final SirenReplay replay;
  private final double[] sensitivity;

  /**
   * Prepares to pack.
   *
   * @param initial the network that the fit started from
   * @param signal what was fitted
   * @param fit the fit
   * @param tuning how many steps, the first rate, and on how many points
   * @param packing how small, and the model from which to store the difference
   * @param compute kernels and threads
   * @param progress told of the steps of each tuning
   */
  Packer(
      Siren initial,
      Signal signal,
      Fit fit,
      Protocol tuning,
      Packing packing,
      Compute compute,
      FitListener progress) {
    this.progress = progress;
    this.initial = initial;
    this.signal = signal;
    this.fit = fit;
    this.tuning = tuning;
    this.target = packing.target();
    this.base = packing.base();
    this.compute = compute;
    this.replay = SirenReplay.clamped(initial.shape(), initial.layout(), compute);
    this.sensitivity =
        Sensitivity.of(replay, points(), initial.layout(), Base.moves(base), fit.theta());
  }

  EncodedSignal pack() {
    if (target instanceof Packing.Target.MaxBytes most) {
      return fitting(most.bytes());
    }
    if (target instanceof Packing.Target.MinPsnr least) {
      return reaching(least.decibels());
    }
    return tuned(((Packing.Target.Bits) target).bits(), Integer.MAX_VALUE);
  }

  /** The same, where so many bits a parameter say but how long the file may be. */
  EncodedSignal packForLength() {
    if (target instanceof Packing.Target.Bits bits) {
      return tuned(bits.bits(), length(rounded(bits.bits())));
    }
    return pack();
  }

  /** The finest rounding whose file is short enough, tuned as far as it stays so. */
  private EncodedSignal fitting(int bytes) {
    int least = length(rounded(coarsest()));
    if (least > bytes) {
      throw new InputException(
          signal.name()
              + ": cannot be encoded in "
              + bytes
              + " bytes with this model; "
              + least
              + " are the least");
    }
    return tuned(bits(fit.theta(), bytes), bytes);
  }

  /** Differences may be nearly all 0; whole parameters have two levels on the average. */
  private double coarsest() {
    return base == null ? Packing.LEAST_BITS : 0;
  }

  /** The finest rounding of some parameters whose file is short enough. */
  private double bits(float[] theta, int bytes) {
    double fits = coarsest();
    double fails = Packing.MOST_BITS;
    if (length(rounded(theta, fails)) <= bytes) {
      return fails;
    }
    for (int k = 0; k < SIZE_TRIALS; k++) {
      double middle = (fits + fails) / 2;
      if (length(rounded(theta, middle)) <= bytes) {
        fits = middle;
      } else {
        fails = middle;
      }
    }
    return fits;
  }

  /** The shortest file that is good enough. */
  private EncodedSignal reaching(double decibels) {
    EncodedSignal best = tuned(Packing.MOST_BITS, Integer.MAX_VALUE);
    if (best.psnr() < decibels) {
      throw new TooFewDecibelsException(
          String.format(
              Locale.ROOT,
              "%s: cannot be encoded at %.2f dB with this model and so many steps; %.2f dB are the"
                  + " most",
              signal.name(),
              decibels,
              // Never rounded up to what was asked for.
              Math.floor(best.psnr() * 100) / 100));
    }
    return base == null ? reachingByBits(decibels, best) : reachingByBytes(decibels, best);
  }

  /** By error and length together, which makes a difference shorter than coarse rounding does. */
  private EncodedSignal reachingByBytes(double decibels, EncodedSignal finest) {
    EncodedSignal best = finest;
    int fails = length(rounded(coarsest()));
    for (int k = 0; k < QUALITY_TRIALS; k++) {
      int middle = (int) Math.round(Math.sqrt((double) fails * length(best)));
      if (middle <= fails || middle >= length(best)) {
        break;
      }
      EncodedSignal tuned = tuned(bits(fit.theta(), middle), middle);
      if (tuned.psnr() >= decibels) {
        best = tuned;
      } else {
        fails = middle;
      }
    }
    return best;
  }

  /** The coarsest rounding that is good enough once it has been tuned. */
  private EncodedSignal reachingByBits(double decibels, EncodedSignal finest) {
    double fails = Packing.LEAST_BITS;
    double reaches = Packing.MOST_BITS;
    EncodedSignal best = finest;
    for (int k = 0; k < QUALITY_TRIALS; k++) {
      double middle = (fails + reaches) / 2;
      EncodedSignal tuned = tuned(middle, Integer.MAX_VALUE);
      if (tuned.psnr() >= decibels) {
        reaches = middle;
        best = tuned;
      } else {
        fails = middle;
      }
    }
    return best;
  }

  /** Parameters' evaluation on all points, or always the same few where points are drawn. */
  private Function<float[], Job> points() {
    return theta -> replay.job(theta, signal, null, tuning.samples(), new Rng(POINTS_SEED));
  }

  private static int length(EncodedSignal encoded) {
    return InrFile.encode(encoded).length;
  }

  private EncodedSignal rounded(double bits) {
    return rounded(fit.theta(), bits);
  }

  private EncodedSignal rounded(float[] theta, double bits) {
    return encoded(quantiser(theta, bits).round(theta), Float.NaN);
  }

  private Quantiser quantiser(float[] theta, double bits) {
    return Quantiser.of(initial.layout(), base, theta, sensitivity, bits);
  }

  private EncodedSignal encoded(Storage storage, float psnr) {
    float[] theta = storage.theta(initial.layout(), fit.theta());
    Siren siren = new Siren(initial.shape(), initial.layout(), theta);
    return new EncodedSignal(siren, signal.kind(), signal.grid(), signal.channels(), psnr, storage);
  }

  /** Tuned, and once more at half the rate if the first may have been led away by its own. */
  private EncodedSignal tuned(double bits, int bytes) {
    Tuning first = begun(bits, bytes);
    EncodedSignal tuned = first.finish();
    if (tuning.steps() == 0 || Psnr.of(fit.mse()) - tuned.psnr() < LED_AWAY) {
      return tuned;
    }
    EncodedSignal second = new Tuning(bits, bytes, first.peak / 2).finish();
    return second.psnr() > tuned.psnr() ? second : tuned;
  }

  /** A tuning at a rate that does not lead away, as far as a part of its steps tells. */
  private Tuning begun(double bits, int bytes) {
    Tuning tried = new Tuning(bits, bytes, tuning.learningRate());
    for (int k = 0; tried.forLength() && k < MOST_HALVINGS; k++) {
      // Not a number where the steps are too few to look at.
      if (!(tried.look() > AWAY * fit.mse())) {
        break;
      }
      Tuning lower = new Tuning(bits, bytes, tried.peak / 2);
      if (lower.look() > BETTER * tried.look()) {
        break;
      }
      tried = lower;
    }
    return tried;
  }

  /**
   * Takes gradients at rounded parameters, and keeps the best of those that are short enough; the
   * first is not looked at for length.
   */
  private final class Tuning implements FitLoop.Hook {
    private final int bytes;
    private final double peak;
    private final boolean drawn = tuning.samples() > 0;
    private final float[] theta = fit.theta().clone();
    private final FitLoop loop =
        new FitLoop(
            replay,
            List.of(replay.job(theta, signal, new float[theta.length])),
            List.of(Effort.optimiser(initial, compute)));
    private Quantiser quantiser;
    private Storage.Levels levels;
    private Storage.Levels best;
    private double least = Double.POSITIVE_INFINITY;
    private int longest;
    private int taken;
    private double sum;
    private int summed;

    Tuning(double bits, int bytes, double peak) {
      this.peak = peak;
      this.quantiser = quantiser(theta, bits);
      this.bytes = bytes;
      if (forLength()) {
        begin();
      }
    }

    /** The mean loss of the last quarter of the steps up to where a tuning is looked at. */
    double look() {
      advance((int) (LOOK * tuning.steps()));
      return sum / summed;
    }

    /** Takes what steps are left. */
    EncodedSignal finish() {
      advance(tuning.steps());
      Job last = at(tuning.steps(), loop.jobs()).get(0);
      met(tuning.steps(), new double[] {replay.loss(last)});
      float[] stored = best.theta(initial.layout(), theta);
      return encoded(best, (float) Psnr.of(replay.loss(judged(stored))));
    }

    private void advance(int end) {
      if (taken < end) {
        taken = loop.run(taken, end, this);
      }
    }

    private boolean forLength() {
      return base != null && bytes < Integer.MAX_VALUE;
    }

    /** Keeps what is short enough now, and goes on with what is longer. */
    private void begin() {
      best = quantiser.round(theta);
      longest = Math.max(bytes, length(rounded(theta, FINE_BITS)));
      quantiser = quantiser(theta, bits(theta, longest));
    }

    private int anew() {
      return Math.max(1, tuning.steps() / ANEW);
    }

    /** The length at a step: it shrinks to what is allowed. */
    private int allowed(int step) {
      double done = Math.min(1, step / (SHRINKING * tuning.steps()));
      return (int) Math.round(longest * Math.pow(bytes / (double) longest, done));
    }

    /** Rises while Adam's moments are young, then falls to 0. */
    @Override
    public double rate(int step) {
      double rise = Math.min(1, (step + 1) / (WARM_UP * tuning.steps()));
      return peak * rise * (tuning.steps() - step) / tuning.steps();
    }

    @Override
    public List<Job> at(int step, List<Job> jobs) {
      Job job = jobs.get(0);
      if (forLength() && step > 0) {
        double left = 1 - step / (double) tuning.steps();
        quantiser.draw(job.theta(), (float) (2 * DRAWN * left / tuning.steps()));
        if (step % anew() == 0) {
          quantiser = quantiser(job.theta(), bits(job.theta(), allowed(step)));
        }
      }
      levels = quantiser.round(job.theta());
      float[] rounded = levels.theta(initial.layout(), job.theta());
      Rng points = new Rng(POINTS_SEED).split(step);
      return List.of(replay.job(rounded, signal, job.gradient(), tuning.samples(), points));
    }

    @Override
    public boolean met(int step, double[] losses) {
      // The loss on other points each time does not tell the best: then it is the last.
      if (best == null || ((drawn || losses[0] < least) && fits(levels, bytes))) {
        least = losses[0];
        best = levels;
      }
      if (step >= 0.75 * LOOK * tuning.steps() && step < LOOK * tuning.steps()) {
        sum += losses[0];
        summed++;
      }
      progress.taken(step, losses[0]);
      return true;
    }
  }

  /** On all points where a figure decides; else it only compares two tunings. */
  private Job judged(float[] theta) {
    return target instanceof Packing.Target.MinPsnr
        ? replay.job(theta, signal, null)
        : Effort.part(replay, theta, signal, tuning.samples());
  }

  private boolean fits(Storage.Levels levels, int bytes) {
    return bytes == Integer.MAX_VALUE || length(encoded(levels, Float.NaN)) <= bytes;
  }

  /** Stores parameters as floating-point numbers. */
  static EncodedSignal floats(Siren initial, Signal signal, Fit fit, int bits, Compute compute) {
    Storage.Floats storage = new Storage.Floats(bits);
    float[] theta = storage.theta(initial.layout(), fit.theta());
    double mse = fit.mse();
    if (bits < 32) {
      SirenReplay replay = new SirenReplay(initial.shape(), initial.layout(), compute);
      mse = replay.loss(replay.job(theta, signal, null));
    }
    Siren siren = new Siren(initial.shape(), initial.layout(), theta);
    return new EncodedSignal(
        siren, signal.kind(), signal.grid(), signal.channels(), (float) Psnr.of(mse), storage);
  }
}
