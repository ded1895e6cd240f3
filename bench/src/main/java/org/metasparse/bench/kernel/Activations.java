package org.metasparse.bench.kernel;

import org.metasparse.engine.Kernels;
import org.openjdk.jmh.annotations.Benchmark;

/** What a layer does beside its product: bias, sine with cosine, and the gradient of the bias. */
public class Activations extends KernelBenchmark {
  private static final int SINES = 8192;
  private static final float OMEGA = 30;

  private int b;
  private int z;
  private int sin;
  private int cos;
  private int lanes;

  /** For JMH. */
  public Activations() {}

  @Override
  protected void layOut() {
    b = operand(WIDTH);
    z = operand(WIDTH * PIXELS);
    sin = operand(SINES);
    cos = operand(SINES);
    lanes = operand(WIDTH * Kernels.LANES);
  }

  @Override
  protected void check() {
    same("bias", this::spread);
    same("sinCos", this::sines);
    same("rowSums", this::sums);
  }

  private void spread(Kernels k) {
    for (int q = 0; q < panels; q++) {
      k.bias(WIDTH, panel, array, b, array, z + q * WIDTH * panel, panel);
    }
  }

  private void sines(Kernels k) {
    k.sinCos(SINES, OMEGA, array, z, array, sin, array, cos);
  }

  private void sums(Kernels k) {
    k.rowSums(WIDTH, panels, panel, array, z, panel, WIDTH * panel, array, lanes);
  }

  /**
   * {@code z[i, p] = b[i]}.
   *
   * @param elements counts
   */
  @Benchmark
  public void bias(Elements elements) {
    spread(tested);
    elements.add((long) WIDTH * PIXELS);
  }

  /**
   * Sine and cosine of 8192 elements, a pair counted once.
   *
   * @param elements counts
   */
  @Benchmark
  public void sinCos(Elements elements) {
    sines(tested);
    elements.add(SINES);
  }

  /**
   * {@code db[i] += sum of dz[i, p]}, in lanes.
   *
   * @param elements counts
   */
  @Benchmark
  public void rowSums(Elements elements) {
    sums(tested);
    elements.add((long) WIDTH * PIXELS);
  }
}
