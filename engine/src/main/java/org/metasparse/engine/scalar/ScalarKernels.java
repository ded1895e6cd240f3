package org.metasparse.engine.scalar;

import org.metasparse.engine.AdamStep;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panel;
import org.metasparse.engine.Panels;
import org.metasparse.engine.Start;
import org.metasparse.engine.Transpose;

/**
 * The kernels in plain Java, shaped for the JIT compiler: what a JVM without vectors runs. Each
 * one's definition to be read is in {@link org.metasparse.engine.reference.ReferenceKernels}.
 *
 * <p>The compiler vectorises a loop only where every array is indexed by the loop's counter alone,
 * because otherwise it cannot see that a store does not feed a later load. {@link RowProducts} and
 * {@link #sinCos} therefore work on short arrays of their own, one set for each thread, and copy in
 * and out.
 */
public final class ScalarKernels implements Kernels {
  private static final int BLOCK = 512;

  private final ThreadLocal<RowProducts> products = ThreadLocal.withInitial(RowProducts::new);
  private final ThreadLocal<float[][]> blocks = ThreadLocal.withInitial(() -> new float[3][BLOCK]);

  /** Creates the kernels; they have no state. */
  public ScalarKernels() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int vectorBits() {
    return 32;
  }

  @Override
  public int panelWidth() {
    return 128;
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
  private void multiply(Matrix w, Panel x, Start start, Matrix bias, Panel y) {
    RowProducts product = products.get();
    for (int j = 0; j < x.width(); j += RowProducts.WIDTH) {
      int width = Math.min(RowProducts.WIDTH, x.width() - j);
      product.load(w.cols(), width, x.array(), x.offset() + j, x.width());
      product.dense(
          w.rows(),
          w.cols(),
          width,
          w.array(),
          w.offset(),
          w.cols(),
          start,
          bias,
          y.array(),
          y.offset() + j,
          y.width());
    }
  }

  @Override
  public void gemmNT(int panels, Panels dy, Panels x, Matrix dw, Matrix scratch) {
    RowProducts product = products.get();
    int n = dw.cols();
    int depth = x.width();
    float[] packed = scratch.array();
    for (int q = 0; q < panels; q++) {
      int from = x.offset() + q * x.stride();
      Transpose.copy(n, depth, x.array(), from, depth, packed, scratch.offset(), n);
      for (int j = 0; j < n; j += RowProducts.WIDTH) {
        int width = Math.min(RowProducts.WIDTH, n - j);
        product.load(depth, width, packed, scratch.offset() + j, n);
        product.dense(
            dw.rows(),
            depth,
            width,
            dy.array(),
            dy.offset() + q * dy.stride(),
            depth,
            Start.PRESENT,
            null,
            dw.array(),
            dw.offset() + j,
            n);
      }
    }
  }

  @Override
  public void spmm(CsrPattern pattern, Matrix w, Panel x, Matrix b, Panel y) {
    RowProducts product = products.get();
    int[] first = pattern.rowStart();
    for (int j = 0; j < x.width(); j += RowProducts.WIDTH) {
      int width = Math.min(RowProducts.WIDTH, x.width() - j);
      product.load(pattern.cols(), width, x.array(), x.offset() + j, x.width());
      for (int r = 0; r < pattern.rows(); r++) {
        product.fill(width, b.array()[b.offset() + r]);
        product.sparse(first[r], first[r + 1], pattern.column(), w.array(), w.offset());
        product.store(width, y.array(), y.offset() + r * y.width() + j);
      }
    }
  }

  @Override
  public void spmmT(CsrPattern pattern, Matrix w, Panel dy, Start start, Panel dx) {
    RowProducts product = products.get();
    CsrPattern.Transposed t = pattern.transposed();
    int[] first = t.rowStart();
    for (int j = 0; j < dy.width(); j += RowProducts.WIDTH) {
      int width = Math.min(RowProducts.WIDTH, dy.width() - j);
      product.load(pattern.rows(), width, dy.array(), dy.offset() + j, dy.width());
      for (int c = 0; c < pattern.cols(); c++) {
        int at = dx.offset() + c * dx.width() + j;
        product.start(width, start, dx.array(), at);
        product.sparse(first[c], first[c + 1], t.row(), w.array(), w.offset());
        product.store(width, dx.array(), at);
      }
    }
  }

  @Override
  public void sddmm(
      CsrPattern pattern, int panels, Panels dy, Panels x, Matrix lanes, Matrix sums) {
    if (sums != null) {
      rowSums(panels, dy, sums);
    }
    int[] rowStart = pattern.rowStart();
    int[] column = pattern.column();
    int n = x.width();
    float[] a = dy.array();
    float[] b = x.array();
    float[] products = lanes.array();
    int blocks = n / (4 * LANES) * (4 * LANES);
    for (int r = 0; r < pattern.rows(); r++) {
      int from = rowStart[r];
      int to = rowStart[r + 1];
      if (from == to) {
        continue;
      }
      for (int q = 0; q < panels; q++) {
        int ar = dy.offset() + q * dy.stride() + r * n;
        int bq = x.offset() + q * x.stride();
        for (int p = 0; p < blocks; p += 4 * LANES) {
          for (int l = 0; l < LANES; l += 4) {
            int lane = lanes.offset() + l;
            multiplyBlock(from, to, column, n, a, ar + p + l, b, bq + p + l, products, lane);
          }
        }
        for (int j = from; blocks < n && j < to; j++) {
          int lane = lanes.offset() + j * LANES;
          int bc = bq + column[j] * n;
          for (int p = blocks; p < n; p++) {
            int l = lane + p % LANES;
            products[l] = Math.fma(a[ar + p], b[bc + p], products[l]);
          }
        }
      }
    }
  }

  /**
   * Four lanes of a row's weights, four pixels of each: {@code lanes[l + 16 j] = fma(a[l + 16 k],
   * b[n column[j] + l + 16 k], lanes[l + 16 j])}, l and k from 0 to 3. What the row has of dY stays
   * in registers for all of its weights, whose chains overlap.
   */
  private static void multiplyBlock(
      int from,
      int to,
      int[] column,
      int n,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] lanes,
      int lane) {
    float a00 = a[a0];
    float a01 = a[a0 + 1];
    float a02 = a[a0 + 2];
    float a03 = a[a0 + 3];
    float a10 = a[a0 + 16];
    float a11 = a[a0 + 17];
    float a12 = a[a0 + 18];
    float a13 = a[a0 + 19];
    float a20 = a[a0 + 32];
    float a21 = a[a0 + 33];
    float a22 = a[a0 + 34];
    float a23 = a[a0 + 35];
    float a30 = a[a0 + 48];
    float a31 = a[a0 + 49];
    float a32 = a[a0 + 50];
    float a33 = a[a0 + 51];
    for (int j = from; j < to; j++) {
      int c = b0 + column[j] * n;
      int s = lane + j * LANES;
      float s0 = lanes[s];
      float s1 = lanes[s + 1];
      float s2 = lanes[s + 2];
      float s3 = lanes[s + 3];
      s0 = Math.fma(a00, b[c], s0);
      s1 = Math.fma(a01, b[c + 1], s1);
      s2 = Math.fma(a02, b[c + 2], s2);
      s3 = Math.fma(a03, b[c + 3], s3);
      s0 = Math.fma(a10, b[c + 16], s0);
      s1 = Math.fma(a11, b[c + 17], s1);
      s2 = Math.fma(a12, b[c + 18], s2);
      s3 = Math.fma(a13, b[c + 19], s3);
      s0 = Math.fma(a20, b[c + 32], s0);
      s1 = Math.fma(a21, b[c + 33], s1);
      s2 = Math.fma(a22, b[c + 34], s2);
      s3 = Math.fma(a23, b[c + 35], s3);
      s0 = Math.fma(a30, b[c + 48], s0);
      s1 = Math.fma(a31, b[c + 49], s1);
      s2 = Math.fma(a32, b[c + 50], s2);
      s3 = Math.fma(a33, b[c + 51], s3);
      lanes[s] = s0;
      lanes[s + 1] = s1;
      lanes[s + 2] = s2;
      lanes[s + 3] = s3;
    }
  }

