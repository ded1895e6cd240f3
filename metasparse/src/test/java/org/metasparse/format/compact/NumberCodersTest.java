package org.metasparse.format.compact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Rng;

/** Levels, numbers, floats and patterns come back as they were. */
class NumberCodersTest {
  private static int[] levels(Rng rng, int count, int most) {
    int[] levels = new int[count];
    for (int i = 0; i < count; i++) {
      // Two draws: small ones are more frequent.
      int bound = 1 + rng.nextInt(most + 1);
      levels[i] = rng.nextInt(bound) * (rng.nextInt(2) * 2 - 1);
    }
    return levels;
  }

  @Test
  void levelsComeBack() {
    int[] most = {0, 1, 2, 3, 7, 127, 2047, 32766};
    for (int seed = 0; seed < 200; seed++) {
      Rng rng = new Rng(seed);
      int[][] blocks = new int[1 + rng.nextInt(4)][];
      RangeEncoder encoder = new RangeEncoder();
      LevelCoder coder = new LevelCoder(encoder);
      for (int b = 0; b < blocks.length; b++) {
        blocks[b] = levels(rng, rng.nextInt(60), most[rng.nextInt(most.length)]);
        coder.code(blocks[b].clone());
      }
      RangeDecoder decoder = new RangeDecoder(encoder.finish());
      LevelCoder reader = new LevelCoder(decoder);
      for (int[] block : blocks) {
        int[] read = new int[block.length];
        reader.code(read);
        assertArrayEquals(block, read, "seed " + seed);
      }
      decoder.finish();
    }
  }

  @Test
  void everyMagnitudeOfLevelsComesBack() {
    int[] all = new int[2 * 32767 + 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = i - 32767;
    }
    RangeEncoder encoder = new RangeEncoder();
    new LevelCoder(encoder).code(all.clone());
    int[] read = new int[all.length];
    new LevelCoder(new RangeDecoder(encoder.finish())).code(read);
    assertArrayEquals(all, read);
  }

  @Test
  void numbersComeBack() {
    RangeEncoder encoder = new RangeEncoder();
    NumberCoder coder = new NumberCoder(encoder);
    int[] numbers = {0, 1, 2, 3, 0, 1000, Integer.MAX_VALUE - 1, 5, 1 << 30, (1 << 30) - 1, 0};
    for (int number : numbers) {
      assertEquals(number, coder.code(number));
    }
    NumberCoder reader = new NumberCoder(new RangeDecoder(encoder.finish()));
    for (int number : numbers) {
      assertEquals(number, reader.code(0));
    }
  }

  @Test
  void floatsComeBack() {
    float[] values = {0, -0f, 1, -1.5f, Float.MIN_VALUE, Float.MAX_VALUE, 3e-3f, -3.1e-3f};
    RangeEncoder encoder = new RangeEncoder();
    FloatCoder coder = new FloatCoder(encoder, 8, 23);
    for (float value : values) {
      coder.code(Float.floatToRawIntBits(value));
    }
    FloatCoder reader = new FloatCoder(new RangeDecoder(encoder.finish()), 8, 23);
    for (float value : values) {
      assertEquals(Float.floatToRawIntBits(value), reader.code(0));
    }
  }

