package org.metasparse.engine.scalar;

import java.util.Arrays;
import org.metasparse.engine.AdamStep;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Kernels;

/**
 * The kernels in plain Java: the definition of each one's arithmetic.
 *
 * <p>Inner loops run along rows of contiguous elements, so that the JIT compiler can vectorise most
 * of them; where four terms of a chain are taken in one pass over a row, they are nested in the
 * chain's order.
 */
public final class ScalarKernels implements Kernels {
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
      float[] c,
      int cOffset,
      int ldc) {
    product(m, n, k, a, aOffset, lda, 1, b, bOffset, ldb, c, cOffset, ldc);
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
      float[] c,
      int cOffset,
      int ldc) {
    product(m, n, k, a, aOffset, 1, lda, b, bOffset, ldb, c, cOffset, ldc);
  }

  /** {@code C += A B} where element (i, l) of A is {@code a[aOffset + i * aRow + l * aCol]}. */
  private static void product(
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
      float[] c,
      int cOffset,
      int ldc) {
    for (int i = 0; i < m; i++) {
      int ai = aOffset + i * aRow;
      int ci = cOffset + i * ldc;
      int l = 0;
      for (; l + 4 <= k; l += 4) {
        int al = ai + l * aCol;
        int bl = bOffset + l * ldb;
        fma4(
            n,
            a[al],
            a[al + aCol],
            a[al + 2 * aCol],
            a[al + 3 * aCol],
            b,
            bl,
            bl + ldb,
            bl + 2 * ldb,
            bl + 3 * ldb,
            c,
            ci);
      }
      for (; l < k; l++) {
        fma1(n, a[ai + l * aCol], b, bOffset + l * ldb, c, ci);
      }
    }
  }

  private static void fma1(int n, float a, float[] b, int b0, float[] c, int c0) {
    for (int j = 0; j < n; j++) {
      c[c0 + j] = Math.fma(a, b[b0 + j], c[c0 + j]);
    }
  }

  private static void fma4(
      int n,
      float w0,
      float w1,
      float w2,
      float w3,
      float[] b,
      int b0,
      int b1,
      int b2,
      int b3,
      float[] c,
      int c0) {
    for (int j = 0; j < n; j++) {
      float s = Math.fma(w0, b[b0 + j], c[c0 + j]);
      s = Math.fma(w1, b[b1 + j], s);
      s = Math.fma(w2, b[b2 + j], s);
      c[c0 + j] = Math.fma(w3, b[b3 + j], s);
    }
  }

  @Override
  public void gemmNT(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      float[] scratch,
      int scratchOffset) {
    transpose(n, k, b, bOffset, ldb, scratch, scratchOffset, n);
    gemmNN(m, n, k, a, aOffset, lda, scratch, scratchOffset, n, c, cOffset, ldc);
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
    for (int i0 = 0; i0 < m; i0 += 16) {
      int i1 = Math.min(m, i0 + 16);
      for (int j = 0; j < n; j++) {
        for (int i = i0; i < i1; i++) {
          out[outOffset + j * ldo + i] = x[xOffset + i * ldx + j];
        }
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
      float[] c,
      int cOffset,
      int ldc) {
    int[] rowStart = pattern.rowStart();
    int[] column = pattern.column();
    for (int r = 0; r < pattern.rows(); r++) {
      int ci = cOffset + r * ldc;
      int end = rowStart[r + 1];
      int j = rowStart[r];
      for (; j + 4 <= end; j += 4) {
        int v = valuesOffset + j;
        fma4(
            n,
            values[v],
            values[v + 1],
            values[v + 2],
            values[v + 3],
            b,
            bOffset + column[j] * ldb,
            bOffset + column[j + 1] * ldb,
            bOffset + column[j + 2] * ldb,
            bOffset + column[j + 3] * ldb,
            c,
            ci);
      }
      for (; j < end; j++) {
        fma1(n, values[valuesOffset + j], b, bOffset + column[j] * ldb, c, ci);
      }
    }
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
      float[] c,
      int cOffset,
      int ldc) {
    CsrPattern.Transposed t = pattern.transposed();
    int[] rowStart = t.rowStart();
    int[] row = t.row();
    int[] source = t.source();
    for (int r = 0; r < pattern.cols(); r++) {
      int ci = cOffset + r * ldc;
      int end = rowStart[r + 1];
      int j = rowStart[r];
      for (; j + 4 <= end; j += 4) {
        fma4(
            n,
            values[valuesOffset + source[j]],
            values[valuesOffset + source[j + 1]],
            values[valuesOffset + source[j + 2]],
            values[valuesOffset + source[j + 3]],
            b,
            bOffset + row[j] * ldb,
            bOffset + row[j + 1] * ldb,
            bOffset + row[j + 2] * ldb,
            bOffset + row[j + 3] * ldb,
            c,
            ci);
      }
      for (; j < end; j++) {
        fma1(n, values[valuesOffset + source[j]], b, bOffset + row[j] * ldb, c, ci);
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
        int lane = lanesOffset + j * LANES;
        for (int q = 0; q < panels; q++) {
          int ar = aOffset + q * aStride + r * lda;
          int bc = bOffset + q * bStride + column[j] * ldb;
          int p = 0;
          for (; p + LANES <= n; p += LANES) {
            for (int l = 0; l < LANES; l++) {
              lanes[lane + l] = Math.fma(a[ar + p + l], b[bc + p + l], lanes[lane + l]);
            }
          }
          for (int l = 0; p + l < n; l++) {
            lanes[lane + l] = Math.fma(a[ar + p + l], b[bc + p + l], lanes[lane + l]);
          }
        }
      }
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
    for (int i = 0; i < n; i++) {
      float t = omega * x[xOffset + i];
      float k = Math.fma(t, SineConstants.INVERSE_PI, SineConstants.ROUNDER);
      int sign = Float.floatToRawIntBits(k) << 31;
      float turns = k - SineConstants.ROUNDER;
      float r = Math.fma(turns, -SineConstants.PI_HIGH, t);
      r = Math.fma(turns, -SineConstants.PI_LOW, r);
      r = Math.fma(t * SineConstants.OVERFLOWER, 0f, r);
      float u = r * r;
      float p = Math.fma(u, SineConstants.S9, SineConstants.S7);
      p = Math.fma(p, u, SineConstants.S5);
      p = Math.fma(p, u, SineConstants.S3);
      float s = Math.fma(r * u, p, r);
      float q = Math.fma(u, SineConstants.C10, SineConstants.C8);
      q = Math.fma(q, u, SineConstants.C6);
      q = Math.fma(q, u, SineConstants.C4);
      q = Math.fma(q, u, SineConstants.C2);
      float c = Math.fma(q, u, 1f);
      sin[sinOffset + i] = Float.intBitsToFloat(Float.floatToRawIntBits(s) ^ sign);
      cos[cosOffset + i] = Float.intBitsToFloat(Float.floatToRawIntBits(c) ^ sign);
    }
  }

  @Override
  public void bias(int m, int n, float[] bias, int biasOffset, float[] c, int cOffset, int ldc) {
    // Without columns a row's offset may lie beyond the array, which fill would refuse.
    for (int i = 0; i < m && n > 0; i++) {
      Arrays.fill(c, cOffset + i * ldc, cOffset + i * ldc + n, bias[biasOffset + i]);
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
