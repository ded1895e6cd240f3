package org.metasparse.engine.simd;

import static org.metasparse.engine.simd.Lanes.L;
import static org.metasparse.engine.simd.Lanes.S;
import static org.metasparse.engine.simd.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.metasparse.engine.AdamStep;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panel;
import org.metasparse.engine.Panels;
import org.metasparse.engine.Start;
import org.metasparse.engine.Transpose;
import org.metasparse.engine.scalar.ScalarKernels;

/**
 * The kernels on the Vector API, at the JVM's preferred width (128, 256 or 512 bits).
 *
 * <p>A panel fills its vectors at every width. What does not at the end of a flat array is left to
 * the scalar twin, which does the same arithmetic.
 */
public final class SimdKernels implements Kernels {
  private static final ScalarKernels SCALAR = new ScalarKernels();

  /** Creates the kernels; they have no state. */
  public SimdKernels() {}

  /** {@return the bits of the vectors that these kernels would have on this JVM} */
  public static int preferredBits() {
    return S.vectorBitSize();
  }

  @Override
  public String name() {
    return "simd";
  }

  @Override
  public int vectorBits() {
    return S.vectorBitSize();
  }

  /** Four vectors of 16: a sparse weight's broadcast then serves four multiply-adds. */
  @Override
  public int panelWidth() {
    return COLUMNS;
  }

  @Override
  public void gemmNN(Matrix w, Panel x, Matrix b, Panel y) {
    multiply(w, x, Start.ZERO, b, y);
  }

  @Override
  public void gemmTN(Matrix w, Panel dy, Start start, Panel dx) {
    multiply(w, dy, start, null, dx);
  }

  /** {@code Y = Y0 + W X}; chains start from the bias instead of {@code start} if there is one. */
  private static void multiply(Matrix w, Panel x, Start start, Matrix bias, Panel y) {
    Gemm.multiply(
        w.rows(),
        x.width(),
        w.cols(),
        w.array(),
        w.offset(),
        w.cols(),
        x.array(),
        x.offset(),
        x.width(),
        start,
        bias,
        y.array(),
        y.offset(),
        y.width());
  }

  @Override
  public void gemmNT(int panels, Panels dy, Panels x, Matrix dw, Matrix scratch) {
    // All panels side by side, so that dW is loaded and stored once: dY as it is, X transposed and
    // cut into strips of as many columns as a panel has. Behind the last strip's columns stands
    // what stood there; what is computed of it ends in columns of its product that are left out.
    int m = dw.rows();
    int n = dw.cols();
    int k = x.width();
    int depth = panels * k;
    float[] packed = scratch.array();
    int packedDy = scratch.offset();
    int packedX = packedDy + m * depth;
    for (int q = 0; q < panels; q++) {
      pack(q, depth, x, packed, packedX);
      for (int i = 0; i < m; i++) {
        int row = dy.offset() + q * dy.stride() + i * k;
        System.arraycopy(dy.array(), row, packed, packedDy + i * depth + q * k, k);
      }
    }
    int whole = n - n % COLUMNS;
    for (int j = 0; j < whole; j += COLUMNS) {
      int c0 = dw.offset() + j;
      Gemm.add(m, COLUMNS, depth, packed, packedDy, packedX + j * depth, dw.array(), c0, n);
    }
    if (whole < n) {
      lastColumns(depth, packed, packedDy, packedX + whole * depth, dw, whole);
    }
  }

  /** Panel q of X, transposed, in strips of as many columns as a panel has. */
  private static void pack(int q, int depth, Panels x, float[] packed, int packedX) {
    int k = x.width();
    int n = x.rows();
    int from = x.offset() + q * x.stride();
    for (int j = 0; j < n; j += COLUMNS) {
      int wide = Math.min(COLUMNS, n - j);
      int to = packedX + j * depth + q * k * COLUMNS;
      Transpose.copy(wide, k, x.array(), from + j * k, k, packed, to, COLUMNS);
    }
  }

  /** The columns of dW from j on, too few for a strip, in a matrix of their own with whole rows. */
  private static void lastColumns(
      int depth, float[] packed, int packedDy, int strip, Matrix dw, int j) {
    int own = strip + depth * COLUMNS;
    int m = dw.rows();
    int n = dw.cols();
    int wide = n - j;
    float[] out = dw.array();
    int c0 = dw.offset() + j;
    for (int i = 0; i < m; i++) {
      System.arraycopy(out, c0 + i * n, packed, own + i * COLUMNS, wide);
    }
    Gemm.add(m, wide, depth, packed, packedDy, strip, packed, own, COLUMNS);
    for (int i = 0; i < m; i++) {
      System.arraycopy(packed, own + i * COLUMNS, out, c0 + i * n, wide);
    }
  }

  @Override
  public void spmm(CsrPattern pattern, Matrix w, Panel x, Matrix b, Panel y) {
    Sparse.multiply(pattern.stripStart(), pattern.column(), w, x, Start.ZERO, b, y);
  }

  @Override
  public void spmmT(CsrPattern pattern, Matrix w, Panel dy, Start start, Panel dx) {
    CsrPattern.Transposed t = pattern.transposed();
    Sparse.multiply(t.stripStart(), t.row(), w, dy, start, null, dx);
  }

  @Override
  public void sddmm(
      CsrPattern pattern, int panels, Panels dy, Panels x, Matrix lanes, Matrix sums) {
    int done = Sparse.sampled(pattern, panels, dy, x, lanes, sums);
    if (sums != null && done < panels) {
      rowSums(done, panels, dy, sums);
    }
  }