  @Test
  void everyHalfComesBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Half.value(bits);
      if (Float.isFinite(value)) {
        assertEquals(bits, Half.of(value));
      }
    }
  }

  @Test
  void halvesAreTheNearest() {
    Rng rng = new Rng(5);
    for (int i = 0; i < 20000; i++) {
      float value = Math.scalb(rng.uniform(-2, 2), rng.nextInt(40) - 26);
      if (Math.abs(value) > Half.LARGEST) {
        continue;
      }
      int bits = Half.of(value);
      double error = Math.abs((double) Half.value(bits) - value);
      for (int other : new int[] {bits - 1, bits + 1}) {
        if ((other & 0x7c00) != 0x7c00 && ((other ^ bits) & 0x8000) == 0) {
          double otherError = Math.abs((double) Half.value(other) - value);
          assertTrue(error < otherError || (error == otherError && (bits & 1) == 0), "" + value);
        }
      }
    }
    assertThrows(IllegalArgumentException.class, () -> Half.of(65520));
    assertThrows(IllegalArgumentException.class, () -> Half.of(Float.NaN));
  }

  private static CsrPattern pattern(Rng rng, int rows, int cols, double density) {
    boolean[] mask = new boolean[rows * cols];
    for (int i = 0; i < mask.length; i++) {
      // Some columns are emptier than others.
      mask[i] = rng.nextFloat() < density * (i % cols % 3 == 0 ? 1.5 : 0.75);
    }
    return CsrPattern.ofMask(rows, cols, mask);
  }

  @Test
  void patternsComeBack() {
    double[] densities = {0, 0.002, 0.05, 0.3, 0.7, 1.5};
    for (int seed = 0; seed < 200; seed++) {
      Rng rng = new Rng(seed);
      int rows = 1 + rng.nextInt(40);
      int cols = 1 + rng.nextInt(40);
      CsrPattern pattern =
          seed % 9 == 8 ? null : pattern(rng, rows, cols, densities[seed % densities.length]);
      RangeEncoder encoder = new RangeEncoder();
      PatternCoder.write(encoder, pattern);
      RangeDecoder decoder = new RangeDecoder(encoder.finish());
      assertEquals(pattern, PatternCoder.read(decoder, rows, cols, 1600), "seed " + seed);
      decoder.finish();
    }
  }

  @Test
  void patternsCostTheirEntropyAndNearlyEmptyOnesLess() {
    RangeEncoder half = new RangeEncoder();
    PatternCoder.write(half, pattern(new Rng(1), 64, 64, 0.2));
    assertTrue(half.finish().length < 0.77 * 64 * 64 / 8);
    RangeEncoder empty = new RangeEncoder();
    PatternCoder.write(empty, CsrPattern.ofMask(256, 256, new boolean[1 << 16]));
    assertTrue(empty.finish().length < 8);
  }

  @Test
  void noMoreThanTheBoundIsAllocated() {
    RangeEncoder encoder = new RangeEncoder();
    PatternCoder.write(encoder, null);
    byte[] coded = encoder.finish();
    assertThrows(
        IllegalArgumentException.class,
        () -> PatternCoder.read(new RangeDecoder(coded), 1 << 15, 1 << 15, 1 << 20));
    RangeEncoder places = new RangeEncoder();
    places.codeEven(1, 2);
    byte[] all = places.finish();
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> PatternCoder.read(new RangeDecoder(all), 1 << 15, 1 << 15, 1 << 20))
            .getMessage();
    assertTrue(message.contains("too short for 1073741824 entries"), message);
    RangeEncoder gaps = new RangeEncoder();
    gaps.codeEven(2, 2);
    new NumberCoder(gaps).code(1 << 30);
    byte[] many = gaps.finish();
    assertThrows(
        IllegalArgumentException.class,
        () -> PatternCoder.read(new RangeDecoder(many), 1 << 15, 1 << 15, 1 << 20));
  }

  /**
   * What another program, written after INR-FORMAT.md alone, made of the same numbers: files that
   * are there must stay readable.
   */
  @Test
  void theBytesAreThoseOfTheSpecification() {
    RangeEncoder encoder = new RangeEncoder();
    LevelCoder levels = new LevelCoder(encoder);
    levels.code(IntStream.range(0, 24).map(i -> i * i * 37 % 2047 - 1000).toArray());
    levels.code(IntStream.range(0, 16).map(i -> i * 7 % 5 - 2).toArray());
    assertBytes(
        "a7d11e9e577b4704697e342b81a694e2aaf71beb1022da214af98309f16ddcf8519b4b5fdee9ee9fffd1c0",
        encoder);

    RangeEncoder halves = new RangeEncoder();
    FloatCoder floats = new FloatCoder(halves, 5, 10);
    IntStream.range(0, 12).forEach(i -> floats.code(Half.of(0.25f * i * i - 3)));
    assertBytes("860031683bad7f28b40df2b2adb4783cd1b748b107b980", halves);

    boolean[] uneven = new boolean[400];
    for (int i = 0; i < 400; i++) {
      int r = i / 20;
      int c = i % 20;
      uneven[i] = (r * 7 + c * 11) % 13 < (c < 6 ? 9 : r > 12 ? 1 : 4);
    }
    RangeEncoder places = new RangeEncoder();
    PatternCoder.write(places, CsrPattern.ofMask(20, 20, uneven));
    assertBytes(
        "627b97cbad9eea01ea597d62bba26f5d171733b75967d463d7aa1cc8af747a2c"
            + "a5c200f466a20b98f858cb5304",
        places);

    boolean[] few = new boolean[10000];
    IntStream.range(0, 9).forEach(k -> few[(k * k * 1310 + k * 171) % 10000] = true);
    RangeEncoder gaps = new RangeEncoder();
    PatternCoder.write(gaps, CsrPattern.ofMask(100, 100, few));
    assertBytes("b915112582ff459f2397fcfbea529ce4", gaps);
  }

  private static void assertBytes(String expected, RangeEncoder encoder) {
    assertEquals(expected, HexFormat.of().formatHex(encoder.finish()));
  }

  @Test
  void anEntryBehindTheLastPlaceIsRefused() {
    for (int place : new int[] {11, 12, 13}) {
      RangeEncoder encoder = new RangeEncoder();
      encoder.codeEven(2, 2);
      NumberCoder numbers = new NumberCoder(encoder);
      numbers.code(1);
      numbers.code(place);
      RangeDecoder decoder = new RangeDecoder(encoder.finish());
      if (place < 12) {
        assertEquals(1, PatternCoder.read(decoder, 3, 4, 100).nnz());
      } else {
        assertThrows(IllegalArgumentException.class, () -> PatternCoder.read(decoder, 3, 4, 100));
      }
    }
  }
}
