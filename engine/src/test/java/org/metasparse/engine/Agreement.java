package org.metasparse.engine;

import java.util.function.BiConsumer;
import org.junit.jupiter.api.Assertions;
import org.metasparse.engine.reference.ReferenceKernels;

/**
 * The one demand of the contract: an implementation leaves behind the bits that the formula gives,
 * in every array and at every index, named by the call or not. NaN payloads alone may differ.
 */
final class Agreement {
  private static final Kernels REFERENCE = new ReferenceKernels();

  private Agreement() {}

  /** Runs a call on the formulas and on every implementation and compares all arrays. */
  static void check(Operands operands, BiConsumer<Kernels, float[][]> call) {
    float[][] expected = operands.copy();
    call.accept(REFERENCE, expected);
    for (Kernels kernels : Implementations.all()) {
      float[][] actual = operands.copy();
      call.accept(kernels, actual);
      for (int slot = 0; slot < expected.length; slot++) {
        sameBits(expected[slot], actual[slot], kernels, "operand " + slot + " of " + operands);
      }
    }
  }

  static void sameBits(float[] expected, float[] actual, Kernels kernels, String where) {
    Assertions.assertEquals(expected.length, actual.length, where);
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        Assertions.fail(
            kernels.name()
                + kernels.vectorBits()
                + ", "
                + where
                + ": element "
                + i
                + " is "
                + Float.toHexString(actual[i])
                + ", the formula gives "
                + Float.toHexString(expected[i]));
      }
    }
  }
}
