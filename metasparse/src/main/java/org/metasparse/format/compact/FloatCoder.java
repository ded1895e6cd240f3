package org.metasparse.format.compact;

/**
 * Codes the bits of floating-point numbers: sign and mantissa as they are, the exponent bit by bit
 * with contexts of the bits before.
 */
public final class FloatCoder {
  private final BitCoder coder;
  private final int exponentBits;
  private final int mantissaBits;
  private final Contexts exponents;

  /**
   * Starts with nothing learnt.
   *
   * @param coder what codes the decisions
   * @param exponentBits 8 for 32-bit floats, 5 for 16-bit ones
   * @param mantissaBits 23 for 32-bit floats, 10 for 16-bit ones
   */
  public FloatCoder(BitCoder coder, int exponentBits, int mantissaBits) {
    this.coder = coder;
    this.exponentBits = exponentBits;
    this.mantissaBits = mantissaBits;
    this.exponents = new Contexts(1 << exponentBits);
  }

  /**
   * Codes a number.
   *
   * @param bits its sign, exponent and mantissa; ignored by a decoder
   * @return the bits
   */
  public int code(int bits) {
    int exponent = 1;
    for (int i = exponentBits - 1; i >= 0; i--) {
      int bit = bits >>> mantissaBits + i & 1;
      exponent = exponent << 1 | coder.code(exponents, exponent, bit);
    }
    int sign = coder.codeEven(bits >>> exponentBits + mantissaBits, 1);
    int mantissa = coder.codeEven(bits & (1 << mantissaBits) - 1, mantissaBits);
    return (sign << exponentBits | exponent - (1 << exponentBits)) << mantissaBits | mantissa;
  }
}
