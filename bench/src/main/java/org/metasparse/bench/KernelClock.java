package org.metasparse.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.metasparse.engine.AdamStep;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panel;
import org.metasparse.engine.Panels;
import org.metasparse.engine.Start;

/**
 * Kernels with a stopwatch on each: other kernels' bits, and how long they took on all threads
 * together. A reading of the clock takes some 25 nanoseconds, the shortest kernels of a step a
 * hundred times that.
 */
final class KernelClock implements Kernels {
  /** What is told apart: the kernels, and which way a sparse or dense product goes. */
  enum Entry {
    /** {@code Y = W X + b}, dense. */
    GEMM_NN("dense product forward (`gemmNN`)"),
    /** {@code dX += W' dY}, dense. */
    GEMM_TN("to the input's gradient (`gemmTN`)"),
    /** {@code dW += dY X'}, dense. */
    GEMM_NT("to the weights' gradient (`gemmNT`)"),
    /** {@code Y = W X + b}, CSR. */
    SPMM("SpMM forward (`spmm`)"),
    /** {@code dX += W' dY}, CSR. */
    SPMM_T("transposed SpMM (`spmmT`)"),
    /** {@code dW += dY X'} at entries. */
    SDDMM("SDDMM (`sddmm`)"),
    /** Gradients of biases. */
    ROW_SUMS("biases' gradient (`rowSums`)"),
    /** Lanes to sums. */
    FOLD("lanes to sums (`foldLanes`)"),
    /** Sines and cosines. */
    SINE("sine and cosine (`sinCos`)"),
    /** Products with cosines. */
    MULTIPLY("times the cosine (`multiply`)"),
    /** The loss and its gradient. */
    LOSS("loss (`squaredError`, its gradient)"),
    /** Sums of chunks' gradients. */
    AXPY("sums of chunks (`axpy`)"),
    /** The optimiser. */
    ADAM("Adam (`adam`)");

    private final String text;

    Entry(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** Whether its work is counted in multiply-adds; otherwise in elements. */
    boolean product() {
      return ordinal() <= SDDMM.ordinal();
    }
  }

  /**
   * What one kernel did.
   *
   * @param seconds how long it ran, the seconds of all threads added
   * @param work multiply-adds of a product, elements of another kernel
   */
  record Spent(double seconds, long work) {}

  /** One thread's sums. */
  private static final class Sums {
    final long[] nanos = new long[Entry.values().length];
    final long[] work = new long[Entry.values().length];
  }

  private final Kernels kernels;
  private final List<Sums> all = new ArrayList<>();
  private final ThreadLocal<Sums> mine = ThreadLocal.withInitial(this::sums);

  KernelClock(Kernels kernels) {
    this.kernels = kernels;
  }

  private synchronized Sums sums() {
    Sums sums = new Sums();
    all.add(sums);
    return sums;
  }

  /** Sets all to zero. No kernel may be running. */
  synchronized void reset() {
    for (Sums sums : all) {
      Arrays.fill(sums.nanos, 0);
      Arrays.fill(sums.work, 0);
    }
  }

  /** What kernels did since the last reset, all threads together. No kernel may be running. */
  synchronized Map<Entry, Spent> spent() {
    Map<Entry, Spent> spent = new EnumMap<>(Entry.class);
    for (Entry entry : Entry.values()) {
      int k = entry.ordinal();
      long work = all.stream().mapToLong(sums -> sums.work[k]).sum();
      if (work > 0) {
        long nanos = all.stream().mapToLong(sums -> sums.nanos[k]).sum();
        spent.put(entry, new Spent(1e-9 * nanos, work));
      }
    }
    return spent;
  }

  private void add(Entry entry, long start, long work) {
    long end = System.nanoTime();
    Sums sums = mine.get();
    sums.nanos[entry.ordinal()] += end - start;
    sums.work[entry.ordinal()] += work;
  }

  private static long pixels(int panels, Panels x) {
    return (long) panels * x.width();
  }

  @Override
  public String name() {
    return kernels.name();
  }

  @Override
  public int vectorBits() {
    return kernels.vectorBits();
  }

  @Override
  public int panelWidth() {
    return kernels.panelWidth();
  }

