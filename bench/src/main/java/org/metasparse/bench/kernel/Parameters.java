package org.metasparse.bench.kernel;

import org.metasparse.bench.Elements;
import org.metasparse.engine.AdamStep;
import org.metasparse.engine.Kernels;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What is done to all weights of a dense network 2 -&gt; size x 4 -&gt; 3 at once: inner steps,
 * Adam, pruning scores.
 */
public class Parameters extends KernelBenchmark {
  private static final AdamStep STEP = AdamStep.of(1e-5, 0.9, 0.999, 1e-8, 100);

  private int count;
  private int theta;
  private int g;
  private int m;
  private int v;

  /** For JMH. */
  public Parameters() {}

  @Override
  protected void layOut() {
    count = 2 * size + 3 * size * size + 3 * size;
    theta = operand(count);
    g = operand(count);
    m = operand(count);
    v = operand(count);
    for (int i = 0; i < count; i++) {
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
    k.axpy(count, -0.01f, array, g, array, theta);
  }

  /** By -1: any other factor would run into zeros or infinities. */
  private void negate(Kernels k) {
    k.scale(count, -1, array, theta);
  }

  private void multiply(Kernels k) {
    k.multiplyAdd(count, 0.5f, array, theta, array, g, array, m);
  }

  private void step(Kernels k) {
    k.adam(count, STEP, array, g, array, theta, array, m, array, v);
  }

  /**
   * A step of gradient descent.
   *
   * @param elements counts
   */
  @Benchmark
  public void axpy(Elements elements) {
    descend(tested);
    elements.add(count);
  }

  /**
   * A factor for every weight.
   *
   * @param elements counts
   */
  @Benchmark
  public void scale(Elements elements) {
    negate(tested);
    elements.add(count);
  }

  /**
   * A product of elements, added up.
   *
   * @param elements counts
   */
  @Benchmark
  public void multiplyAdd(Elements elements) {
    multiply(tested);
    elements.add(count);
  }

  /**
   * A step of Adam.
   *
   * @param elements counts
   */
  @Benchmark
  public void adam(Elements elements) {
    step(tested);
    elements.add(count);
  }
}
