package org.metasparse.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Timings that are to be compared with one another.
 *
 * <p>All entrants take turns, round after round: whatever slows the machine for a while slows all
 * of them. Of an entrant's rounds the best counts, since what is not its own doing only adds time;
 * the median beside it tells how quiet the machine was.
 */
final class Race {
  /** What is timed. */
  static final class Entrant {
    private final Runnable body;
    private int calls = 1;
    private double[] seconds = new double[0];

    private Entrant(Runnable body) {
      this.body = body;
    }

    /** Seconds of one call of the body, in the best round. */
    double best() {
      return Arrays.stream(seconds).min().orElseThrow();
    }

    /** Seconds of one call of the body, in the middle one of the rounds. */
    double median() {
      double[] sorted = seconds.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }

    private double time() {
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        body.run();
      }
      return 1e-9 * (System.nanoTime() - start) / calls;
    }

    private void warmUp(double until) {
      double spent = 0;
      while (spent < until) {
        spent += time();
      }
    }

    private void calibrate() {
      calls = (int) Math.max(1, SAMPLE / time());
    }

    private void sample() {
      seconds = Arrays.copyOf(seconds, seconds.length + 1);
      seconds[seconds.length - 1] = time();
    }
  }

  /** Seconds that one timing should last at least, so that a tick of the system drowns in it. */
  private static final double SAMPLE = 0.005;

  private static final int LEAST_ROUNDS = 3;

  private final List<Entrant> entrants = new ArrayList<>();
  private final double effort;

  /**
   * A race without entrants.
   *
   * @param effort what to multiply rounds by: 1, or less for a first look. Warm-up stays as it is:
   *     uncompiled, vectors are a hundred times slower
   */
  Race(double effort) {
    this.effort = effort;
  }

  /** Adds an entrant. */
  Entrant enter(Runnable body) {
    Entrant entrant = new Entrant(body);
    entrants.add(entrant);
    return entrant;
  }

  /**
   * Times all entrants.
   *
   * @param warmUp seconds to run each before, for the compiler's sake
   * @param rounds how often to time each
   * @param limit seconds after which no further round is begun, once there were three
   */
  void run(double warmUp, int rounds, double limit) {
    // Twice: the compiler works in the background and is done by the second time.
    for (int pass = 0; pass < 2; pass++) {
      for (Entrant entrant : entrants) {
        entrant.warmUp(warmUp / 2);
      }
    }
    entrants.forEach(Entrant::calibrate);
    long start = System.nanoTime();
    for (int round = 0; round < effort * rounds; round++) {
      if (round >= LEAST_ROUNDS && 1e-9 * (System.nanoTime() - start) > effort * limit) {
        return;
      }
      entrants.forEach(Entrant::sample);
    }
  }
}