  @Override
  public void rowSums(int panels, Panels dy, Matrix lanes) {
    int n = dy.width();
    for (int i = 0; i < dy.rows(); i++) {
      for (int q = 0; q < panels; q++) {
        int from = dy.offset() + q * dy.stride() + i * n;
        sumLanes(n, dy.array(), from, lanes.array(), lanes.offset() + i * LANES);
      }
    }
  }

  private static void sumLanes(int n, float[] x, int x0, float[] lanes, int lane) {
    for (int p = 0; p < n; p += LANES) {
      for (int l = 0; l < LANES; l++) {
        lanes[lane + l] += x[x0 + p + l];
      }
    }
  }

  @Override
  public void foldLanes(Matrix lanes, Matrix out) {
    float[] sums = out.array();
    for (int j = 0; j < lanes.rows(); j++) {
      sums[out.offset() + j] += fold(lanes.array(), lanes.offset() + j * LANES);
    }
  }

  private static float fold(float[] l, int o) {
    float s0 = (l[o] + l[o + 8]) + (l[o + 4] + l[o + 12]);
    float s1 = (l[o + 1] + l[o + 9]) + (l[o + 5] + l[o + 13]);
    float s2 = (l[o + 2] + l[o + 10]) + (l[o + 6] + l[o + 14]);
    float s3 = (l[o + 3] + l[o + 11]) + (l[o + 7] + l[o + 15]);
    return (s0 + s2) + (s1 + s3);
  }

