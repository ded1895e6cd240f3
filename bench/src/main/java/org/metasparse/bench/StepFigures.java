package org.metasparse.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.bench.step.Network;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;

/** The summary's figures of whole steps: dense and pruned, one thread and two, SIMD and scalar. */
final class StepFigures {
  private static final int WIDTH = 256;
  private static final double WARM_UP = 1.5;
  private static final int ROUNDS = 25;
  private static final double LIMIT = 35;
  private static final double SCALAR_WARM_UP = 4;
  private static final int SCALAR_ROUNDS = 6;
  private static final double SCALAR_LIMIT = 15;

  private final Signal signal = Network.signal(Network.SIDE, Network.SIDE, 1);
  private final Siren dense = Network.siren(WIDTH, 1);
  private final Map<String, Race.Entrant> sparse = new LinkedHashMap<>();
  private final double effort;
  private Race.Entrant oneThread;
  private Race.Entrant twoThreads;
  private double scalarOverSimd;
  private double allocation;
  private long workspace;

  StepFigures(double effort) {
    this.effort = effort;
  }

  /** Checks and times all of them, and the peak among them. */
  void measure(PeakWatch peak) {
    List<TimedStep> simd = new ArrayList<>();
    Race race = new Race(effort);
    oneThread = race.enter(step(dense, 1, simd));
    twoThreads = race.enter(step(dense, 2, simd));
    KernelFigures.DENSITIES.forEach(
        (key, density) ->
            sparse.put(key, race.enter(step(Network.siren(WIDTH, density), 1, simd))));
    peak.enter(race);
    race.run(WARM_UP, ROUNDS, LIMIT);
    workspace = simd.stream().mapToLong(TimedStep::workspaceBytes).max().orElseThrow();
    allocation = simd.stream().mapToDouble(Allocation::perCall).max().orElseThrow();
    // After all else: the scalar kernels make call sites see a second kind of kernels.
    scalarOverSimd = scalarOverSimd(simd.get(0));
    simd.forEach(TimedStep::close);
  }

  /**
   * Adds the figures to others, the dense step as a fraction of a peak in operations per second.
   */
  void addTo(Map<String, Object> figures, double peak) {
    double flops = 2.0 * Network.stepMultiplyAdds(dense, signal);
    figures.put("denseStepOfPeak", flops / oneThread.best() / peak);
    Map<String, Object> overDense = new LinkedHashMap<>();
    sparse.forEach((key, step) -> overDense.put(key, step.best() / oneThread.best()));
    figures.put("sparseStepOverDense", overDense);
    figures.put("threadScaling", oneThread.best() / twoThreads.best());
    figures.put("scalarOverSimd", scalarOverSimd);
    figures.put("workspaceBytes", workspace);
    figures.put("allocationPerStep", allocation);
    figures.put("denseStepMillis", 1e3 * twoThreads.best());
    figures.put("denseStepMillisMedian", 1e3 * twoThreads.median());
  }

  private double scalarOverSimd(TimedStep simd) {
    Race race = new Race(effort);
    Race.Entrant fast = race.enter(simd);
    try (TimedStep scalar = new TimedStep(dense, signal, "scalar", 1)) {
      Race.Entrant slow = race.enter(scalar);
      race.run(SCALAR_WARM_UP, SCALAR_ROUNDS, SCALAR_LIMIT);
      return fast.best() / slow.best();
    }
  }

  /** A step on the whole picture, checked on a small one with tiles that are not full. */
  private TimedStep step(Siren siren, int threads, List<TimedStep> all) {
    TimedStep.check(siren, Network.signal(41, 47, 2), threads);
    TimedStep step = new TimedStep(siren, signal, "simd", threads);
    all.add(step);
    return step;
  }
}
