package org.metasparse.fit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A fit that needs no numbers but how long it may take. Its steps are Adam's, with a second moment
 * that forgets quickly ({@link #BETA_2}); the learning rate is found by trying on the signal, rises
 * during the first twentieth of the steps and falls to 0 during the last part; of all parameters
 * met on the way the best are kept.
 *
 * @param id the name that users write
 * @param steps gradients of the fit, at least 1
 * @param decay the part of the steps, in (0, 1], in which the rate falls linearly to 0
 * @param factor what the rate that is best after {@value EffortFit#TRIAL_STEPS} steps is multiplied
 *     by: a fit that lowers its rate later may begin with larger steps, the longer it is the larger
 * @param samples points that are drawn for each gradient, 0 for all, or {@link #AUTOMATIC}
 */
public record Effort(String id, int steps, double decay, double factor, int samples)
    implements Fitting {
  /**
   * Points are drawn where a signal has more than 262 144: 16 384 for each gradient, all of them
   * for the last figure.
   */
  public static final int AUTOMATIC = -1;

  /** Adam's decay of the second moment: short fits are over before 0.999 has forgotten anything. */
  static final double BETA_2 = 0.95;

  /** 100 gradients. */
  public static final Effort FAST = new Effort("fast", 100, 0.4, 4, AUTOMATIC);

  /** 400 gradients. */
  public static final Effort NORMAL = new Effort("normal", 400, 0.95, 8, AUTOMATIC);

  /** 2000 gradients. */
  public static final Effort BEST = new Effort("best", 2000, 0.95, 4, AUTOMATIC);

  private static final List<Effort> ALL = List.of(FAST, NORMAL, BEST);
  private static final double RISE = 0.05;
  private static final int MANY = 1 << 18;
  private static final int DRAWN = 1 << 14;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one of them is out of range
   */
  public Effort {
    if (steps < 1 || !(decay > 0 && decay <= 1) || !(factor > 0) || samples < AUTOMATIC) {
      throw new IllegalArgumentException(
          steps
              + " steps, decay "
              + decay
              + ", factor "
              + factor
              + ", "
              + samples
              + " samples: out of range");
    }
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
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + id
                        + "' is not one of "
                        + ALL.stream().map(Effort::id).collect(Collectors.joining(", "))));
  }

  @Override
  public Effort withSamples(int n) {
    if (n < 0) {
      throw new IllegalArgumentException(n + " samples: must be at least 1, or 0 for all");
    }
    return new Effort(id, steps, decay, factor, n);
  }

  /** The points to draw for each gradient of a signal of so many; 0 for all. */
  int drawn(int points) {
    int n = samples == AUTOMATIC ? (points > MANY ? DRAWN : 0) : samples;
    return n >= points ? 0 : n;
  }

  /** The learning rate of a step, counted from 0. */
  double rate(double peak, int step) {
    double rise = (step + 1) / (RISE * steps);
    double fall = (steps - step - 0.5) / (decay * steps);
    return peak * Math.min(1, Math.min(rise, fall));
  }
}
