package org.metasparse.format.compact;

/**
 * Codes whole numbers from 0 on, of any size: the length in bits of the number plus 1, in unary,
 * and the bits below the highest one, of which the first is learnt (an adaptive Elias gamma code).
 */
final class NumberCoder {
  private static final int MOST_BITS = 31;

  private final BitCoder coder;
  private final Contexts longer = new Contexts(MOST_BITS);
  private final Contexts below = new Contexts(MOST_BITS);

  NumberCoder(BitCoder coder) {
    this.coder = coder;
  }

  /** Codes a number from 0 to 2^31 - 2. */
  int code(int number) {
    int shifted = number + 1;
    int bits = MOST_BITS - Integer.numberOfLeadingZeros(shifted);
    int k = 0;
    while (k < MOST_BITS - 1 && coder.code(longer, k, k < bits ? 1 : 0) == 1) {
      k++;
    }
    int value = 1;
    int rest = k;
    if (k > 0) {
      rest = k - 1;
      value = 2 + coder.code(below, k, shifted >>> rest & 1);
    }
    return (value << rest | coder.codeEven(shifted & (1 << rest) - 1, rest)) - 1;
  }
}
