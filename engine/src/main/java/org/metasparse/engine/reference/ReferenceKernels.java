package org.metasparse.engine.reference;

import org.metasparse.engine.AdamStep;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panel;
import org.metasparse.engine.Panels;
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
    return COLUMNS;
  }

  private static float at(Matrix a, int i, int j) {
    return a.array()[a.offset() + i * a.cols() + j];
  }

  private static float at(Panel a, int f, int p) {
    return a.array()[a.offset() + f * a.width() + p];
  }

  private static void set(Panel a, int f, int p, float value) {
    a.array()[a.offset() + f * a.width() + p] = value;
  }

  private static float first(Start start, Panel dx, int i, int p) {
    return start == Start.PRESENT ? at(dx, i, p) : 0f;
  }

  @Override
  public void gemmNN(Matrix w, Panel x, Matrix b, Panel y) {
    for (int i = 0; i < w.rows(); i++) {
      for (int p = 0; p < x.width(); p++) {
        float s = at(b, i, 0);
        for (int k = 0; k < w.cols(); k++) {
          s = Math.fma(at(w, i, k), at(x, k, p), s);
        }
        set(y, i, p, s);
      }
    }
  }

  @Override
  public void gemmTN(Matrix w, Panel dy, Start start, Panel dx) {
    for (int i = 0; i < w.rows(); i++) {
      for (int p = 0; p < dy.width(); p++) {
        float s = first(start, dx, i, p);
        for (int k = 0; k < w.cols(); k++) {
          s = Math.fma(at(w, i, k), at(dy, k, p), s);
        }
        set(dx, i, p, s);
      }
    }
  }

  @Override
  public void gemmNT(int panels, Panels dy, Panels x, Matrix dw, Matrix scratch) {
    for (int i = 0; i < dw.rows(); i++) {
      for (int j = 0; j < dw.cols(); j++) {
        float s = at(dw, i, j);
        for (int q = 0; q < panels; q++) {
          for (int p = 0; p < x.width(); p++) {
            s = Math.fma(at(dy.panel(q), i, p), at(x.panel(q), j, p), s);
          }
        }
        dw.array()[dw.offset() + i * dw.cols() + j] = s;
      }
    }
  }

  @Override
  public void spmm(CsrPattern pattern, Matrix w, Panel x, Matrix b, Panel y) {
    for (int r = 0; r < pattern.rows(); r++) {
      for (int p = 0; p < x.width(); p++) {
        float s = at(b, r, 0);
        for (int j = pattern.rowStart()[r]; j < pattern.rowStart()[r + 1]; j++) {
          s = Math.fma(at(w, j, 0), at(x, pattern.column()[j], p), s);
        }
        set(y, r, p, s);
      }
    }
  }

  /** Scatters row by row: for each element of dX that visits the rows in ascending order. */
  @Override
  public void spmmT(CsrPattern pattern, Matrix w, Panel dy, Start start, Panel dx) {
    for (int i = 0; i < pattern.cols(); i++) {
      for (int p = 0; p < dy.width(); p++) {
        set(dx, i, p, first(start, dx, i, p));
      }
    }
    // The values come column by column: next[c] is the place of column c's next one.
    int[] next = pattern.transposed().rowStart().clone();
    for (int r = 0; r < pattern.rows(); r++) {
      for (int j = pattern.rowStart()[r]; j < pattern.rowStart()[r + 1]; j++) {
        int c = pattern.column()[j];
        float value = at(w, next[c]++, 0);
        for (int p = 0; p < dy.width(); p++) {
          set(dx, c, p, Math.fma(value, at(dy, r, p), at(dx, c, p)));
        }
      }
    }
  }

  @Override
  public void sddmm(
      CsrPattern pattern, int panels, Panels dy, Panels x, Matrix lanes, Matrix sums) {
    if (sums != null) {
      rowSums(panels, dy, sums);
    }
    for (int q = 0; q < panels; q++) {
      for (int r = 0; r < pattern.rows(); r++) {
        for (int j = pattern.rowStart()[r]; j < pattern.rowStart()[r + 1]; j++) {
          for (int p = 0; p < x.width(); p++) {
            float a = at(dy.panel(q), r, p);
            float b = at(x.panel(q), pattern.column()[j], p);
            int o = lanes.offset() + 16 * j + p % 16;
            lanes.array()[o] = Math.fma(a, b, lanes.array()[o]);
          }
        }
      }
    }
  }

  @Override
  public void rowSums(int panels, Panels dy, Matrix lanes) {
    for (int q = 0; q < panels; q++) {
      for (int i = 0; i < dy.rows(); i++) {
        for (int p = 0; p < dy.width(); p++) {
          lanes.array()[lanes.offset() + 16 * i + p % 16] += at(dy.panel(q), i, p);
        }
      }
    }
  }

  @Override
  public void foldLanes(Matrix lanes, Matrix out) {
    for (int j = 0; j < lanes.rows(); j++) {
      float[] l = new float[16];
      System.arraycopy(lanes.array(), lanes.offset() + 16 * j, l, 0, 16);
      for (int half = 8; half >= 1; half /= 2) {
        for (int i = 0; i < half; i++) {
          l[i] = l[i] + l[i + half];
        }
      }
      out.array()[out.offset() + j] += l[0];
    }
  }

  /**
   * The documented reduction, but with the nearest integer taken by {@link Math#rint} and its
   * remainder by a modulo; coefficients as printed by the fit, not read from the implementation.
   */
  @Override
  public void sinCos(float omega, Panel z, Panel sin, Panel cos) {
    for (int i = 0; i < z.size(); i++) {
      float t = omega * z.array()[z.offset() + i];
      if (!(Math.abs(t) < SIN_COS_LIMIT)) {
        sin.array()[sin.offset() + i] = Float.NaN;
        cos.array()[cos.offset() + i] = Float.NaN;
        continue;
      }
      // The product of two floats is exact in a double: rounding it once is what the fused form
      // does.
      float n = (float) Math.rint((double) t * 0x1.45f306p-1f);
      float r = Math.fma(n, -0x1.921fb6p0f, t);
      r = Math.fma(n, 0x1.777a5cp-25f, r);
      float u = r * r;
      float p = Math.fma(u, -0x1.98c79cp-13f, 0x1.110578p-7f);
      p = Math.fma(p, u, -0x1.55554p-3f);
      float s = Math.fma(r * u, p, r);
      float q = Math.fma(u, -0x1.6461b2p-10f, 0x1.553f24p-5f);
      q = Math.fma(q, u, -0x1.ffffb8p-2f);
      float c = Math.fma(q, u, 1f);
      int quarter = Math.floorMod((int) n, 4);
      sin.array()[sin.offset() + i] = t == 0 ? 0 : new float[] {s, c, -s, -c}[quarter];
      cos.array()[cos.offset() + i] = new float[] {c, -s, -c, s}[quarter];
    }
  }

  @Override
  public void sin(float omega, Panel z, Panel sin) {
    sinCos(omega, z, sin, new Panel(z.rows(), z.width(), new float[z.size()], 0));
  }

  @Override
  public void squaredError(float scale, float low, float high, Panel y, Panel t, Panel e) {
    for (int p = 0; p < y.width(); p++) {
      float s = 0;
      for (int i = 0; i < y.rows(); i++) {
        float d = error(low, high, at(y, i, p), at(t, i, p));
        s = Math.fma(d, d, s);
      }
      set(e, 0, p, scale * s);
    }
  }

  @Override
  public void squaredErrorGradient(
      float scale, float low, float high, Panel y, Panel t, Panel de, Panel dy) {
    for (int i = 0; i < y.rows(); i++) {
      for (int p = 0; p < y.width(); p++) {
        float d = error(low, high, at(y, i, p), at(t, i, p));
        set(dy, i, p, Math.fma(2 * scale * at(de, 0, p), d, at(dy, i, p)));
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
    for (int i = 0; i < x.size(); i++) {
      y.array()[y.offset() + i] = alpha * x.array()[x.offset() + i];
    }
  }

  @Override
  public void multiply(float alpha, Panel a, Panel b, Panel c) {
    for (int i = 0; i < a.size(); i++) {
      float scaled = alpha * a.array()[a.offset() + i];
      c.array()[c.offset() + i] = scaled * b.array()[b.offset() + i];
    }
  }

  @Override
  public void multiplyAdd(float alpha, Panel a, Panel b, Panel c) {
    for (int i = 0; i < a.size(); i++) {
      float scaled = alpha * a.array()[a.offset() + i];
      int o = c.offset() + i;
      c.array()[o] = Math.fma(scaled, b.array()[b.offset() + i], c.array()[o]);
    }
  }

  @Override
  public void adam(AdamStep step, float[] g, float[] theta, float[] m, float[] v) {
    for (int i = 0; i < g.length; i++) {
      float mi = Math.fma(1 - step.beta1(), g[i], step.beta1() * m[i]);
      float vi = Math.fma((1 - step.beta2()) * g[i], g[i], step.beta2() * v[i]);
      float root = (float) Math.sqrt(vi);
      float quotient = mi / (root / step.rootCorrection2() + step.epsilon());
      m[i] = mi;
      v[i] = vi;
      theta[i] = Math.fma(-step.stepSize(), quotient, theta[i]);
    }
  }
}
