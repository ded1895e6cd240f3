package org.metasparse.engine.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector shape of this process, as constants: a species that is not {@code static final} costs
 * ten times and more.
 */
final class Lanes {
  /** The preferred species, but never wider than the 16 virtual lanes. */
  static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  /** Floats in a vector: 4, 8 or 16. */
  static final int L = S.length();

  /** Vector registers that a kernel can count on: x86 has 32 only with AVX-512, AArch64 always. */
  static final int REGISTERS =
      L == 16 || System.getProperty("os.arch", "").equals("aarch64") ? 32 : 16;

  private Lanes() {}

  static FloatVector load(float[] x, int i) {
    return FloatVector.fromArray(S, x, i);
  }
}
