package org.metasparse.bench.kernel;

import org.metasparse.bench.Elements;
import org.metasparse.engine.AdamStep;
import org.metasparse.engine.Kernels;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What is done to all weights of a dense network 2 -&gt; size x 4 -&gt; 3 at once: inner steps and
 * Adam.
 */
public class Parameters extends KernelBenchmark {
  private static final AdamStep STEP = AdamStep.of(1e-5, 0.9, 0.999, 1e-8, 100);

  private int count;
  private float[] theta;
  private float[] g;
  private float[] m;
  private float[] v;

  /** For JMH. */
  public Parameters() {}

  @Override
  protected void layOut() {
    count = 2 * size + 3 * size * size + 3 * size;
    theta = floats();
    g = floats();
    m = floats();
    v = floats();
    for (int i = 0; i < count; i++) {
      v[i] = Math.abs(v[i]);
    }
  }

  private float[] floats() {
    float[] all = new float[count];
    for (int i = 0; i < count; i++) {
      all[i] = rng().uniform(-1, 1);
    }
    return all;
  }

  @Override
  protected void check() {
    same("axpy", this::descend, theta);
    same("adam", this::step, theta, m, v);
  }

  private void descend(Kernels k) {
    k.axpy(count, -0.01f, g, 0, theta, 0);
  }

  private void step(Kernels k) {
    k.adam(STEP, g, theta, m, v);
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
