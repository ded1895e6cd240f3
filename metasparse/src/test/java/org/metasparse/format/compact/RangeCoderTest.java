package org.metasparse.format.compact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Rng;

class RangeCoderTest {
  /** Decisions of one kind: how likely a 1 is, in how many contexts, how many even bits between. */
  private static byte[] encode(Rng rng, int count, double ones, int contexts, int even) {
    RangeEncoder encoder = new RangeEncoder();
    Contexts learnt = new Contexts(contexts);
    for (int i = 0; i < count; i++) {
      encoder.code(learnt, rng.nextInt(contexts), rng.nextFloat() < ones ? 1 : 0);
      encoder.codeEven((int) rng.nextLong() & mask(even), even);
    }
    return encoder.finish();
  }

  private static int mask(int bits) {
    return bits == 32 ? -1 : (1 << bits) - 1;
  }

  private static void decode(
      byte[] coded, Rng rng, int count, double ones, int contexts, int even) {
    RangeDecoder decoder = new RangeDecoder(coded);
    Contexts learnt = new Contexts(contexts);
    for (int i = 0; i < count; i++) {
      int context = rng.nextInt(contexts);
      int bit = rng.nextFloat() < ones ? 1 : 0;
      assertEquals(bit, decoder.code(learnt, context, -1), "decision " + i);
      assertEquals((int) rng.nextLong() & mask(even), decoder.codeEven(-1, even), "bits " + i);
    }
    decoder.finish();
  }

  @Test
  void whatIsCodedIsDecoded() {
    int[] counts = {0, 1, 2, 3, 7, 100, 5000};
    for (int seed = 0; seed < 300; seed++) {
      Rng rng = new Rng(seed);
      int count = counts[seed % counts.length];
      double ones = new double[] {0, 0.001, 0.3, 0.5, 0.99, 1}[rng.nextInt(6)];
      int contexts = 1 + rng.nextInt(4);
      int even = new int[] {0, 0, 1, 7, 16, 17, 31, 32}[rng.nextInt(8)];
      byte[] coded = encode(rng.split(1), count, ones, contexts, even);
      decode(coded, rng.split(1), count, ones, contexts, even);
    }
  }

  /** Carries run through bytes of 0xff: the interval stays just below a round number for long. */
  @Test
  void carriesRunThroughManyBytes() {
    for (int ones = 0; ones < 80; ones++) {
      for (int last = 0; last < 2; last++) {
        RangeEncoder encoder = new RangeEncoder();
        for (int i = 0; i < ones; i++) {
          encoder.codeEven(1, 1);
        }
        Contexts contexts = new Contexts(1);
        for (int i = 0; i < 9; i++) {
          encoder.code(contexts, 0, last);
        }
        RangeDecoder decoder = new RangeDecoder(encoder.finish());
        for (int i = 0; i < ones; i++) {
          assertEquals(1, decoder.codeEven(0, 1));
        }
        contexts = new Contexts(1);
        for (int i = 0; i < 9; i++) {
          assertEquals(last, decoder.code(contexts, 0, 0));
        }
        decoder.finish();
      }
    }
  }

  @Test
  void skewedDecisionsCostTheirEntropy() {
    int count = 20000;
    for (double ones : new double[] {0.05, 0.2, 0.5}) {
      double entropy =
          -(ones * Math.log(ones) + (1 - ones) * Math.log(1 - ones)) / Math.log(2) * count / 8;
      int length = encode(new Rng(3), count, ones, 1, 0).length;
      assertEquals(entropy, length, 0.02 * entropy + 8, "ones " + ones);
    }
  }

  /** The bound that readers allocate by: the cheapest decisions that there are stay below it. */
  @Test
  void noByteHoldsMoreDecisionsThanTheBound() {
    for (int bit = 0; bit < 2; bit++) {
      for (int count : new int[] {0, 1, 100, 2000, 3000, 100_000}) {
        RangeEncoder encoder = new RangeEncoder();
        Contexts contexts = new Contexts(1);
        for (int i = 0; i < count; i++) {
          encoder.code(contexts, 0, bit);
        }
        byte[] coded = encoder.finish();
        assertTrue(count <= new RangeDecoder(coded).most(), count + " in " + coded.length);
      }
    }
  }

  /** And a decoder stops there, whatever the bytes are. */
  @Test
  void decodersEndWithTheirBytes() {
    for (int seed = 0; seed < 200; seed++) {
      Rng rng = new Rng(seed);
      byte[] bytes = new byte[rng.nextInt(20)];
      if (rng.nextInt(2) == 0) {
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) rng.nextInt(256);
        }
      } else {
        Arrays.fill(bytes, (byte) -rng.nextInt(2));
      }
      assertThrows(
          IllegalArgumentException.class,
          () -> {
            RangeDecoder decoder = new RangeDecoder(bytes);
            Contexts contexts = new Contexts(1);
            for (long i = 0; i <= decoder.most(); i++) {
              decoder.code(contexts, 0, 0);
            }
          });
    }
  }

  @Test
  void bytesThatAreLeftAreRefused() {
    byte[] coded = encode(new Rng(1), 50, 0.3, 1, 3);
    RangeDecoder decoder = new RangeDecoder(Arrays.copyOf(coded, coded.length + 1));
    Rng rng = new Rng(1);
    Contexts learnt = new Contexts(1);
    for (int i = 0; i < 50; i++) {
      decoder.code(learnt, 0, 0);
      decoder.codeEven(0, 3);
    }
    assertThrows(IllegalArgumentException.class, decoder::finish);
  }

  /** The interval is never so wide that its number begins so. */
  @Test
  void numbersBeyondTheRangeAreRefused() {
    byte[] ones = {-1, -1, -1, -1};
    assertThrows(IllegalArgumentException.class, () -> new RangeDecoder(ones));
    RangeDecoder decoder = new RangeDecoder(new byte[] {-1, -1, -1, -2});
    assertThrows(IllegalArgumentException.class, () -> decoder.codeEven(0, 16));
  }
}
