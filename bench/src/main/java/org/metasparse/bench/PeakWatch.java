package org.metasparse.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The hardware's peak, timed before, between and after everything else of a run. The best of all
 * timings is the peak, so that no fraction of it is flattered by a slow moment.
 */
final class PeakWatch {
  private static final double WARM_UP = 0.5;
  private static final int ROUNDS = 30;
  private static final double LIMIT = 3;

  private final Peak peak = new Peak();
  private final List<Race.Entrant> fma = new ArrayList<>();
  private final double effort;
  private Race.Entrant l1;
  private Race.Entrant l2;

  /** What the loops give; kept so that they are not optimised away. */
  private float sink;

  PeakWatch(double effort) {
    this.effort = effort;
    peak.check();
  }

  /** Takes part in another's race. */
  void enter(Race race) {
    fma.add(race.enter(() -> sink += peak.fma()));
  }

  /** Times the peak, and the caches' bandwidths, on their own. */
  void measure() {
    Race race = new Race(effort);
    enter(race);
    l1 = race.enter(() -> sink += peak.readL1());
    l2 = race.enter(() -> sink += peak.readL2());
    race.run(WARM_UP, ROUNDS, LIMIT);
  }

  /** Operations per second of one thread, the best so far. */
  double flops() {
    return Peak.fmaFlops() / fma.stream().mapToDouble(Race.Entrant::best).min().orElseThrow();
  }

  /** Bytes per second from the first-level cache. */
  double l1() {
    return Peak.l1Bytes() / l1.best();
  }

  /** Bytes per second from the second-level cache. */
  double l2() {
    return Peak.l2Bytes() / l2.best();
  }
}
