package org.metasparse.format.compact;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A binary range coder (Martin 1979), with carries held back as in LZMA: what has been decided is
 * an interval of [0, 1), of which each decision takes a part in proportion to its probability. The
 * output is a number in the interval with few digits.
 */
public final class RangeEncoder implements BitCoder {
  /** Precision of probabilities, in bits. */
  static final int PRECISION = 15;

  /** The range is kept at or above this. */
  static final long LEAST_RANGE = 1L << 24;

  /** Bytes that a decoder reads ahead, and zeros that may lack at the end. */
  static final int AHEAD = 4;

  /** Even bits that are coded together: the range must stay well above 0. */
  static final int EVEN_AT_ONCE = 16;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long low;
  private long range = 0xffffffffL;

  /** The last byte that a carry may still change, and how many bytes 0xff stand behind it. */
  private int held = -1;

  private int heldOnes;

  /** Starts with nothing coded. */
  public RangeEncoder() {}

  @Override
  public int code(Contexts contexts, int context, int bit) {
    long zero = (range >>> PRECISION) * contexts.zero(context);
    if (bit == 0) {
      range = zero;
    } else {
      low += zero;
      range -= zero;
    }
    contexts.learn(context, bit);
    while (range < LEAST_RANGE) {
      shift();
    }
    return bit;
  }

  @Override
  public int codeEven(int value, int count) {
    for (int left = count; left > 0; ) {
      int n = Math.min(EVEN_AT_ONCE, left);
      left -= n;
      range >>>= n;
      low += (value >>> left & (1 << n) - 1) * range;
      while (range < LEAST_RANGE) {
        shift();
      }
    }
    return value;
  }

  /** Moves the top byte of low out. */
  private void shift() {
    int carry = (int) (low >>> 32);
    int top = (int) (low >>> 24) & 0xff;
    if (carry == 0 && top == 0xff) {
      // Later carries may run through it; before any other byte it is held itself.
      heldOnes++;
    } else {
      release(carry);
      held = top;
    }
    low = (low & 0xffffffL) << 8;
    range <<= 8;
  }

  private void release(int carry) {
    if (held >= 0) {
      out.write(held + carry);
    }
    for (; heldOnes > 0; heldOnes--) {
      out.write(0xff + carry);
    }
  }

  /**
   * Ends the coding.
   *
   * @return the bytes; a decoder takes up to {@link #AHEAD} zeros behind them for granted
   */
  public byte[] finish() {
    low = roundest(low, range);
    for (int i = 0; i < AHEAD; i++) {
      shift();
    }
    release((int) (low >>> 32));
    byte[] bytes = out.toByteArray();
    int length = bytes.length;
    while (length > bytes.length - AHEAD && bytes[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(bytes, length);
  }

  /** The number of {@code [low, low + range)} with the most zeros at its end. */
  static long roundest(long low, long range) {
    for (int zeros = 32; zeros > 0; zeros--) {
      long mask = (1L << zeros) - 1;
      long rounded = (low + mask) & ~mask;
      if (rounded < low + range) {
        return rounded;
      }
    }
    return low;
  }
}
