package org.metasparse.format.compact;

/** IEEE 754 half precision ({@code binary16}), which the JDK has only from version 20 on. */
public final class Half {
  /** The largest finite number of half precision. */
  public static final float LARGEST = 65504;

  private Half() {}

  /**
   * The nearest number of half precision, ties to even.
   *
   * @param value a number of at most {@link #LARGEST} in magnitude
   * @return its 16 bits
   * @throws IllegalArgumentException if the number is larger
   */
  public static int of(float value) {
    float magnitude = Math.abs(value);
    if (!(magnitude <= LARGEST)) {
      throw new IllegalArgumentException(value + " is beyond 16-bit floats");
    }
    int sign = value < 0 || (value == 0 && 1 / value < 0) ? 0x8000 : 0;
    // Adding and subtracting a power of two rounds to the spacing of halves at that magnitude.
    float spacing = Math.max(Math.ulp(magnitude) * 0x1p13f, 0x1p-24f);
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    int units = (int) Math.rint(magnitude / spacing);
    // Units from 2^10 on carry the hidden bit; 2^11 of them are the next exponent's first.
    return sign | (exponent + 14 << 10) + units;
  }

  /**
   * The value of a number of half precision.
   *
   * @param bits its 16 bits
   * @return the value; infinite or NaN where the bits say so
   */
  public static float value(int bits) {
    int exponent = bits >>> 10 & 0x1f;
    int mantissa = bits & 0x3ff;
    float magnitude;
    if (exponent == 0x1f) {
      magnitude = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = mantissa * 0x1p-24f;
    } else {
      magnitude = Math.scalb((float) (mantissa | 0x400), exponent - 25);
    }
    return (bits & 0x8000) != 0 ? -magnitude : magnitude;
  }
}
