package org.metasparse.bench.kernel;

import org.metasparse.bench.Elements;
import org.metasparse.engine.Kernels;
import org.openjdk.jmh.annotations.Benchmark;

/** The squared error of three channels, panel by panel, and its gradient. */
public class Losses extends KernelBenchmark {
  private static final int CHANNELS = 3;
  private static final float SCALE = 1f / CHANNELS;

  private int y;
  private int t;
  private int e;
  private int de;
  private int dy;

  /** For JMH. */
  public Losses() {}

  @Override
  protected void layOut() {
    y = operand(CHANNELS * pixels);
    t = operand(CHANNELS * pixels);
    e = operand(pixels);
    de = operand(pixels);
    dy = operand(CHANNELS * pixels);
  }

  @Override
  protected void check() {
    same("squaredError", this::errors);
    same("squaredErrorGradient", this::gradients);
  }

  private void errors(Kernels k) {
    for (int q = 0; q < panels; q++) {
      int o = q * panel;
      int c = CHANNELS * o;
      k.squaredError(
          CHANNELS, panel, SCALE, array, y + c, panel, array, t + c, panel, array, e + o);
    }
  }

  private void gradients(Kernels k) {
    for (int q = 0; q < panels; q++) {
      int o = q * panel;
      int c = CHANNELS * o;
      k.squaredErrorGradient(
          CHANNELS, panel, SCALE, array, y + c, panel, array, t + c, panel, array, de + o, array,
          dy + c, panel);
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
    elements.add((long) CHANNELS * pixels);
  }

  /**
   * {@code dy[p] += 2 / 3 de[p] (y[p] - t[p])}.
   *
   * @param elements counts
   */
  @Benchmark
  public void squaredErrorGradient(Elements elements) {
    gradients(tested);
    elements.add((long) CHANNELS * pixels);
  }
}
