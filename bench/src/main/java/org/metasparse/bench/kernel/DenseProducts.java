package org.metasparse.bench.kernel;

import org.metasparse.bench.Flops;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Start;
import org.openjdk.jmh.annotations.Benchmark;

/** A dense hidden layer: forward, gradient of the input, gradient of the weights. */
public class DenseProducts extends KernelBenchmark {
  private int w;
  private int x;
  private int z;
  private int dw;
  private float[] scratch;

  /** For JMH. */
  public DenseProducts() {}

  @Override
  protected void layOut() {
    w = operand(size * size);
    x = operand(size * pixels);
    z = operand(size * pixels);
    dw = operand(size * size);
    scratch = new float[2 * size * pixels];
  }

  @Override
  protected void check() {
    same("gemmNN", this::forward);
    same("gemmTN", this::inputGradient);
    same("gemmNT", this::weightGradient);
  }

  private long multiplyAdds() {
    return (long) size * size * pixels;
  }

  private void forward(Kernels k) {
    for (int q = 0; q < panels; q++) {
      int o = q * size * panel;
      k.gemmNN(
          size,
          panel,
          size,
          array,
          w,
          size,
          array,
          x + o,
          panel,
          Start.PRESENT,
          null,
          0,
          array,
          z + o,
          panel);
    }
  }

  private void inputGradient(Kernels k) {
    for (int q = 0; q < panels; q++) {
      int o = q * size * panel;
      k.gemmTN(
          size,
          panel,
          size,
          array,
          w,
          size,
          array,
          z + o,
          panel,
          Start.PRESENT,
          null,
          0,
          array,
          x + o,
          panel);
    }
  }

  private void weightGradient(Kernels k) {
    int stride = size * panel;
    k.gemmNT(
        size, size, panels, panel, array, z, panel, stride, array, x, panel, stride, array, dw,
        size, scratch, 0);
  }

  /**
   * {@code Z += W X}.
   *
   * @param flops counts
   */
  @Benchmark
  public void gemmNN(Flops flops) {
    forward(tested);
    flops.multiplyAdds(multiplyAdds());
  }

  /**
   * {@code dX += W' dZ}.
   *
   * @param flops counts
   */
  @Benchmark
  public void gemmTN(Flops flops) {
    inputGradient(tested);
    flops.multiplyAdds(multiplyAdds());
  }

  /**
   * {@code dW += dZ X'}.
   *
   * @param flops counts
   */
  @Benchmark
  public void gemmNT(Flops flops) {
    weightGradient(tested);
    flops.multiplyAdds(multiplyAdds());
  }
}
