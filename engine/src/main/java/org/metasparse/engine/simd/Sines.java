package org.metasparse.engine.simd;

import static org.metasparse.engine.simd.Lanes.L;
import static org.metasparse.engine.simd.Lanes.S;
import static org.metasparse.engine.simd.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.metasparse.engine.Panel;
import org.metasparse.engine.scalar.SineConstants;

/**
 * Sine and cosine. The scalar twin's arithmetic on the quarter turn is done on bits: odd turns swap
 * sine and cosine, bit 1 is the sine's sign, bit 0 xor bit 1 the cosine's.
 *
 * <p>A vector's chain of dependent operations is long, so a core is as fast as many vectors fit its
 * window: each operation that is left out counts, on whatever port it would run.
 */
final class Sines {
  private Sines() {}

  /**
   * Sines, and cosines where they are wanted. All in one body: a vector that is handed to a method
   * which a compiler does not inline costs more than all of this.
   *
   * @param cos receives the cosines; null for none
   */
  static void sinCos(float omega, Panel z, Panel sin, Panel cos) {
    int n = z.size();
    float[] x = z.array();
    float[] sines = sin.array();
    boolean both = cos != null;
    float[] cosines = both ? cos.array() : sines;
    int cos0 = both ? cos.offset() : 0;
    FloatVector rounder = FloatVector.broadcast(S, SineConstants.ROUNDER);
    for (int i = 0; i < n; i += L) {
      FloatVector t = load(x, z.offset() + i).mul(omega);
      FloatVector k = t.fma(constant(SineConstants.QUARTERS), rounder);
      FloatVector quarters = k.sub(rounder);
      FloatVector valid = t.mul(SineConstants.OVERFLOWER).fma(FloatVector.zero(S), t);
      FloatVector r = quarters.fma(constant(-SineConstants.QUARTER_HIGH), valid);
      r = quarters.fma(constant(-SineConstants.QUARTER_LOW), r);
      FloatVector u = r.mul(r);
      FloatVector p = u.fma(constant(SineConstants.S7), constant(SineConstants.S5));
      p = p.fma(u, constant(SineConstants.S3));
      FloatVector s = r.mul(u).fma(p, r);
      FloatVector q = u.fma(constant(SineConstants.C6), constant(SineConstants.C4));
      q = q.fma(u, constant(SineConstants.C2));
      FloatVector c = q.fma(u, constant(1f));
      IntVector quarter = k.reinterpretAsInts();
      IntVector bit0 = quarter.lanewise(VectorOperators.LSHL, 31);
      IntVector bit1 = quarter.lanewise(VectorOperators.LSHL, 30);
      VectorMask<Float> odd = bit0.compare(VectorOperators.LT, 0).cast(S);
      s.blend(c, odd)
          .reinterpretAsInts()
          .lanewise(VectorOperators.XOR, bit1.and(Integer.MIN_VALUE))
          .reinterpretAsFloats()
          .intoArray(sines, sin.offset() + i);
      if (both) {
        IntVector sign = bit0.lanewise(VectorOperators.XOR, bit1).and(Integer.MIN_VALUE);
        c.blend(s, odd)
            .reinterpretAsInts()
            .lanewise(VectorOperators.XOR, sign)
            .reinterpretAsFloats()
            .intoArray(cosines, cos0 + i);
      }
    }
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(S, value);
  }
}