  @Override
  public void gemmNN(Matrix w, Panel x, Matrix b, Panel y) {
    long start = System.nanoTime();
    kernels.gemmNN(w, x, b, y);
    add(Entry.GEMM_NN, start, (long) w.rows() * w.cols() * x.width());
  }

  @Override
  public void gemmTN(Matrix w, Panel dy, Start from, Panel dx) {
    long start = System.nanoTime();
    kernels.gemmTN(w, dy, from, dx);
    add(Entry.GEMM_TN, start, (long) w.rows() * w.cols() * dy.width());
  }

  @Override
  public void gemmNT(int panels, Panels dy, Panels x, Matrix dw, Matrix scratch) {
    long start = System.nanoTime();
    kernels.gemmNT(panels, dy, x, dw, scratch);
    add(Entry.GEMM_NT, start, dw.rows() * dw.cols() * pixels(panels, x));
  }

  @Override
  public void spmm(CsrPattern pattern, Matrix w, Panel x, Matrix b, Panel y) {
    long start = System.nanoTime();
    kernels.spmm(pattern, w, x, b, y);
    add(Entry.SPMM, start, (long) pattern.nnz() * x.width());
  }

  @Override
  public void spmmT(CsrPattern pattern, Matrix w, Panel dy, Start from, Panel dx) {
    long start = System.nanoTime();
    kernels.spmmT(pattern, w, dy, from, dx);
    add(Entry.SPMM_T, start, (long) pattern.nnz() * dy.width());
  }

  @Override
  public void sddmm(
      CsrPattern pattern, int panels, Panels dy, Panels x, Matrix lanes, Matrix sums) {
    long start = System.nanoTime();
    kernels.sddmm(pattern, panels, dy, x, lanes, sums);
    add(Entry.SDDMM, start, pattern.nnz() * pixels(panels, x));
  }

  @Override
  public void rowSums(int panels, Panels dy, Matrix lanes) {
    long start = System.nanoTime();
    kernels.rowSums(panels, dy, lanes);
    add(Entry.ROW_SUMS, start, lanes.rows() * pixels(panels, dy));
  }

  @Override
  public void foldLanes(Matrix lanes, Matrix out) {
    long start = System.nanoTime();
    kernels.foldLanes(lanes, out);
    add(Entry.FOLD, start, (long) lanes.rows() * lanes.cols());
  }

  @Override
  public void sinCos(float omega, Panel z, Panel sin, Panel cos) {
    long start = System.nanoTime();
    kernels.sinCos(omega, z, sin, cos);
    add(Entry.SINE, start, z.size());
  }

  @Override
  public void sin(float omega, Panel z, Panel sin) {
    long start = System.nanoTime();
    kernels.sin(omega, z, sin);
    add(Entry.SINE, start, z.size());
  }

  @Override
  public void squaredError(float scale, float low, float high, Panel y, Panel t, Panel e) {
    long start = System.nanoTime();
    kernels.squaredError(scale, low, high, y, t, e);
    add(Entry.LOSS, start, y.size());
  }

  @Override
  public void squaredErrorGradient(
      float scale, float low, float high, Panel y, Panel t, Panel de, Panel dy) {
    long start = System.nanoTime();
    kernels.squaredErrorGradient(scale, low, high, y, t, de, dy);
    add(Entry.LOSS, start, y.size());
  }

  @Override
  public void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    long start = System.nanoTime();
    kernels.axpy(n, alpha, x, xOffset, y, yOffset);
    add(Entry.AXPY, start, n);
  }

  @Override
  public void scale(float alpha, Panel x, Panel y) {
    long start = System.nanoTime();
    kernels.scale(alpha, x, y);
    add(Entry.MULTIPLY, start, x.size());
  }

  @Override
  public void multiply(float alpha, Panel a, Panel b, Panel c) {
    long start = System.nanoTime();
    kernels.multiply(alpha, a, b, c);
    add(Entry.MULTIPLY, start, a.size());
  }

  @Override
  public void multiplyAdd(float alpha, Panel a, Panel b, Panel c) {
    long start = System.nanoTime();
    kernels.multiplyAdd(alpha, a, b, c);
    add(Entry.MULTIPLY, start, a.size());
  }

  @Override
  public void adam(AdamStep step, float[] g, float[] theta, float[] m, float[] v) {
    long start = System.nanoTime();
    kernels.adam(step, g, theta, m, v);
    add(Entry.ADAM, start, theta.length);
  }
}
