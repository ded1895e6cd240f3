package org.metasparse.experiment;

import java.util.List;
import org.metasparse.autodiff.Job;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panel;
import org.metasparse.engine.Panels;
import org.metasparse.engine.Rng;
import org.metasparse.engine.Workers;
import org.metasparse.engine.Workspace;
import org.metasparse.prune.MagnitudePruning;
import org.metasparse.prune.Pruned;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenReplay;
import org.metasparse.siren.SirenShape;

/**
 * How fast this machine computes, in a few seconds: enough to see that a deployment does not run on
 * scalar kernels or on fewer threads by accident. For figures to be quoted there are the
 * benchmarks.
 *
 * <p>What the hardware allows at most is estimated by a dense product whose operands stay in the
 * cache, done by all threads at once; on AVX-512 it comes within some per cent of what
 * multiply-adds in registers alone would reach. Steps are those of the paper's network on 178 x 178
 * pixels.
 */
public final class SpeedCheck {
  private static final int WIDTH = 256;
  private static final int SIDE = 178;
  private static final int CHANNELS = 3;
  private static final double DENSITY = 0.086;
  private static final float OMEGA = 30;

  /** Products, or rows of sines, in a task: some hundred microseconds. */
  private static final int REPEATS = 16;

  private static final int TASKS_PER_THREAD = 4;

  /** Of the time for a figure, the part that is left to the compiler. */
  private static final double WARM_UP = 0.4;

  private static final int LEAST_RUNS = 2;

  private final Compute compute;
  private final double seconds;

  /**
   * What was measured.
   *
   * @param denseGflops billions of operations per second of the dense step, forward and backward
   * @param sparseGflops the same of a step with 8.6 % of the weights, zeros not counted
   * @param productGflops the same of a dense product in the cache, which stands for the peak
   * @param sineNanos nanoseconds for sine and cosine of one element, on one thread
   */
  public record Figures(
      double denseGflops, double sparseGflops, double productGflops, double sineNanos) {
    /** {@return the dense step's part of what is possible, about 0.7 on AVX-512} */
    public double denseOfProduct() {
      return denseGflops / productGflops;
    }

    /** {@return the sparse step's part of what is possible, about 0.3 on AVX-512} */
    public double sparseOfProduct() {
      return sparseGflops / productGflops;
    }
  }

  private SpeedCheck(Compute compute, double seconds) {
    this.compute = compute;
    this.seconds = seconds;
  }

  /**
   * Measures.
   *
   * @param compute kernels and threads
   * @param seconds how long it may take, about; a slow machine needs longer
   * @return the figures, each the best of its runs
   */
  public static Figures run(Compute compute, double seconds) {
    // A warm dense step takes longest, and more so on scalar kernels.
    SpeedCheck check = new SpeedCheck(compute, seconds / 10);
    return new Figures(check.step(1, 4), check.step(DENSITY, 3), check.product(2), check.sine(1));
  }

  private double step(double density, double share) {
    Siren siren = siren(density);
    Signal signal =
        ImageKind.image(
            "black", Grid.ofImage(SIDE, SIDE), CHANNELS, new float[CHANNELS * SIDE * SIDE]);
    SirenReplay replay = new SirenReplay(siren.shape(), siren.layout(), compute);
    List<Job> jobs = List.of(replay.job(siren.theta(), signal, new float[siren.layout().size()]));
    double[] loss = new double[1];
    // Value, gradient of the weight, gradient of the input; the first layer's input needs none.
    double products = 3.0 * siren.layout().weights() - siren.layout().block("weight.0").size();
    return 2e-9 * products * SIDE * SIDE / best(share, () -> replay.gradients(jobs, loss));
  }

  private static Siren siren(double density) {
    SirenShape shape = new SirenShape(2, WIDTH, 4, CHANNELS, OMEGA);
    Siren dense = SirenInit.random(shape, new Rng(1));
    Pruned pruned = MagnitudePruning.prune(dense.layout(), dense.theta(), 1 - density);
    return new Siren(shape, pruned.layout(), pruned.shrink(dense.theta()));
  }

  private double product(double share) {
    Kernels k = compute.kernels();
    int threads = compute.workers().threads();
    int panel = k.panelWidth();
    Workspace workspace = new Workspace((long) WIDTH * (WIDTH + 2 * panel + 1) * threads);
    Matrix[] w = new Matrix[threads];
    Matrix[] b = new Matrix[threads];
    Panels[] x = new Panels[threads];
    for (int i = 0; i < threads; i++) {
      w[i] = workspace.matrix(WIDTH, WIDTH);
      b[i] = workspace.matrix(WIDTH, 1);
      x[i] = workspace.panels(2, WIDTH, panel);
    }
    Workers.Task products =
        (task, worker) -> {
          Panel from = x[worker].panel(0);
          Panel to = x[worker].panel(1);
          for (int i = 0; i < REPEATS; i++) {
            k.gemmNN(w[worker], from, b[worker], to);
          }
        };
    int tasks = TASKS_PER_THREAD * threads;
    double flops = 2.0 * WIDTH * WIDTH * panel * REPEATS * tasks;
    return 1e-9 * flops / best(share, () -> compute.workers().run(tasks, products));
  }

  private double sine(double share) {
    Kernels k = compute.kernels();
    int n = WIDTH * k.panelWidth();
    Panels panels = new Workspace(3L * n).panels(3, WIDTH, k.panelWidth());
    Panel z = panels.panel(0);
    for (int i = 0; i < n; i++) {
      z.array()[z.offset() + i] = i / (float) n;
    }
    double time =
        best(
            share,
            () -> {
              for (int i = 0; i < REPEATS; i++) {
                k.sinCos(OMEGA, z, panels.panel(1), panels.panel(2));
              }
            });
    return 1e9 * time / REPEATS / n;
  }

  /** Seconds of the best run within a share of the time. */
  private double best(double share, Runnable body) {
    long start = System.nanoTime();
    while (since(start) < WARM_UP * share * seconds) {
      body.run();
    }
    double best = Double.POSITIVE_INFINITY;
    for (int run = 0; run < LEAST_RUNS || since(start) < share * seconds; run++) {
      long begin = System.nanoTime();
      body.run();
      best = Math.min(best, since(begin));
    }
    return best;
  }

  private static double since(long start) {
    return 1e-9 * (System.nanoTime() - start);
  }
}