  @Override
  public void sin(float omega, Panel z, Panel sin) {
    sines(omega, z, sin, null);
  }

  @Override
  public void sinCos(float omega, Panel z, Panel sin, Panel cos) {
    sines(omega, z, sin, cos);
  }

  /** Both; cosines are not stored where there is no room for them. */
  private void sines(float omega, Panel z, Panel sin, Panel cos) {
    float[][] block = blocks.get();
    int n = z.size();
    for (int i = 0; i < n; i += BLOCK) {
      int count = Math.min(BLOCK, n - i);
      System.arraycopy(z.array(), z.offset() + i, block[0], 0, count);
      sinCosBlock(omega, block[0], block[1], block[2]);
      System.arraycopy(block[1], 0, sin.array(), sin.offset() + i, count);
      if (cos != null) {
        System.arraycopy(block[2], 0, cos.array(), cos.offset() + i, count);
      }
    }
  }

  /**
   * Always a whole block, whatever stands behind the count: the loops have no end to take care of.
   * Two of them, with the quarter turns in x between, since JDK 17 does not vectorise so much at
   * once.
   */
  private static void sinCosBlock(float omega, float[] x, float[] sin, float[] cos) {
    for (int i = 0; i < BLOCK; i++) {
      float t = omega * x[i];
      float n = Math.fma(t, SineConstants.QUARTERS, SineConstants.ROUNDER) - SineConstants.ROUNDER;
      x[i] = n;
      float valid = Math.fma(t * SineConstants.OVERFLOWER, 0f, t);
      float r = Math.fma(n, -SineConstants.QUARTER_HIGH, valid);
      r = Math.fma(n, -SineConstants.QUARTER_LOW, r);
      float u = r * r;
      float p = Math.fma(u, SineConstants.S7, SineConstants.S5);
      p = Math.fma(p, u, SineConstants.S3);
      sin[i] = Math.fma(r * u, p, r);
      float q = Math.fma(u, SineConstants.C6, SineConstants.C4);
      q = Math.fma(q, u, SineConstants.C2);
      cos[i] = Math.fma(q, u, 1f);
    }
    for (int i = 0; i < BLOCK; i++) {
      float n = x[i];
      float s = sin[i];
      float c = cos[i];
      // n = 2 h + d = 4 k + 2 e + d, where d is odd only if e is 0. Odd quarter turns give (d c, -d
      // s), even ones (f s, f c) with f = 1 - 2 e^2; by sums of exact products, without a branch.
      float h = Math.fma(n, 0.5f, SineConstants.ROUNDER) - SineConstants.ROUNDER;
      float d = Math.fma(-2f, h, n);
      float e = Math.fma(-2f, Math.fma(h, 0.5f, SineConstants.ROUNDER) - SineConstants.ROUNDER, h);
      float f = Math.fma(-d, d, Math.fma(-2f * e, e, 1f));
      sin[i] = Math.fma(c, d, s * f);
      cos[i] = Math.fma(-d, s, c * f);
    }
  }

