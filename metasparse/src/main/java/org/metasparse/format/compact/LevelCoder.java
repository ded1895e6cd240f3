package org.metasparse.format.compact;

/**
 * Codes the levels of quantised parameters: whole numbers, block after block.
 *
 * <p>Before a block comes the length in bits of its largest magnitude. A number is coded as how
 * many bits fewer its magnitude has, in unary; its sign; and the bits below the highest one, of
 * which the first two are learnt. So blocks of all scales share what is learnt about the shape of
 * the distribution.
 */
public final class LevelCoder {
  /** Bits of the largest magnitude. */
  public static final int MOST_BITS = 15;

  private static final int LENGTH_BITS = 4;

  private final BitCoder coder;
  private final Contexts fewer = new Contexts(MOST_BITS);
  private final Contexts below = new Contexts(4 * MOST_BITS);

  /**
   * Starts with nothing learnt.
   *
   * @param coder what codes the decisions
   */
  public LevelCoder(BitCoder coder) {
    this.coder = coder;
  }

  /**
   * Codes a block in place.
   *
   * @param levels the numbers, of magnitudes below 2^15; a decoder overwrites them
   */
  public void code(int[] levels) {
    int bits = 0;
    for (int level : levels) {
      bits |= Math.abs(level);
    }
    int length = coder.codeEven(Integer.SIZE - Integer.numberOfLeadingZeros(bits), LENGTH_BITS);
    for (int i = 0; i < levels.length; i++) {
      levels[i] = code(levels[i], length);
    }
  }

  private int code(int level, int length) {
    int magnitude = Math.abs(level);
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(magnitude);
    int k = length;
    // A block of zeros costs a decision for each, too: nothing is free (RangeDecoder.most).
    do {
      if (coder.code(fewer, length - k, k > bits ? 1 : 0) == 0) {
        break;
      }
      k--;
    } while (k > 0);
    if (k <= 0) {
      return 0;
    }
    int negative = coder.codeEven(level < 0 ? 1 : 0, 1);
    int value = 1;
    int rest = k - 1;
    for (; rest > 0 && rest > k - 3; rest--) {
      int context = 4 * (length - k) + value;
      value = 2 * value + coder.code(below, context, magnitude >>> rest - 1 & 1);
    }
    value = value << rest | coder.codeEven(magnitude & (1 << rest) - 1, rest);
    return negative == 1 ? -value : value;
  }
}
