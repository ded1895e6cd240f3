package org.metasparse.bench.kernel;

import org.metasparse.bench.Elements;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panels;
import org.openjdk.jmh.annotations.Benchmark;

/** What a layer does beside its product: sine with cosine, their gradient, that of the bias. */
public class Activations extends KernelBenchmark {
  private static final float OMEGA = 30;

  private Panels z;
  private Panels sin;
  private Panels cos;
  private Matrix lanes;

  /** For JMH. */
  public Activations() {}

  @Override
  protected void layOut() {
    z = panels(size);
    sin = panels(size);
    cos = panels(size);
    lanes = matrix(size, Kernels.LANES);
  }

  @Override
  protected void check() {
    same("sinCos", this::sinesAndCosines);
    same("sin", this::sines);
    same("multiply", this::sineGradient);
    same("multiplyAdd", this::addedSineGradient);
    same("rowSums", this::sums);
  }

  private void sinesAndCosines(Kernels k) {
    k.sinCos(OMEGA, z.panel(0), sin.panel(0), cos.panel(0));
  }

  private void sines(Kernels k) {
    k.sin(OMEGA, z.panel(0), sin.panel(0));
  }

  private void sineGradient(Kernels k) {
    k.multiply(OMEGA, z.panel(0), cos.panel(0), sin.panel(0));
  }

  private void addedSineGradient(Kernels k) {
    k.multiplyAdd(OMEGA, z.panel(0), cos.panel(0), sin.panel(0));
  }

  private void sums(Kernels k) {
    k.rowSums(panels, z, lanes);
  }

  /**
   * Sine and cosine of one panel, a pair counted once.
   *
   * @param elements counts
   */
  @Benchmark
  public void sinCos(Elements elements) {
    sinesAndCosines(tested);
    elements.add(z.stride());
  }

  /**
   * Sine of one panel.
   *
   * @param elements counts
   */
  @Benchmark
  public void sin(Elements elements) {
    sines(tested);
    elements.add(z.stride());
  }

  /**
   * {@code dz = omega dh cos} of one panel.
   *
   * @param elements counts
   */
  @Benchmark
  public void multiply(Elements elements) {
    sineGradient(tested);
    elements.add(z.stride());
  }

  /**
   * {@code dz += omega dh cos} of one panel.
   *
   * @param elements counts
   */
  @Benchmark
  public void multiplyAdd(Elements elements) {
    addedSineGradient(tested);
    elements.add(z.stride());
  }

  /**
   * {@code db[i] += sum of dz[i, p]}, in lanes.
   *
   * @param elements counts
   */
  @Benchmark
  public void rowSums(Elements elements) {
    sums(tested);
    elements.add((long) size * PIXELS);
  }
}
