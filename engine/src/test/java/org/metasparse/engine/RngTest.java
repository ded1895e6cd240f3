package org.metasparse.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator: known answers, and that its derived draws are what they say. */
class RngTest {
  private static final long SEED = 2024;

  private static long[] draw(Rng rng, int n) {
    return IntStream.range(0, n).mapToLong(i -> rng.nextLong()).toArray();
  }

  /** Published outputs of SplitMix64; those of the split streams were computed apart from this. */
  @Test
  void knownAnswers() {
    assertArrayEquals(
        new long[] {0xe220a8397b1dcdafL, 0x6e789e6aa1b965f4L, 0x06c45d188009454fL},
        draw(new Rng(0), 3));
    assertArrayEquals(
        new long[] {6457827717110365317L, 3203168211198807973L}, draw(new Rng(1234567), 2));
    assertArrayEquals(
        new long[] {0x5599b3e06d073327L, 0xd6171d07a31128dfL, 0xed057ba08584c10bL},
        draw(new Rng(42).split(0), 3));
    assertArrayEquals(
        new long[] {0x66723b876cf5a31dL, 0xe44acd82b9eea3a1L, 0xde0b1459d850275aL},
        draw(new Rng(42).split(1), 3));
  }

  @Test
  void continuesFromItsState() {
    Rng rng = new Rng(SEED);
    draw(rng, 17);
    Rng resumed = new Rng(rng.state());
    assertArrayEquals(draw(rng, 5), draw(resumed, 5));
    assertEquals(rng.state(), resumed.state());
  }

  @Test
  void splitDoesNotMove() {
    Rng rng = new Rng(SEED);
    long before = rng.state();
    rng.split(5).nextLong();
    assertEquals(before, rng.state());
    long[] firsts = IntStream.range(0, 1000).mapToLong(i -> rng.split(i).nextLong()).toArray();
    assertEquals(1000, Arrays.stream(firsts).distinct().count());
  }

  @Test
  void floats() {
    Rng rng = new Rng(SEED);
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      float x = rng.nextFloat();
      assertTrue(x >= 0 && x < 1, x + ", seed " + SEED);
      assertEquals(Math.rint(x * 0x1p24), x * 0x1p24, "a multiple of 2^-24, seed " + SEED);
      sum += x;
      squares += (double) x * x;
    }
    // Five standard errors of the mean of a uniform variable and of its square.
    assertEquals(0.5, sum / n, 5 * Math.sqrt(1 / 12.0 / n), "mean, seed " + SEED);
    assertEquals(1 / 3.0, squares / n, 5 * Math.sqrt(4 / 45.0 / n), "square, seed " + SEED);
  }

  @Test
  void intervals() {
    Rng rng = new Rng(SEED);
    Rng twin = new Rng(SEED);
    for (int i = 0; i < 10_000; i++) {
      float x = rng.uniform(-3, 0.5f);
      assertTrue(x >= -3 && x <= 0.5f, x + ", seed " + SEED);
      assertEquals(Math.fma(twin.nextFloat(), 3.5f, -3f), x, "seed " + SEED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 64})
  void everyIntegerIsAsLikely(int bound) {
    Rng rng = new Rng(SEED);
    int n = 20_000 * bound;
    int[] counts = new int[bound];
    for (int i = 0; i < n; i++) {
      counts[rng.nextInt(bound)]++;
    }
    double deviation = Math.sqrt(20_000.0 * (1 - 1.0 / bound));
    for (int i = 0; i < bound; i++) {
      assertEquals(20_000, counts[i], 5 * deviation, i + " of " + bound + ", seed " + SEED);
    }
  }

  /** A plain remainder of 31 bits would draw the lowest third half of the time here. */
  @Test
  void noBiasAtLargeBounds() {
    Rng rng = new Rng(SEED);
    int bound = 3 << 29;
    int low = 0;
    int n = 30_000;
    for (int i = 0; i < n; i++) {
      int x = rng.nextInt(bound);
      assertTrue(x >= 0 && x < bound, x + ", seed " + SEED);
      low += x < 1 << 29 ? 1 : 0;
    }
    assertEquals(n / 3.0, low, 5 * Math.sqrt(n * 2 / 9.0), "seed " + SEED);
    for (int i = 0; i < 1000; i++) {
      assertTrue(rng.nextInt(Integer.MAX_VALUE) >= 0, "seed " + SEED);
    }
  }

  @Test
  void distinct() {
    for (int count : new int[] {0, 1, 5, 100}) {
      int[] drawn = new Rng(SEED).distinct(count, 100);
      assertEquals(count, drawn.length);
      assertEquals(count, Arrays.stream(drawn).distinct().count(), "seed " + SEED);
      assertTrue(Arrays.stream(drawn).allMatch(x -> x >= 0 && x < 100), "seed " + SEED);
    }
    int[] order = new Rng(SEED).distinct(100, 100);
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    assertTrue(!Arrays.equals(sorted, order), "in random order, seed " + SEED);
    // What nextInt draws, without what was drawn before.
    Rng rng = new Rng(SEED);
    int[] first = IntStream.generate(() -> rng.nextInt(9)).distinct().limit(9).toArray();
    assertArrayEquals(first, new Rng(SEED).distinct(9, 9), "seed " + SEED);
  }

  @Test
  void refusals() {
    Rng rng = new Rng(SEED);
    assertThrows(IllegalArgumentException.class, () -> rng.nextInt(0));
    assertThrows(IllegalArgumentException.class, () -> rng.nextInt(-1));
    assertThrows(IllegalArgumentException.class, () -> rng.distinct(4, 3));
    assertThrows(IllegalArgumentException.class, () -> rng.distinct(-1, 3));
    assertEquals(SEED, rng.state(), "a refused draw does not move the generator");
  }
}
