package org.metasparse.format.compact;

/**
 * Reads what {@link RangeEncoder} wrote. It never reads beyond its bytes and {@link
 * RangeEncoder#AHEAD} zeros behind them; and since no decision is free, the bytes bound how many
 * decisions there can be ({@link #most}).
 */
public final class RangeDecoder implements BitCoder {
  /** A decision costs more than 1/64 bit, so a byte holds fewer than this. */
  private static final long DECISIONS_A_BYTE = 512;

  private final byte[] in;
  private int at;
  private long code;

  /** The last bytes that were read, as one number. */
  private long lastRead;

  private long range = 0xffffffffL;

  /**
   * Starts at the first byte.
   *
   * @param in the bytes; not copied
   * @throws IllegalArgumentException if no encoder writes such bytes; so do the other methods
   */
  public RangeDecoder(byte[] in) {
    this.in = in;
    for (int i = 0; i < RangeEncoder.AHEAD; i++) {
      shift();
    }
    if (code >= range) {
      throw invalid();
    }
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException("its coded numbers are not what an encoder writes");
  }

  /**
   * {@return how many decisions there can be at most: a bound for what may be allocated before it
   * is read, a number that no encoder reaches with so many bytes}
   */
  public long most() {
    return DECISIONS_A_BYTE * ((long) in.length + RangeEncoder.AHEAD);
  }

  @Override
  public int code(Contexts contexts, int context, int ignored) {
    long zero = (range >>> RangeEncoder.PRECISION) * contexts.zero(context);
    int bit;
    if (code < zero) {
      bit = 0;
      range = zero;
    } else {
      bit = 1;
      code -= zero;
      range -= zero;
    }
    contexts.learn(context, bit);
    while (range < RangeEncoder.LEAST_RANGE) {
      shift();
      range <<= 8;
    }
    return bit;
  }

  @Override
  public int codeEven(int ignored, int count) {
    int value = 0;
    for (int left = count; left > 0; ) {
      int n = Math.min(RangeEncoder.EVEN_AT_ONCE, left);
      left -= n;
      range >>>= n;
      long bits = code / range;
      if (bits >>> n != 0) {
        throw invalid();
      }
      code -= bits * range;
      value = value << n | (int) bits;
      while (range < RangeEncoder.LEAST_RANGE) {
        shift();
        range <<= 8;
      }
    }
    return value;
  }

  private void shift() {
    if (at >= in.length + RangeEncoder.AHEAD) {
      throw new IllegalArgumentException("its coded numbers end before the last of them");
    }
    int next = at < in.length ? in[at] & 0xff : 0;
    code = code << 8 | next;
    lastRead = lastRead << 8 | next;
    at++;
  }

  /**
   * Checks that the bytes end with the last decision, as an encoder ends them: no byte is left, and
   * no other bytes would mean the same.
   *
   * @throws IllegalArgumentException if they do not
   */
  public void finish() {
    int left = in.length - at;
    boolean zeros = in.length > 0 && left > -RangeEncoder.AHEAD && in[in.length - 1] == 0;
    long low = (lastRead - code) & 0xffffffffL;
    if (left > 0 || zeros || (int) RangeEncoder.roundest(low, range) != (int) lastRead) {
      throw new IllegalArgumentException("bytes follow the last of its coded numbers");
    }
  }
}
