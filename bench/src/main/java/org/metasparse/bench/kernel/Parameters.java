package org.metasparse.bench.kernel;

import org.metasparse.engine.AdamStep;
import org.metasparse.engine.Kernels;
import org.openjdk.jmh.annotations.Benchmark;

/** What is done to all weights of a dense network at once: inner steps, Adam, pruning scores. */
public class Parameters extends KernelBenchmark {
  /** The weights of 2 -&gt; 256 x 4 -&gt; 3. */
  private static final int COUNT = 2 * WIDTH + 3 * WIDTH * WIDTH + 3 * WIDTH;

  private static final AdamStep STEP = AdamStep.of(1e-5, 0.9, 0.999, 1e-8, 100);

  private int theta;
  private int g;
  private int m;
  private int v;

  /** For JMH. */
  public Parameters() {}

  @Override
  protected void layOut() {
    theta = operand(COUNT);
    g = operand(COUNT);
    m = operand(COUNT);
    v = operand(COUNT);
    for (int i = 0; i < COUNT; i++) {
      array[v + i] = Math.abs(array[v + i]);
    }
  }

  @Override
  protected void check() {
    same("axpy", this::descend);
    same("scale", this::negate);
    same("multiplyAdd", this::multiply);
    same("adam", this::step);
  }

  private void descend(Kernels k) {
    k.axpy(COUNT, -0.01f, array, g, array, theta);
  }

  /** By -1: any other factor would run into zeros or infinities. */
  private void negate(Kernels k) {
    k.scale(COUNT, -1, array, theta);
  }

  private void multiply(Kernels k) {
    k.multiplyAdd(COUNT, 0.5f, array, theta, array, g, array, m);
  }

  private void step(Kernels k) {
    k.adam(COUNT, STEP, array, g, array, theta, array, m, array, v);
  }

  /**
   * A step of gradient descent.
   *
   * @param elements counts
   */
  @Benchmark
  public void axpy(Elements elements) {
    descend(tested);
    elements.add(COUNT);
  }

  /**
   * A factor for every weight.
   *
   * @param elements counts
   */
  @Benchmark
  public void scale(Elements elements) {
    negate(tested);
    elements.add(COUNT);
  }

  /**
   * A product of elements, added up.
   *
   * @param elements counts
   */
  @Benchmark
  public void multiplyAdd(Elements elements) {
    multiply(tested);
    elements.add(COUNT);
  }

  /**
   * A step of Adam.
   *
   * @param elements counts
   */
  @Benchmark
  public void adam(Elements elements) {
    step(tested);
    elements.add(COUNT);
  }
}