  @Override
  public void rowSums(int panels, Panels dy, Matrix lanes) {
    rowSums(0, panels, dy, lanes);
  }

  private static void rowSums(int from, int to, Panels dy, Matrix lanes) {
    int n = dy.width();
    for (int i = 0; i < dy.rows(); i++) {
      int lane = lanes.offset() + i * LANES;
      for (int q = from; q < to; q++) {
        int row = dy.offset() + q * dy.stride() + i * n;
        for (int g = 0; g < LANES; g += L) {
          addStrided(n - g, dy.array(), row + g, lanes.array(), lane + g);
        }
      }
    }
  }

  /** One loop to a method: nested in the others, JDK 17 puts the accumulator on the heap. */
  private static void addStrided(int n, float[] x, int x0, float[] lanes, int lane) {
    FloatVector s = load(lanes, lane);
    for (int p = 0; p < n; p += LANES) {
      s = s.add(load(x, x0 + p));
    }
    s.intoArray(lanes, lane);
  }

  @Override
  public void foldLanes(Matrix lanes, Matrix out) {
    SCALAR.foldLanes(lanes, out);
  }

  @Override
  public void sinCos(float omega, Panel z, Panel sin, Panel cos) {
    Sines.sinCos(omega, z, sin, cos);
  }

  @Override
  public void sin(float omega, Panel z, Panel sin) {
    Sines.sinCos(omega, z, sin, null);
  }

  @Override
  public void squaredError(float scale, float low, float high, Panel y, Panel t, Panel e) {
    int n = y.width();
    for (int p = 0; p < n; p += L) {
      FloatVector s = FloatVector.zero(S);
      for (int i = 0; i < y.rows(); i++) {
        FloatVector d =
            error(
                low,
                high,
                load(y.array(), y.offset() + i * n + p),
                load(t.array(), t.offset() + i * n + p));
        s = d.fma(d, s);
      }
      s.mul(scale).intoArray(e.array(), e.offset() + p);
    }
  }

  @Override
  public void squaredErrorGradient(
      float scale, float low, float high, Panel y, Panel t, Panel de, Panel dy) {
    int n = y.width();
    for (int p = 0; p < n; p += L) {
      FloatVector w = load(de.array(), de.offset() + p).mul(2 * scale);
      for (int i = 0; i < y.rows(); i++) {
        FloatVector d =
            error(
                low,
                high,
                load(y.array(), y.offset() + i * n + p),
                load(t.array(), t.offset() + i * n + p));
        int o = dy.offset() + i * n + p;
        w.fma(d, load(dy.array(), o)).intoArray(dy.array(), o);
      }
    }
  }

  /** What values lack: nothing where clamping them to the range gives the targets. */
  private static FloatVector error(float low, float high, FloatVector y, FloatVector t) {
    FloatVector d = y.sub(t);
    VectorMask<Float> above = t.eq(high).and(d.compare(VectorOperators.GT, 0f));
    VectorMask<Float> below = t.eq(low).and(d.lt(0f));
    return d.blend(0f, above.or(below));
  }

  @Override
  public void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    int end = S.loopBound(n);
    FloatVector w = FloatVector.broadcast(S, alpha);
    for (int i = 0; i < end; i += L) {
      w.fma(load(x, xOffset + i), load(y, yOffset + i)).intoArray(y, yOffset + i);
    }
    SCALAR.axpy(n - end, alpha, x, xOffset + end, y, yOffset + end);
  }

  @Override
  public void scale(float alpha, Panel x, Panel y) {
    for (int i = 0; i < x.size(); i += L) {
      load(x.array(), x.offset() + i).mul(alpha).intoArray(y.array(), y.offset() + i);
    }
  }

  @Override
  public void multiply(float alpha, Panel a, Panel b, Panel c) {
    int n = a.size();
    float[] x = a.array();
    float[] y = b.array();
    float[] z = c.array();
    for (int i = 0; i < n; i += L) {
      load(x, a.offset() + i).mul(alpha).mul(load(y, b.offset() + i)).intoArray(z, c.offset() + i);
    }
  }

  @Override
  public void multiplyAdd(float alpha, Panel a, Panel b, Panel c) {
    int n = a.size();
    float[] x = a.array();
    float[] y = b.array();
    float[] z = c.array();
    for (int i = 0; i < n; i += L) {
      load(x, a.offset() + i)
          .mul(alpha)
          .fma(load(y, b.offset() + i), load(z, c.offset() + i))
          .intoArray(z, c.offset() + i);
    }
  }

  @Override
  public void adam(AdamStep step, float[] g, float[] theta, float[] m, float[] v) {
    int end = S.loopBound(g.length);
    float beta1 = step.beta1();
    float beta2 = step.beta2();
    FloatVector gain1 = FloatVector.broadcast(S, 1 - beta1);
    FloatVector stepSize = FloatVector.broadcast(S, -step.stepSize());
    for (int i = 0; i < end; i += L) {
      FloatVector gi = load(g, i);
      FloatVector mi = gain1.fma(gi, load(m, i).mul(beta1));
      FloatVector vi = gi.mul(1 - beta2).fma(gi, load(v, i).mul(beta2));
      mi.intoArray(m, i);
      vi.intoArray(v, i);
      FloatVector d =
          vi.lanewise(VectorOperators.SQRT).div(step.rootCorrection2()).add(step.epsilon());
      stepSize.fma(mi.div(d), load(theta, i)).intoArray(theta, i);
    }
    ScalarKernels.adam(end, step, g, theta, m, v);
  }
}
