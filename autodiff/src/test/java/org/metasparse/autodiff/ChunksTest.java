package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How pixels are cut for summing: every result's bits hang on it. */
class ChunksTest {
  private static void check(int pixels, int size, int number) {
    assertEquals(size, Chunks.size(pixels), "size for " + pixels);
    assertEquals(number, Chunks.number(pixels), "number for " + pixels);
  }

  @Test
  void smallSignalsInChunksOf256() {
    check(1, 256, 1);
    check(256, 256, 1);
    check(257, 256, 2);
    check(4096, 256, 16);
  }

  @Test
  void largeSignalsInSixteenAtMost() {
    check(4097, 384, 11);
    check(178 * 178, 2048, 16);
    check(Integer.MAX_VALUE, 1 << 27, 16);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 4096, 4097, 6144, 6145, 31_684, 1_000_003, 1 << 28})
  void everyPixelIsInOneChunk(int pixels) {
    long size = Chunks.size(pixels);
    int number = Chunks.number(pixels);
    assertTrue(number <= 16, number + " chunks");
    assertEquals(0, size % 128, "only the last panel of all is partly filled");
    assertTrue((number - 1) * size < pixels && number * size >= pixels, number + " of " + size);
  }
}
