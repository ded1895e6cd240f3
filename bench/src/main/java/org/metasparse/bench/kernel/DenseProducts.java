package org.metasparse.bench.kernel;

import org.metasparse.engine.Kernels;
import org.openjdk.jmh.annotations.Benchmark;

/** A dense hidden layer: forward, gradient of the input, gradient of the weights. */
public class DenseProducts extends KernelBenchmark {
  private static final long MULTIPLY_ADDS = (long) WIDTH * WIDTH * PIXELS;

  private int w;
  private int x;
  private int z;
  private int dw;
  private float[] scratch;

  /** For JMH. */
  public DenseProducts() {}

  @Override
  protected void layOut() {
    w = operand(WIDTH * WIDTH);
    x = operand(WIDTH * PIXELS);
    z = operand(WIDTH * PIXELS);
    dw = operand(WIDTH * WIDTH);
    scratch = new float[2 * WIDTH * PIXELS];
  }

  @Override
  protected void check() {
    same("gemmNN", this::forward);
    same("gemmTN", this::inputGradient);
    same("gemmNT", this::weightGradient);
  }

  private void forward(Kernels k) {
    for (int q = 0; q < panels; q++) {
      int o = q * WIDTH * panel;
      k.gemmNN(WIDTH, panel, WIDTH, array, w, WIDTH, array, x + o, panel, array, z + o, panel);
    }
  }

  private void inputGradient(Kernels k) {
    for (int q = 0; q < panels; q++) {
      int o = q * WIDTH * panel;
      k.gemmTN(WIDTH, panel, WIDTH, array, w, WIDTH, array, z + o, panel, array, x + o, panel);
    }
  }

  private void weightGradient(Kernels k) {
    int stride = WIDTH * panel;
    k.gemmNT(
        WIDTH, WIDTH, panels, panel, array, z, panel, stride, array, x, panel, stride, array, dw,
        WIDTH, scratch, 0);
  }

  /**
   * {@code Z += W X}.
   *
   * @param flops counts
   */
  @Benchmark
  public void gemmNN(Flops flops) {
    forward(tested);
    flops.multiplyAdds(MULTIPLY_ADDS);
  }

  /**
   * {@code dX += W' dZ}.
   *
   * @param flops counts
   */
  @Benchmark
  public void gemmTN(Flops flops) {
    inputGradient(tested);
    flops.multiplyAdds(MULTIPLY_ADDS);
  }

  /**
   * {@code dW += dZ X'}.
   *
   * @param flops counts
   */
  @Benchmark
  public void gemmNT(Flops flops) {
    weightGradient(tested);
    flops.multiplyAdds(MULTIPLY_ADDS);
  }
}
