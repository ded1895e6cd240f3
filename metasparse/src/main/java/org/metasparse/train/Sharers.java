package org.metasparse.train;

import org.metasparse.format.Safetensors;

/**
 * How many signals learn what all of them share ({@code --moves}). Each keeps values and moments of
 * its own from one visit to the next, which costs memory, and is of use only where it is met often
 * enough for its own values to be fitted.
 */
final class Sharers {
  /** How often each is met in the longest round, in the mean. */
  static final int VISITS = 64;

  /** What all may have, half of the longest file that a checkpoint can be. */
  private static final long MOST_BYTES = Safetensors.MAX_BYTES / 2;

  private static final long VALUE_AND_MOMENTS = 3 * Float.BYTES;

  private Sharers() {}

  /**
   * {@return how many of the signals take part: at least a batch}
   *
   * @param config of the run
   * @param signals how many there are
   * @param moved how many parameters each has of its own at first
   */
  static int count(TrainConfig config, int signals, int moved) {
    TrainConfig.Schedule schedule = config.schedule();
    long steps = Math.max(schedule.roundSteps(), schedule.lastSteps());
    int batch = config.meta().batch();
    long fitted = steps * batch / VISITS;
    long kept = MOST_BYTES / (VALUE_AND_MOMENTS * moved);
    return (int) Math.min(signals, Math.max(batch, Math.min(fitted, kept)));
  }
}
