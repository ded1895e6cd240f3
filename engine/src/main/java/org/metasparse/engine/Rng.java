package org.metasparse.engine;

import java.util.HashSet;
import java.util.Set;

/**
 * A seeded random generator whose stream is the same on every JVM: SplitMix64 (Steele, Lea and
 * Flood 2014). Its whole state is one {@code long}, so that a run can be saved and resumed exactly.
 *
 * <p>Not thread-safe and not for cryptography.
 */
public final class Rng {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;
  private long state;

  /**
   * A generator at the start of a seed's stream, or at the point where {@link #state()} was read.
   *
   * @param seed any number
   */
  public Rng(long seed) {
    state = seed;
  }

  /**
   * {@return where the generator stands, a number that makes an equal generator when given to the
   * constructor}
   */
  public long state() {
    return state;
  }

  /**
   * Uniform bits.
   *
   * @return the next 64 of them
   */
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * A generator of another, independent stream of the same seed; this one does not move.
   *
   * @param stream the stream's number
   * @return the generator
   */
  public Rng split(long stream) {
    return new Rng(mix(mix(state) + (stream + 1) * GAMMA));
  }

  /** {@return a uniform float; a multiple of 2^-24 in [0, 1)} */
  public float nextFloat() {
    return (nextLong() >>> 40) * 0x1p-24f;
  }

  /**
   * A uniform float of an interval: {@code fma(nextFloat(), high - low, low)}.
   *
   * @param low one end
   * @param high the other
   * @return a float between them
   */
  public float uniform(float low, float high) {
    return Math.fma(nextFloat(), high - low, low);
  }

  /**
   * A uniform integer, without bias.
   *
   * @param bound how many integers to choose from
   * @return at least 0 and below the bound
   * @throws IllegalArgumentException if the bound is not positive
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound " + bound + " must be positive");
    }
    // Of 2^31 values the last, incomplete group of `bound` is drawn again.
    int bits;
    int value;
    do {
      bits = (int) (nextLong() >>> 33);
      value = bits % bound;
    } while (bits - value + (bound - 1) < 0);
    return value;
  }

  /**
   * Draws distinct integers below a bound, in random order.
   *
   * @param count how many
   * @param bound how many integers to choose from
   * @return {@code count} different integers, each at least 0 and below the bound
   * @throws IllegalArgumentException if there are not as many
   */
  public int[] distinct(int count, int bound) {
    if (count < 0 || count > bound) {
      throw new IllegalArgumentException("cannot draw " + count + " distinct of " + bound);
    }
    int[] drawn = new int[count];
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < count; i++) {
      do {
        drawn[i] = nextInt(bound);
      } while (!seen.add(drawn[i]));
    }
    return drawn;
  }
}
