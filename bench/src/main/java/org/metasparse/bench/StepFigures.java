package org.metasparse.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.bench.step.Gradient;

/** The summary's figures of whole steps: dense and pruned, one thread and two, SIMD and scalar. */
final class StepFigures {
  private static final int WIDTH = 256;
  private static final double WARM_UP = 1.5;
  private static final int ROUNDS = 25;
  private static final double LIMIT = 35;
  private static final double SCALAR_WARM_UP = 4;
  private static final int SCALAR_ROUNDS = 6;
  private static final double SCALAR_LIMIT = 15;

  private final Map<String, Race.Entrant> sparse = new LinkedHashMap<>();
  private final double effort;
  private final List<Gradient> steps = new ArrayList<>();
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
    Race race = new Race(effort);
    oneThread = race.enter(step(1, 1, "simd"));
    twoThreads = race.enter(step(1, 2, "simd"));
    KernelFigures.DENSITIES.forEach(
        (key, density) -> sparse.put(key, race.enter(step(density, 1, "simd"))));
    peak.enter(race);
    race.run(WARM_UP, ROUNDS, LIMIT);
    workspace = steps.stream().mapToLong(Gradient::workspaceBytes).max().orElseThrow();
    allocation = steps.stream().mapToDouble(Allocation::perCall).max().orElseThrow();
    // After all else: the scalar kernels make call sites see a second kind of kernels.
    scalarOverSimd = scalarOverSimd();
    steps.forEach(Gradient::close);
  }

  /**
   * Adds the figures to others, the dense step as a fraction of a peak in operations per second.
   */
  void addTo(Map<String, Object> figures, double peak) {
    double flops = 2.0 * steps.get(0).multiplyAdds();
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

  private double scalarOverSimd() {
    Race race = new Race(effort);
    Race.Entrant fast = race.enter(steps.get(0));
    Race.Entrant slow = race.enter(step(1, 1, "scalar"));
    race.run(SCALAR_WARM_UP, SCALAR_ROUNDS, SCALAR_LIMIT);
    return fast.best() / slow.best();
  }

  /** The benchmark's own step, checked as it checks. */
  private Gradient step(double density, int threads, String kernels) {
    Gradient step = new Gradient();
    step.width = WIDTH;
    step.density = density;
    step.threads = threads;
    step.kernels = kernels;
    step.setUp();
    steps.add(step);
    return step;
  }
}
