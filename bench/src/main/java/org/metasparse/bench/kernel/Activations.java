package org.metasparse.bench.kernel;

import org.metasparse.bench.Elements;
import org.metasparse.engine.Kernels;
import org.openjdk.jmh.annotations.Benchmark;

/** What a layer does beside its product: bias, sine with cosine, and the gradient of the bias. */
public class Activations extends KernelBenchmark {
  private static final float OMEGA = 30;

  private int sines;
  private int z;
  private int sin;
  private int cos;
  private int lanes;

  /** For JMH. */
  public Activations() {}

  @Override
  protected void layOut() {
    sines = size * panel;
    z = operand(size * pixels);
    sin = operand(sines);
    cos = operand(sines);
    lanes = operand(size * Kernels.LANES);
  }

  @Override
  protected void check() {
    same("sinCos", this::sinesAndCosines);
    same("rowSums", this::sums);
  }

  private void sinesAndCosines(Kernels k) {
    k.sinCos(sines, OMEGA, array, z, array, sin, array, cos);
  }

  private void sums(Kernels k) {
    k.rowSums(size, panels, panel, array, z, panel, size * panel, array, lanes);
  }

  /**
   * Sine and cosine of one panel, a pair counted once.
   *
   * @param elements counts
   */
  @Benchmark
  public void sinCos(Elements elements) {
    sinesAndCosines(tested);
    elements.add(sines);
  }

  /**
   * {@code db[i] += sum of dz[i, p]}, in lanes.
   *
   * @param elements counts
   */
  @Benchmark
  public void rowSums(Elements elements) {
    sums(tested);
    elements.add((long) size * pixels);
  }
}
