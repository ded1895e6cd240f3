package org.metasparse.bench;

/** The comparison that comes before every timing. */
public final class Bits {
  private Bits() {}

  /**
   * Refuses results that differ in a single bit.
   *
   * @param name what is checked
   * @param expected what the scalar kernels give
   * @param actual what is going to be timed
   * @throws IllegalStateException if they differ
   */
  public static void same(String name, float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      throw new IllegalStateException(
          name + ": " + actual.length + " floats, scalar " + expected.length);
    }
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        throw new IllegalStateException(
            name + ": [" + i + "] " + actual[i] + ", scalar " + expected[i]);
      }
    }
  }
}
