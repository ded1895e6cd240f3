package org.metasparse.engine.reference;

import org.metasparse.engine.AdamStep;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Start;

/**
 * The formulas of {@link Kernels}, written out literally: one element at a time, in the documented
 * order, with no thought of speed. The scalar and the SIMD kernels are tested against them bit for
 * bit; deliberately they share nothing with either.
 */
public final class ReferenceKernels implements Kernels {
  /** Creates the kernels; they have no state. */
  public ReferenceKernels() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public int vectorBits() {
    return 32;
  }

  @Override
  public int panelWidth() {
    return LANES;
  }

  private static float first(Start start, float[] bias, int index, float present) {
    return switch (start) {
      case PRESENT -> present;
      case ZERO -> 0f;
      case BIAS -> bias[index];
    };
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
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float s = first(start, bias, biasOffset + i, c[cOffset + i * ldc + j]);
        for (int l = 0; l < k; l++) {
          s = Math.fma(a[aOffset + i * lda + l], b[bOffset + l * ldb + j], s);
        }
        c[cOffset + i * ldc + j] = s;
      }
    }
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
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float s = first(start, bias, biasOffset + i, c[cOffset + i * ldc + j]);
        for (int l = 0; l < k; l++) {
          s = Math.fma(a[aOffset + l * lda + i], b[bOffset + l * ldb + j], s);
        }
        c[cOffset + i * ldc + j] = s;
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
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float s = c[cOffset + i * ldc + j];
        for (int q = 0; q < panels; q++) {
          int ai = aOffset + q * aStride + i * lda;
          int bj = bOffset + q * bStride + j * ldb;
          for (int l = 0; l < k; l++) {
            s = Math.fma(a[ai + l], b[bj + l], s);
          }
        }
        c[cOffset + i * ldc + j] = s;
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
    for (int r = 0; r < pattern.rows(); r++) {
      for (int j = 0; j < n; j++) {
        float s = first(start, bias, biasOffset + r, c[cOffset + r * ldc + j]);
        for (int e = pattern.rowStart()[r]; e < pattern.rowStart()[r + 1]; e++) {
          s = Math.fma(values[valuesOffset + e], b[bOffset + pattern.column()[e] * ldb + j], s);
        }
        c[cOffset + r * ldc + j] = s;
      }
    }
  }

  /** Scatters row by row: for each element of C that visits the rows in ascending order. */
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
    for (int i = 0; i < pattern.cols(); i++) {
      for (int j = 0; j < n; j++) {
        int o = cOffset + i * ldc + j;
        c[o] = first(start, bias, biasOffset + i, c[o]);
      }
    }
    // The values come column by column: next[c] is the place of column c's next one.
    int[] next = pattern.transposed().rowStart().clone();
    for (int r = 0; r < pattern.rows(); r++) {
      for (int e = pattern.rowStart()[r]; e < pattern.rowStart()[r + 1]; e++) {
        float value = values[valuesOffset + next[pattern.column()[e]]++];
        for (int j = 0; j < n; j++) {
          int o = cOffset + pattern.column()[e] * ldc + j;
          c[o] = Math.fma(value, b[bOffset + r * ldb + j], c[o]);
        }
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
    for (int q = 0; q < panels; q++) {
      for (int r = 0; r < pattern.rows(); r++) {
        for (int j = pattern.rowStart()[r]; j < pattern.rowStart()[r + 1]; j++) {
          for (int p = 0; p < n; p++) {
            int o = lanesOffset + 16 * j + p % 16;
            float x = a[aOffset + q * aStride + r * lda + p];
            float y = b[bOffset + q * bStride + pattern.column()[j] * ldb + p];
            lanes[o] = Math.fma(x, y, lanes[o]);
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
    for (int q = 0; q < panels; q++) {
      for (int i = 0; i < m; i++) {
        for (int p = 0; p < n; p++) {
          lanes[lanesOffset + 16 * i + p % 16] += a[aOffset + q * aStride + i * lda + p];
        }
      }
    }
  }

  @Override
  public void foldLanes(int count, float[] lanes, int lanesOffset, float[] out, int outOffset) {
    for (int j = 0; j < count; j++) {
      float[] l = new float[16];
      System.arraycopy(lanes, lanesOffset + 16 * j, l, 0, 16);
      for (int half = 8; half >= 1; half /= 2) {
        for (int i = 0; i < half; i++) {
          l[i] = l[i] + l[i + half];
        }
      }
      out[outOffset + j] += l[0];
    }
  }

  /**
   * The documented reduction, but with the nearest integer taken by {@link Math#rint} and its
   * remainder by a modulo; coefficients as printed by the fit, not read from the implementation.
   */
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
      if (!(Math.abs(t) < SIN_COS_LIMIT)) {
        sin[sinOffset + i] = Float.NaN;
        cos[cosOffset + i] = Float.NaN;
        continue;
      }
      // The product of two floats is exact in a double: rounding it once is what the fused form
      // does.
      float n4 = (float) Math.rint((double) t * 0x1.45f306p-1f);
      float r = Math.fma(n4, -0x1.921fb6p0f, t);
      r = Math.fma(n4, 0x1.777a5cp-25f, r);
      float u = r * r;
      float p = Math.fma(u, -0x1.98c79cp-13f, 0x1.110578p-7f);
      p = Math.fma(p, u, -0x1.55554p-3f);
      float s = Math.fma(r * u, p, r);
      float q = Math.fma(u, -0x1.6461b2p-10f, 0x1.553f24p-5f);
      q = Math.fma(q, u, -0x1.ffffb8p-2f);
      float c = Math.fma(q, u, 1f);
      int quarter = Math.floorMod((int) n4, 4);
      sin[sinOffset + i] = t == 0 ? 0 : new float[] {s, c, -s, -c}[quarter];
      cos[cosOffset + i] = new float[] {c, -s, -c, s}[quarter];
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
      float scaled = alpha * a[aOffset + i];
      c[cOffset + i] = scaled * b[bOffset + i];
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
    for (int i = 0; i < n; i++) {
      float gi = g[gOffset + i];
      float mi = Math.fma(1 - step.beta1(), gi, step.beta1() * m[mOffset + i]);
      float vi = Math.fma((1 - step.beta2()) * gi, gi, step.beta2() * v[vOffset + i]);
      float root = (float) Math.sqrt(vi);
      float quotient = mi / (root / step.rootCorrection2() + step.epsilon());
      m[mOffset + i] = mi;
      v[vOffset + i] = vi;
      theta[thetaOffset + i] = Math.fma(-step.stepSize(), quotient, theta[thetaOffset + i]);
    }
  }
}
