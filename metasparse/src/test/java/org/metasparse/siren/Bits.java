package org.metasparse.siren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

/** Equality to the last bit, which {@code ==} is not: it takes 0 for -0 and no NaN for itself. */
public final class Bits {
  private Bits() {}

  public static void same(float[] expected, float[] actual, String where) {
    assertEquals(expected.length, actual.length, where);
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        fail(
            where
                + ": element "
                + i
                + " is "
                + Float.toHexString(actual[i])
                + ", not "
                + Float.toHexString(expected[i]));
      }
    }
  }

  public static void same(double[] expected, double[] actual, String where) {
    assertEquals(expected.length, actual.length, where);
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])) {
        fail(where + ": element " + i + " is " + actual[i] + ", not " + expected[i]);
      }
    }
  }
}