  @Override
  public void squaredError(float scale, float low, float high, Panel y, Panel t, Panel e) {
    float[] a = y.array();
    float[] b = t.array();
    int n = y.width();
    for (int p = 0; p < n; p++) {
      float s = 0;
      for (int i = 0; i < y.rows(); i++) {
        float d = error(low, high, a[y.offset() + i * n + p], b[t.offset() + i * n + p]);
        s = Math.fma(d, d, s);
      }
      e.array()[e.offset() + p] = scale * s;
    }
  }

  @Override
  public void squaredErrorGradient(
      float scale, float low, float high, Panel y, Panel t, Panel de, Panel dy) {
    float[] a = y.array();
    float[] b = t.array();
    float[] w = de.array();
    float[] out = dy.array();
    int n = y.width();
    for (int i = 0; i < y.rows(); i++) {
      for (int p = 0; p < n; p++) {
        float d = error(low, high, a[y.offset() + i * n + p], b[t.offset() + i * n + p]);
        int o = dy.offset() + i * n + p;
        out[o] = Math.fma(2 * scale * w[de.offset() + p], d, out[o]);
      }
    }
  }

  /** What a value lacks: nothing where clamping it to the range gives the target. */
  private static float error(float low, float high, float y, float t) {
    float d = y - t;
    return (t == high && d > 0) || (t == low && d < 0) ? 0 : d;
  }

  @Override
  public void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Math.fma(alpha, x[xOffset + i], y[yOffset + i]);
    }
  }

  @Override
  public void scale(float alpha, Panel x, Panel y) {
    float[] from = x.array();
    float[] to = y.array();
    for (int i = 0; i < x.size(); i++) {
      to[y.offset() + i] = alpha * from[x.offset() + i];
    }
  }

  @Override
  public void multiply(float alpha, Panel a, Panel b, Panel c) {
    float[] x = a.array();
    float[] y = b.array();
    float[] z = c.array();
    for (int i = 0; i < a.size(); i++) {
      z[c.offset() + i] = alpha * x[a.offset() + i] * y[b.offset() + i];
    }
  }

  @Override
  public void multiplyAdd(float alpha, Panel a, Panel b, Panel c) {
    float[] x = a.array();
    float[] y = b.array();
    float[] z = c.array();
    for (int i = 0; i < a.size(); i++) {
      int o = c.offset() + i;
      z[o] = Math.fma(alpha * x[a.offset() + i], y[b.offset() + i], z[o]);
    }
  }

  @Override
  public void adam(AdamStep step, float[] g, float[] theta, float[] m, float[] v) {
    adam(0, step, g, theta, m, v);
  }

  /**
   * {@link Kernels#adam} from one parameter on: what does not fill a vector is left to it.
   *
   * @param first the first parameter
   * @param step the step's constants
   * @param g gradient
   * @param theta parameters; updated
   * @param m first moments; updated
   * @param v second moments; updated
   */
  public static void adam(
      int first, AdamStep step, float[] g, float[] theta, float[] m, float[] v) {
    float beta1 = step.beta1();
    float beta2 = step.beta2();
    float gain1 = 1 - beta1;
    float gain2 = 1 - beta2;
    float stepSize = -step.stepSize();
    float epsilon = step.epsilon();
    float root = step.rootCorrection2();
    for (int i = first; i < g.length; i++) {
      float mi = Math.fma(gain1, g[i], beta1 * m[i]);
      float vi = Math.fma(gain2 * g[i], g[i], beta2 * v[i]);
      m[i] = mi;
      v[i] = vi;
      float d = (float) Math.sqrt(vi) / root + epsilon;
      theta[i] = Math.fma(stepSize, mi / d, theta[i]);
    }
  }
}
