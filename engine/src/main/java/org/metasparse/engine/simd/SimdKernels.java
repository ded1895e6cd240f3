package org.metasparse.engine.simd;

import static org.metasparse.engine.simd.Lanes.L;
import static org.metasparse.engine.simd.Lanes.S;
import static org.metasparse.engine.simd.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.metasparse.engine.AdamStep;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Start;
import org.metasparse.engine.scalar.ScalarKernels;
import org.metasparse.engine.scalar.SineConstants;

/**
 * The kernels on the Vector API, at the JVM's preferred width (128, 256 or 512 bits).
 *
 * <p>What does not fill a vector at the end of a row is left to the scalar twin, which does the
 * same arithmetic.
 */
public final class SimdKernels implements Kernels {
  private static final ScalarKernels SCALAR = new ScalarKernels();

  /** Creates the kernels; they have no state. */
  public SimdKernels() {}

  /**
   * The width that these kernels would have on this JVM.
   *
   * @return bits
   */
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
    return 64;
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
    int done =
        Gemm.multiply(
            m, n, k, a, aOffset, lda, 1, b, bOffset, ldb, start, bias, biasOffset, c, cOffset, ldc);
    if (done < n) {
      SCALAR.gemmNN(
          m,
          n - done,
          k,
          a,
          aOffset,
          lda,
          b,
          bOffset + done,
          ldb,
          start,
          bias,
          biasOffset,
          c,
          cOffset + done,
          ldc);
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
    int done =
        Gemm.multiply(
            m, n, k, a, aOffset, 1, lda, b, bOffset, ldb, start, bias, biasOffset, c, cOffset, ldc);
    if (done < n) {
      SCALAR.gemmTN(
          m,
          n - done,
          k,
          a,
          aOffset,
          lda,
          b,
          bOffset + done,
          ldb,
          start,
          bias,
          biasOffset,
          c,
          cOffset + done,
          ldc);
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
    // All panels side by side, A as it is and B transposed, so that C is loaded and stored once. B
    // stands before A: a vector that is read beyond B's last row ends within A.
    int depth = panels * k;
    if (depth == 0) {
      return;
    }
    int packedA = scratchOffset + n * depth;
    for (int q = 0; q < panels; q++) {
      ScalarKernels.transpose(
          n, k, b, bOffset + q * bStride, ldb, scratch, scratchOffset + q * k * n, n);
      for (int i = 0; i < m; i++) {
        System.arraycopy(
            a, aOffset + q * aStride + i * lda, scratch, packedA + i * depth + q * k, k);
      }
    }
    int done = 0;
    if (m * depth >= L) {
      done =
          Gemm.multiply(
              m,
              n,
              depth,
              scratch,
              packedA,
              depth,
              1,
              scratch,
              scratchOffset,
              n,
              Start.PRESENT,
              null,
              0,
              c,
              cOffset,
              ldc);
      if (done < n) {
        Gemm.column(
            m,
            depth,
            scratch,
            packedA,
            depth,
            1,
            scratch,
            scratchOffset + done,
            n,
            c,
            cOffset + done,
            ldc,
            n - done);
        done = n;
      }
    }
    if (done < n) {
      SCALAR.gemmNN(
          m,
          n,
          depth,
          scratch,
          packedA,
          depth,
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
    int done =
        Sparse.multiply(
            pattern.rows(),
            pattern.stripStart(),
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
    if (done < n) {
      SCALAR.spmm(
          pattern,
          n - done,
          values,
          valuesOffset,
          b,
          bOffset + done,
          ldb,
          start,
          bias,
          biasOffset,
          c,
          cOffset + done,
          ldc);
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
      Start start,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc) {
    CsrPattern.Transposed t = pattern.transposed();
    int done =
        Sparse.multiply(
            pattern.cols(),
            t.stripStart(),
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
    if (done < n) {
      SCALAR.spmmT(
          pattern,
          n - done,
          values,
          valuesOffset,
          b,
          bOffset + done,
          ldb,
          start,
          bias,
          biasOffset,
          c,
          cOffset + done,
          ldc);
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
    if (n % LANES == 0) {
      Sparse.sampled(
          pattern,
          panels,
          n,
          a,
          aOffset,
          lda,
          aStride,
          b,
          bOffset,
          ldb,
          bStride,
          lanes,
          lanesOffset);
    } else {
      SCALAR.sddmm(
          pattern,
          panels,
          n,
          a,
          aOffset,
          lda,
          aStride,
          b,
          bOffset,
          ldb,
          bStride,
          lanes,
          lanesOffset);
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
    if (n % LANES != 0) {
      SCALAR.rowSums(m, panels, n, a, aOffset, lda, aStride, lanes, lanesOffset);
      return;
    }
    for (int i = 0; i < m; i++) {
      for (int q = 0; q < panels; q++) {
        for (int g = 0; g < LANES; g += L) {
          addStrided(
              n - g, a, aOffset + q * aStride + i * lda + g, lanes, lanesOffset + i * LANES + g);
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
  public void foldLanes(int count, float[] lanes, int lanesOffset, float[] out, int outOffset) {
    SCALAR.foldLanes(count, lanes, lanesOffset, out, outOffset);
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
    int end = S.loopBound(n);
    FloatVector rounder = FloatVector.broadcast(S, SineConstants.ROUNDER);
    for (int i = 0; i < end; i += L) {
      FloatVector t = load(x, xOffset + i).mul(omega);
      FloatVector k = t.fma(FloatVector.broadcast(S, SineConstants.QUARTERS), rounder);
      FloatVector quarters = k.sub(rounder);
      FloatVector r = quarters.fma(FloatVector.broadcast(S, -SineConstants.QUARTER_HIGH), t);
      r = quarters.fma(FloatVector.broadcast(S, -SineConstants.QUARTER_LOW), r);
      r = t.mul(SineConstants.OVERFLOWER).fma(FloatVector.zero(S), r);
      FloatVector u = r.mul(r);
      FloatVector p = u.fma(constant(SineConstants.S7), constant(SineConstants.S5));
      p = p.fma(u, constant(SineConstants.S3));
      FloatVector s = r.mul(u).fma(p, r);
      FloatVector q = u.fma(constant(SineConstants.C6), constant(SineConstants.C4));
      q = q.fma(u, constant(SineConstants.C2));
      FloatVector c = q.fma(u, constant(1f));
      // The scalar twin's arithmetic on the quarter turn, done on bits: odd ones swap sine and
      // cosine, bit 1 is the sine's sign, bit 0 xor bit 1 the cosine's.
      IntVector bits = k.reinterpretAsInts();
      IntVector bit0 = bits.lanewise(VectorOperators.LSHL, 31);
      IntVector bit1 = bits.lanewise(VectorOperators.LSHL, 30);
      IntVector odd = bit0.lanewise(VectorOperators.ASHR, 31);
      IntVector is = s.reinterpretAsInts();
      IntVector swap = is.lanewise(VectorOperators.XOR, c.reinterpretAsInts()).and(odd);
      is.lanewise(VectorOperators.XOR, swap)
          .lanewise(VectorOperators.XOR, bit1.and(Integer.MIN_VALUE))
          .reinterpretAsFloats()
          .intoArray(sin, sinOffset + i);
      c.reinterpretAsInts()
          .lanewise(VectorOperators.XOR, swap)
          .lanewise(
              VectorOperators.XOR, bit0.lanewise(VectorOperators.XOR, bit1).and(Integer.MIN_VALUE))
          .reinterpretAsFloats()
          .intoArray(cos, cosOffset + i);
    }
    if (end < n) {
      SCALAR.sinCos(n - end, omega, x, xOffset + end, sin, sinOffset + end, cos, cosOffset + end);
    }
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(S, value);
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
    int end = S.loopBound(n);
    for (int j = 0; j < end; j += L) {
      FloatVector s = FloatVector.zero(S);
      for (int i = 0; i < m; i++) {
        FloatVector d = load(y, yOffset + i * ldy + j).sub(load(t, tOffset + i * ldt + j));
        s = d.fma(d, s);
      }
      s.mul(scale).intoArray(e, eOffset + j);
    }
    if (end < n) {
      SCALAR.squaredError(
          m, n - end, scale, y, yOffset + end, ldy, t, tOffset + end, ldt, e, eOffset + end);
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
    int end = S.loopBound(n);
    for (int j = 0; j < end; j += L) {
      FloatVector w = load(de, deOffset + j).mul(2 * scale);
      for (int i = 0; i < m; i++) {
        FloatVector d = load(y, yOffset + i * ldy + j).sub(load(t, tOffset + i * ldt + j));
        int o = dyOffset + i * lddy + j;
        w.fma(d, load(dy, o)).intoArray(dy, o);
      }
    }
    if (end < n) {
      SCALAR.squaredErrorGradient(
          m,
          n - end,
          scale,
          y,
          yOffset + end,
          ldy,
          t,
          tOffset + end,
          ldt,
          de,
          deOffset + end,
          dy,
          dyOffset + end,
          lddy);
    }
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
  public void scale(int n, float alpha, float[] x, int xOffset) {
    int end = S.loopBound(n);
    for (int i = 0; i < end; i += L) {
      load(x, xOffset + i).mul(alpha).intoArray(x, xOffset + i);
    }
    SCALAR.scale(n - end, alpha, x, xOffset + end);
  }

  @Override
  public void multiply(
      int n, float alpha, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
    int end = S.loopBound(n);
    for (int i = 0; i < end; i += L) {
      load(a, aOffset + i).mul(alpha).mul(load(b, bOffset + i)).intoArray(c, cOffset + i);
    }
    SCALAR.multiply(n - end, alpha, a, aOffset + end, b, bOffset + end, c, cOffset + end);
  }

  @Override
  public void multiplyAdd(
      int n, float alpha, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
    int end = S.loopBound(n);
    for (int i = 0; i < end; i += L) {
      load(a, aOffset + i)
          .mul(alpha)
          .fma(load(b, bOffset + i), load(c, cOffset + i))
          .intoArray(c, cOffset + i);
    }
    SCALAR.multiplyAdd(n - end, alpha, a, aOffset + end, b, bOffset + end, c, cOffset + end);
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
    int end = S.loopBound(n);
    float beta1 = step.beta1();
    float beta2 = step.beta2();
    FloatVector gain1 = FloatVector.broadcast(S, 1 - beta1);
    FloatVector stepSize = FloatVector.broadcast(S, -step.stepSize());
    for (int i = 0; i < end; i += L) {
      FloatVector gi = load(g, gOffset + i);
      FloatVector mi = gain1.fma(gi, load(m, mOffset + i).mul(beta1));
      FloatVector vi = gi.mul(1 - beta2).fma(gi, load(v, vOffset + i).mul(beta2));
      mi.intoArray(m, mOffset + i);
      vi.intoArray(v, vOffset + i);
      FloatVector d =
          vi.lanewise(VectorOperators.SQRT).div(step.rootCorrection2()).add(step.epsilon());
      stepSize.fma(mi.div(d), load(theta, thetaOffset + i)).intoArray(theta, thetaOffset + i);
    }
    SCALAR.adam(
        n - end,
        step,
        g,
        gOffset + end,
        theta,
        thetaOffset + end,
        m,
        mOffset + end,
        v,
        vOffset + end);
  }
}
