package org.metasparse.format.compact;

import java.util.Arrays;

/**
 * Probabilities that learn: for each context, how likely a decision is 0.
 *
 * <p>A probability is a number of 16 bits and starts at one half. The {@code n}-th decision moves
 * it by {@code 1 / (n + 1.5)} of the way to what was decided, and from the 96th on by a constant
 * fraction: an average over all decisions while they are few, then over the last ones.
 */
public final class Contexts {
  /** Decisions that an average goes over in the end. */
  private static final int MEMORY = 96;

  /** {@code 65536 / (n + 1.5)} for the n-th decision. */
  private static final int[] RATE = new int[MEMORY];

  /** Probabilities of 15 bits stay that far from 0 and 1, so that no decision is nearly free. */
  private static final int LEAST = 1 << 9;

  static {
    for (int n = 0; n < MEMORY; n++) {
      RATE[n] = (1 << 17) / (2 * n + 3);
    }
  }

  private final int[] zero;
  private final int[] seen;

  /**
   * Contexts that have seen nothing.
   *
   * @param count how many
   */
  public Contexts(int count) {
    zero = new int[count];
    seen = new int[count];
    Arrays.fill(zero, 1 << 15);
  }

  /** The probability of a 0, in 1/2^15, from 2^9 to 2^15 - 2^9. */
  int zero(int context) {
    return Math.min((1 << 15) - LEAST, Math.max(LEAST, zero[context] >>> 1));
  }

  /** Learns from a decision. */
  void learn(int context, int bit) {
    int target = bit == 0 ? 65535 : 0;
    zero[context] += (int) ((long) (target - zero[context]) * RATE[seen[context]] >> 16);
    seen[context] = Math.min(MEMORY - 1, seen[context] + 1);
  }
}
