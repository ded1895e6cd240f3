package org.metasparse.engine.scalar;

import org.metasparse.engine.AdamStep;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Start;

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
  private static final int BLOCK = 256;

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
  public void gemmNN(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      Start start,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc) {
    dense(m, n, k, a, aOffset, lda, 1, b, bOffset, ldb, start, bias, biasOffset, c, cOffset, ldc);
  }

  @Override
  public void gemmTN(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      Start start,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc) {
    dense(m, n, k, a, aOffset, 1, lda, b, bOffset, ldb, start, bias, biasOffset, c, cOffset, ldc);
  }

  /** {@code C = C0 + A B} where element (i, l) of A is {@code a[aOffset + i * aRow + l * aCol]}. */
  private void dense(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int aRow,
      int aCol,
      float[] b,
      int bOffset,
      int ldb,
      Start start,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc) {
    RowProducts product = products.get();
    for (int j = 0; j < n; j += RowProducts.WIDTH) {
      int width = Math.min(RowProducts.WIDTH, n - j);
      product.load(k, width, b, bOffset + j, ldb);
      for (int i = 0; i < m; i++) {
        product.start(width, start, bias, biasOffset + i, c, cOffset + i * ldc + j);
        product.dense(k, width, a, aOffset + i * aRow, aCol, c, cOffset + i * ldc + j);
      }
    }
  }

  @Override
  public void gemmNT(
      int m,
      int n,
      int panels,
      int k,
      float[] a,
      int aOffset,
      int lda,
      int aStride,
      float[] b,
      int bOffset,
      int ldb,
      int bStride,
      float[] c,
      int cOffset,
      int ldc,
      float[] scratch,
      int scratchOffset) {
    for (int q = 0; q < panels; q++) {
      transpose(n, k, b, bOffset + q * bStride, ldb, scratch, scratchOffset, n);
      gemmNN(
          m,
          n,
          k,
          a,
          aOffset + q * aStride,
          lda,
          scratch,
          scratchOffset,
          n,
          Start.PRESENT,
          null,
          0,
          c,
          cOffset,
          ldc);
    }
  }

  /**
   * {@code out[j, i] = x[i, j]}, by blocks that stay in cache.
   *
   * @param m rows of {@code x}
   * @param n columns of {@code x}
   * @param x the {@code m x n} matrix
   * @param xOffset index of its first element
   * @param ldx distance of its rows
   * @param out the {@code n x m} matrix; overwritten
   * @param outOffset index of its first element
   * @param ldo distance of its rows
   */
  public static void transpose(
      int m, int n, float[] x, int xOffset, int ldx, float[] out, int outOffset, int ldo) {
    int i = 0;
    for (; i + 8 <= m; i += 8) {
      int r = xOffset + i * ldx;
      int o = outOffset + i;
      for (int j = 0; j < n; j++) {
        out[o] = x[r + j];
        out[o + 1] = x[r + ldx + j];
        out[o + 2] = x[r + 2 * ldx + j];
        out[o + 3] = x[r + 3 * ldx + j];
        out[o + 4] = x[r + 4 * ldx + j];
        out[o + 5] = x[r + 5 * ldx + j];
        out[o + 6] = x[r + 6 * ldx + j];
        out[o + 7] = x[r + 7 * ldx + j];
        o += ldo;
      }
    }
    for (; i < m; i++) {
      for (int j = 0; j < n; j++) {
        out[outOffset + j * ldo + i] = x[xOffset + i * ldx + j];
      }
    }
  }

  @Override
  public void spmm(
      CsrPattern pattern,
      int n,
      float[] values,
      int valuesOffset,
      float[] b,
      int bOffset,
      int ldb,
      Start start,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc) {
    sparse(
        pattern.rows(),
        pattern.cols(),
        pattern.rowStart(),
        pattern.column(),
        n,
        values,
        valuesOffset,
        b,
        bOffset,
        ldb,
        start,
        bias,
        biasOffset,
        c,
        cOffset,
        ldc);
  }

  @Override
  public void spmmT(
      CsrPattern pattern,
      int n,
      float[] values,
      int valuesOffset,
      float[] b,
      int bOffset,
      int ldb,
      Start start,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc) {
    CsrPattern.Transposed t = pattern.transposed();
    sparse(
        pattern.cols(),
        pattern.rows(),
        t.rowStart(),
        t.row(),
        n,
        values,
        valuesOffset,
        b,
        bOffset,
        ldb,
        start,
        bias,
        biasOffset,
        c,
        cOffset,
        ldc);
  }

  private void sparse(
      int rows,
      int cols,
      int[] first,
      int[] index,
      int n,
      float[] values,
      int valuesOffset,
      float[] b,
      int bOffset,
      int ldb,
      Start start,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc) {
    RowProducts product = products.get();
    for (int j = 0; j < n; j += RowProducts.WIDTH) {
      int width = Math.min(RowProducts.WIDTH, n - j);
      product.load(cols, width, b, bOffset + j, ldb);
      for (int r = 0; r < rows; r++) {
        product.start(width, start, bias, biasOffset + r, c, cOffset + r * ldc + j);
        product.sparse(
            first[r], first[r + 1], index, width, values, valuesOffset, c, cOffset + r * ldc + j);
      }
    }
  }

  @Override
  public void sddmm(
      CsrPattern pattern,
      int panels,
      int n,
      float[] a,
      int aOffset,
      int lda,
      int aStride,
      float[] b,
      int bOffset,
      int ldb,
      int bStride,
      float[] lanes,
      int lanesOffset) {
    int[] rowStart = pattern.rowStart();
    int[] column = pattern.column();
    for (int r = 0; r < pattern.rows(); r++) {
      for (int j = rowStart[r]; j < rowStart[r + 1]; j++) {
        for (int q = 0; q < panels; q++) {
          int ar = aOffset + q * aStride + r * lda;
          int bc = bOffset + q * bStride + column[j] * ldb;
          int lane = lanesOffset + j * LANES;
          // Half of the lanes at a time: as many chains as a processor has registers to spare.
          multiplyLanes(n, a, ar, b, bc, lanes, lane);
          multiplyLanes(
              n - LANES / 2, a, ar + LANES / 2, b, bc + LANES / 2, lanes, lane + LANES / 2);
        }
      }
    }
  }

  /** Eight lanes of a product: {@code lanes[l] = fma(a[p + l], b[p + l], lanes[l])}, p by 16. */
  private static void multiplyLanes(
      int n, float[] a, int a0, float[] b, int b0, float[] lanes, int lane) {
    int p = 0;
    if (n >= LANES / 2) {
      float s0 = lanes[lane];
      float s1 = lanes[lane + 1];
      float s2 = lanes[lane + 2];
      float s3 = lanes[lane + 3];
      float s4 = lanes[lane + 4];
      float s5 = lanes[lane + 5];
      float s6 = lanes[lane + 6];
      float s7 = lanes[lane + 7];
      for (; p + LANES / 2 <= n; p += LANES) {
        s0 = Math.fma(a[a0 + p], b[b0 + p], s0);
        s1 = Math.fma(a[a0 + p + 1], b[b0 + p + 1], s1);
        s2 = Math.fma(a[a0 + p + 2], b[b0 + p + 2], s2);
        s3 = Math.fma(a[a0 + p + 3], b[b0 + p + 3], s3);
        s4 = Math.fma(a[a0 + p + 4], b[b0 + p + 4], s4);
        s5 = Math.fma(a[a0 + p + 5], b[b0 + p + 5], s5);
        s6 = Math.fma(a[a0 + p + 6], b[b0 + p + 6], s6);
        s7 = Math.fma(a[a0 + p + 7], b[b0 + p + 7], s7);
      }
      lanes[lane] = s0;
      lanes[lane + 1] = s1;
      lanes[lane + 2] = s2;
      lanes[lane + 3] = s3;
      lanes[lane + 4] = s4;
      lanes[lane + 5] = s5;
      lanes[lane + 6] = s6;
      lanes[lane + 7] = s7;
    }
    for (int l = 0; p + l < n; l++) {
      lanes[lane + l] = Math.fma(a[a0 + p + l], b[b0 + p + l], lanes[lane + l]);
    }
  }

  @Override
  public void rowSums(
      int m,
      int panels,
      int n,
      float[] a,
      int aOffset,
      int lda,
      int aStride,
      float[] lanes,
      int lanesOffset) {
    for (int i = 0; i < m; i++) {
      for (int q = 0; q < panels; q++) {
        sumLanes(n, a, aOffset + q * aStride + i * lda, lanes, lanesOffset + i * LANES);
      }
    }
  }

  private static void sumLanes(int n, float[] x, int x0, float[] lanes, int lane) {
    int p = 0;
    for (; p + LANES <= n; p += LANES) {
      for (int l = 0; l < LANES; l++) {
        lanes[lane + l] += x[x0 + p + l];
      }
    }
    for (int l = 0; p + l < n; l++) {
      lanes[lane + l] += x[x0 + p + l];
    }
  }

  @Override
  public void foldLanes(int count, float[] lanes, int lanesOffset, float[] out, int outOffset) {
    for (int j = 0; j < count; j++) {
      out[outOffset + j] += fold(lanes, lanesOffset + j * LANES);
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
  public void sinCos(
      int n,
      float omega,
      float[] x,
      int xOffset,
      float[] sin,
      int sinOffset,
      float[] cos,
      int cosOffset) {
    float[][] block = blocks.get();
    for (int i = 0; i < n; i += BLOCK) {
      int count = Math.min(BLOCK, n - i);
      System.arraycopy(x, xOffset + i, block[0], 0, count);
      sinCosBlock(omega, block[0], block[1], block[2]);
      System.arraycopy(block[1], 0, sin, sinOffset + i, count);
      System.arraycopy(block[2], 0, cos, cosOffset + i, count);
    }
  }

  /**
   * Always a whole block, whatever stands behind the count: the loop has no end to take care of.
   */
  private static void sinCosBlock(float omega, float[] x, float[] sin, float[] cos) {
    for (int i = 0; i < BLOCK; i++) {
      float t = omega * x[i];
      float n = Math.fma(t, SineConstants.QUARTERS, SineConstants.ROUNDER) - SineConstants.ROUNDER;
      float r = Math.fma(n, -SineConstants.QUARTER_HIGH, t);
      r = Math.fma(n, -SineConstants.QUARTER_LOW, r);
      r = Math.fma(t * SineConstants.OVERFLOWER, 0f, r);
      float u = r * r;
      float p = Math.fma(u, SineConstants.S7, SineConstants.S5);
      p = Math.fma(p, u, SineConstants.S3);
      float s = Math.fma(r * u, p, r);
      float q = Math.fma(u, SineConstants.C6, SineConstants.C4);
      q = Math.fma(q, u, SineConstants.C2);
      float c = Math.fma(q, u, 1f);
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
  public void squaredError(
      int m,
      int n,
      float scale,
      float[] y,
      int yOffset,
      int ldy,
      float[] t,
      int tOffset,
      int ldt,
      float[] e,
      int eOffset) {
    for (int j = 0; j < n; j++) {
      float s = 0;
      for (int i = 0; i < m; i++) {
        float d = y[yOffset + i * ldy + j] - t[tOffset + i * ldt + j];
        s = Math.fma(d, d, s);
      }
      e[eOffset + j] = scale * s;
    }
  }

  @Override
  public void squaredErrorGradient(
      int m,
      int n,
      float scale,
      float[] y,
      int yOffset,
      int ldy,
      float[] t,
      int tOffset,
      int ldt,
      float[] de,
      int deOffset,
      float[] dy,
      int dyOffset,
      int lddy) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float d = y[yOffset + i * ldy + j] - t[tOffset + i * ldt + j];
        int o = dyOffset + i * lddy + j;
        dy[o] = Math.fma(2 * scale * de[deOffset + j], d, dy[o]);
      }
    }
  }

  @Override
  public void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Math.fma(alpha, x[xOffset + i], y[yOffset + i]);
    }
  }

  @Override
  public void scale(int n, float alpha, float[] x, int xOffset) {
    for (int i = 0; i < n; i++) {
      x[xOffset + i] = alpha * x[xOffset + i];
    }
  }

  @Override
  public void multiply(
      int n, float alpha, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
    for (int i = 0; i < n; i++) {
      c[cOffset + i] = alpha * a[aOffset + i] * b[bOffset + i];
    }
  }

  @Override
  public void multiplyAdd(
      int n, float alpha, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
    for (int i = 0; i < n; i++) {
      c[cOffset + i] = Math.fma(alpha * a[aOffset + i], b[bOffset + i], c[cOffset + i]);
    }
  }

  @Override
  public void adam(
      int n,
      AdamStep step,
      float[] g,
      int gOffset,
      float[] theta,
      int thetaOffset,
      float[] m,
      int mOffset,
      float[] v,
      int vOffset) {
    float beta1 = step.beta1();
    float beta2 = step.beta2();
    float gain1 = 1 - beta1;
    float gain2 = 1 - beta2;
    float stepSize = -step.stepSize();
    float epsilon = step.epsilon();
    float root = step.rootCorrection2();
    for (int i = 0; i < n; i++) {
      float gi = g[gOffset + i];
      float mi = Math.fma(gain1, gi, beta1 * m[mOffset + i]);
      float vi = Math.fma(gain2 * gi, gi, beta2 * v[vOffset + i]);
      m[mOffset + i] = mi;
      v[vOffset + i] = vi;
      float d = (float) Math.sqrt(vi) / root + epsilon;
      theta[thetaOffset + i] = Math.fma(stepSize, mi / d, theta[thetaOffset + i]);
    }
  }
}
