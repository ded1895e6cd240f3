package org.metasparse.bench.kernel;

import org.metasparse.bench.Flops;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panels;
import org.metasparse.engine.Start;
import org.openjdk.jmh.annotations.Benchmark;

/** A dense hidden layer: forward, gradient of the input, gradient of the weights. */
public class DenseProducts extends KernelBenchmark {
  private Matrix w;
  private Matrix b;
  private Panels x;
  private Panels z;
  private Matrix dw;
  private Matrix scratch;

  /** For JMH. */
  public DenseProducts() {}

  @Override
  protected void layOut() {
    w = matrix(size, size);
    b = matrix(size, 1);
    x = panels(size);
    z = panels(size);
    dw = matrix(size, size);
    int room = Kernels.gemmNTScratch(PIXELS, size, size);
    scratch = new Matrix(1, room, new float[room], 0);
  }

  @Override
  protected void check() {
    same("gemmNN", this::forward);
    same("gemmTN", this::inputGradient);
    same("gemmNT", this::weightGradient);
  }

  private long multiplyAdds() {
    return (long) size * size * PIXELS;
  }

  private void forward(Kernels k) {
    for (int q = 0; q < panels; q++) {
      k.gemmNN(w, x.panel(q), b, z.panel(q));
    }
  }

  private void inputGradient(Kernels k) {
    for (int q = 0; q < panels; q++) {
      k.gemmTN(w, z.panel(q), Start.PRESENT, x.panel(q));
    }
  }

  private void weightGradient(Kernels k) {
    k.gemmNT(panels, z, x, dw, scratch);
  }

  /**
   * {@code Z = W X + b}.
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
