package org.metasparse.bench.kernel;

import org.metasparse.bench.Elements;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Panels;
import org.openjdk.jmh.annotations.Benchmark;

/** The squared error of three channels, panel by panel, and its gradient. */
public class Losses extends KernelBenchmark {
  private static final int CHANNELS = 3;
  private static final float SCALE = 1f / CHANNELS;

  /** No bound: values are not clamped. */
  private static final float NONE = Float.POSITIVE_INFINITY;

  private Panels y;
  private Panels t;
  private Panels e;
  private Panels de;
  private Panels dy;

  /** For JMH. */
  public Losses() {}

  @Override
  protected void layOut() {
    y = panels(CHANNELS);
    t = panels(CHANNELS);
    e = panels(1);
    de = panels(1);
    dy = panels(CHANNELS);
  }

  @Override
  protected void check() {
    same("squaredError", this::errors);
    same("squaredErrorGradient", this::gradients);
  }

  private void errors(Kernels k) {
    for (int q = 0; q < panels; q++) {
      k.squaredError(SCALE, -NONE, NONE, y.panel(q), t.panel(q), e.panel(q));
    }
  }

  private void gradients(Kernels k) {
    for (int q = 0; q < panels; q++) {
      k.squaredErrorGradient(SCALE, -NONE, NONE, y.panel(q), t.panel(q), de.panel(q), dy.panel(q));
    }
  }

  /**
   * {@code e[p] = |y[p] - t[p]|^2 / 3}.
   *
   * @param elements counts
   */
  @Benchmark
  public void squaredError(Elements elements) {
    errors(tested);
    elements.add((long) CHANNELS * PIXELS);
  }

  /**
   * {@code dy[p] += 2 / 3 de[p] (y[p] - t[p])}.
   *
   * @param elements counts
   */
  @Benchmark
  public void squaredErrorGradient(Elements elements) {
    gradients(tested);
    elements.add((long) CHANNELS * PIXELS);
  }
}
