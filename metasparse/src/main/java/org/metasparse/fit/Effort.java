package org.metasparse.fit;

import java.util.List;
import java.util.stream.Collectors;
import org.metasparse.autodiff.Adam;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Optimiser;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/**
 * A fit that needs no numbers but how long it may take. Its steps are Adam's, with a second moment
 * that forgets quickly ({@link #BETA_2}); the learning rate is found by trying on the signal, rises
 * during the first twentieth of the steps and falls to 0 during the last part; of all parameters
 * met on the way the best are kept.
 *
 * @param id the name that users write
 * @param steps gradients of the fit, at least 1
 * @param cycles how often the rate rises and falls in them, each time from the best parameters so
 *     far and to seven tenths of the height
 * @param decay the part of a cycle, in (0, 1], in which the rate falls linearly to 0
 * @param factor what the rate that is best for a fit of {@value RateTrials#STEPS} steps is
 *     multiplied by
 * @param samples points that are drawn for each gradient, 0 for all, or {@link #AUTOMATIC}
 * @param rate what the trial of rates is known to find, as of a model's training; 0 to try
 * @param seconds how long the steps may take; then {@code steps} is only what progress is counted
 *     in, and the fit depends on the machine; 0 for as many steps as there are
 */
public record Effort(
    String id,
    int steps,
    int cycles,
    double decay,
    double factor,
    int samples,
    double rate,
    double seconds)
    implements Fitting {
  /**
   * Points are drawn where that costs nothing: where a signal has twenty values for each parameter
   * that moves, so many; of signals of more than 65 536 points at most 16 384. All of them for the
   * last figure.
   */
  public static final int AUTOMATIC = -1;

  /**
   * Adam's decay of the second moment: short fits are over before 0.999 has forgotten anything, the
   * large gradients of coarse rounding least of all. Two photos of 178 x 178, 12608 weights, 10784
   * bytes: 30.9 dB with 0.999; 32.8, 33.5 and 33.2 with 0.98, 0.95 and 0.9.
   */
  static final double BETA_2 = 0.95;

  private static final double LONGER_FACTOR = 1.4;

  /** 100 gradients. */
  public static final Effort FAST = plain("fast", 100, 0.6, 1);

  /** 400 gradients. */
  public static final Effort NORMAL = plain("normal", 400, 0.95, LONGER_FACTOR);

  /** 2000 gradients. */
  public static final Effort BEST =
      new Effort("best", 2000, 3, 0.95, LONGER_FACTOR, AUTOMATIC, 0, 0);

  private static final List<Effort> ALL = List.of(FAST, NORMAL, BEST);
  private static final double RISE = 0.05;

  /** What the progress of an effort by time is counted in. */
  private static final int PARTS = 1000;

  private static final int MANY = 1 << 16;
  private static final long PART_SEED = 4;
  private static final int DRAWN = 1 << 14;
  private static final int LEAST_DRAWN = 1 << 12;

  /** Values of a signal for each parameter that moves. */
  private static final int VALUES = 20;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one of them is out of range
   */
  public Effort {
    if (steps < 1
        || cycles < 1
        || cycles > steps
        || !(decay > 0 && decay <= 1)
        || !(factor > 0)
        || samples < AUTOMATIC
        || !(rate >= 0)
        || !(seconds >= 0)) {
      throw new IllegalArgumentException(
          steps
              + " steps, "
              + cycles
              + " cycles, decay "
              + decay
              + ", factor "
              + factor
              + ", "
              + samples
              + " samples, rate "
              + rate
              + ", "
              + seconds
              + " seconds: out of range");
    }
  }

  static Effort plain(String id, int steps, double decay, double factor) {
    return new Effort(id, steps, 1, decay, factor, AUTOMATIC, 0, 0);
  }

  /**
   * As many steps as there is time for.
   *
   * @param seconds how long the steps may take, without what tries rates and rounds parameters
   * @return the effort
   * @throws IllegalArgumentException if {@code seconds} is not positive
   */
  public static Effort within(double seconds) {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException(seconds + " seconds: must be more than 0");
    }
    return new Effort("timed", PARTS, 1, NORMAL.decay, NORMAL.factor, AUTOMATIC, 0, seconds);
  }

  /**
   * Finds an effort by its name.
   *
   * @param id {@code fast}, {@code normal} or {@code best}
   * @return the effort
   * @throws IllegalArgumentException if there is none of this name; the message lists them
   */
  public static Effort of(String id) {
    return ALL.stream()
        .filter(effort -> effort.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is not one of " + ids()));
  }

  /** {@return the names of all efforts, separated by commas} */
  public static String ids() {
    return ALL.stream().map(Effort::id).collect(Collectors.joining(", "));
  }

  @Override
  public Effort withSamples(int n) {
    if (n < 0) {
      throw new IllegalArgumentException(n + " samples: must be at least 1, or 0 for all");
    }
    return new Effort(id, steps, cycles, decay, factor, n, rate, seconds);
  }

  @Override
  public int drawn(int points, int enough) {
    int most = points > MANY ? DRAWN : points;
    int n = samples == AUTOMATIC ? Math.min(most, Math.max(LEAST_DRAWN, enough)) : samples;
    return n >= points ? 0 : n;
  }

  /**
   * Points of a signal that a gradient needs no more of. A face of 178 x 178, 974 bytes: 1290
   * parameters, all 31 684 points 25.9 dB, 8192 26.1, in under a third of the time.
   */
  static int enough(Siren initial, Signal signal) {
    return points(initial, signal, VALUES);
  }

  /** Points of a signal that have so many values for each parameter that moves. */
  static int points(Siren initial, Signal signal, int values) {
    long moved = initial.moves().count(initial.theta().length);
    return (int) Math.min(Integer.MAX_VALUE, values * moved / signal.channels());
  }

  /**
   * An evaluation that tells well enough how good parameters are, where only the way depends on it:
   * on {@value #MANY} points, always the same, or on all of a signal that has no more. All 12
   * million of a photograph would take as long as two hundred steps.
   *
   * @param drawn points of each gradient; 0 for all, and then all are looked at here, too, so that
   *     the errors can be compared
   */
  static Job part(SirenReplay replay, float[] theta, Signal signal, int drawn) {
    return replay.job(theta, signal, null, drawn == 0 ? 0 : MANY, new Rng(PART_SEED));
  }

  /** What takes the steps from a network, of what moves in it. */
  static Optimiser optimiser(Siren initial, Compute compute) {
    return initial
        .moves()
        .optimiser(initial.theta().length, n -> new Adam(n, BETA_2, compute.kernels()));
  }

  /** A quarter of its steps or of its time. */
  Effort beginning() {
    return new Effort(id, Math.max(1, steps / 4), 1, decay, factor, samples, rate, seconds / 4);
  }

  @Override
  public Effort at(double known) {
    return new Effort(id, steps, cycles, decay, factor, samples, known, seconds);
  }

  /**
   * The learning rate.
   *
   * @param peak its highest
   * @param done what part of the fit is done in the middle of the step
   */
  double rate(double peak, double done) {
    return peak * Math.min(1, Math.min(done / RISE, (1 - done) / decay));
  }
}
