package org.metasparse.bench.kernel;

import org.metasparse.bench.Elements;
import org.metasparse.bench.Flops;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panels;
import org.metasparse.engine.Start;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** A pruned hidden layer, at densities of the paper's pruning rounds. */
public class SparseProducts extends KernelBenchmark {
  /** The fraction of weights that are left. */
  @Param({"1", "0.5", "0.41", "0.168", "0.086", "0.044", "0.0115"})
  public double density;

  private CsrPattern pattern;
  private Matrix w;
  private Matrix b;
  private Panels x;
  private Panels z;
  private Matrix lanes;
  private Matrix dw;

  /** For JMH. */
  public SparseProducts() {}

  @Override
  protected void layOut() {
    boolean[] mask = new boolean[size * size];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = rng().nextFloat() < density;
    }
    pattern = CsrPattern.ofMask(size, size, mask);
    w = matrix(pattern.nnz(), 1);
    b = matrix(size, 1);
    x = panels(size);
    z = panels(size);
    lanes = matrix(pattern.nnz(), Kernels.LANES);
    dw = matrix(pattern.nnz(), 1);
  }

  @Override
  protected void check() {
    same("spmm", this::forward);
    same("spmmT", this::inputGradient);
    same("sddmm", this::weightGradient);
    same("foldLanes", this::fold);
  }

  private void forward(Kernels k) {
    for (int q = 0; q < panels; q++) {
      k.spmm(pattern, w, x.panel(q), b, z.panel(q));
    }
  }

  private void inputGradient(Kernels k) {
    for (int q = 0; q < panels; q++) {
      k.spmmT(pattern, w, z.panel(q), Start.PRESENT, x.panel(q));
    }
  }

  private void weightGradient(Kernels k) {
    k.sddmm(pattern, panels, z, x, lanes, null);
  }

  private void fold(Kernels k) {
    k.foldLanes(lanes, dw);
  }

  private long multiplyAdds() {
    return (long) pattern.nnz() * PIXELS;
  }

  /**
   * {@code Z = W X + b}.
   *
   * @param flops counts
   */
  @Benchmark
  public void spmm(Flops flops) {
    forward(tested);
    flops.multiplyAdds(multiplyAdds());
  }

  /**
   * {@code dX += W' dZ}.
   *
   * @param flops counts
   */
  @Benchmark
  public void spmmT(Flops flops) {
    inputGradient(tested);
    flops.multiplyAdds(multiplyAdds());
  }

  /**
   * {@code dW += dZ X'} at the surviving weights, in lanes.
   *
   * @param flops counts
   */
  @Benchmark
  public void sddmm(Flops flops) {
    weightGradient(tested);
    flops.multiplyAdds(multiplyAdds());
  }

  /**
   * The lanes of each weight's gradient, folded.
   *
   * @param elements counts
   */
  @Benchmark
  public void foldLanes(Elements elements) {
    fold(tested);
    elements.add((long) pattern.nnz() * Kernels.LANES);
  }
}
