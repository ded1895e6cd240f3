package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How pixels are cut for summing: every result's bits hang on it. */
class ChunksTest {
  @Test
  void smallSignalsInChunksOf256() {
    assertEquals(new Chunks(1, 256), Chunks.of(1));
    assertEquals(1, Chunks.of(256).chunks());
    assertEquals(2, Chunks.of(257).chunks());
    assertEquals(new Chunks(4096, 256), Chunks.of(4096));
    assertEquals(16, Chunks.of(4096).chunks());
  }

  @Test
  void largeSignalsInSixteenAtMost() {
    assertEquals(new Chunks(4097, 384), Chunks.of(4097));
    assertEquals(11, Chunks.of(4097).chunks());
    assertEquals(new Chunks(178 * 178, 2048), Chunks.of(178 * 178));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 4096, 4097, 6144, 6145, 31_684, 1_000_003, 1 << 28})
  void everyPixelIsInOneChunk(int pixels) {
    Chunks chunks = Chunks.of(pixels);
    assertTrue(chunks.chunks() <= 16, chunks.toString());
    assertEquals(0, chunks.start(0));
    for (int c = 1; c < chunks.chunks(); c++) {
      assertEquals(chunks.end(c - 1), chunks.start(c));
      assertEquals(0, chunks.start(c) % 128, "only the last panel of all is partly filled");
    }
    assertEquals(pixels, chunks.end(chunks.chunks() - 1));
  }

  @Test
  void asManyPixelsAsThereCanBe() {
    Chunks chunks = Chunks.of(Integer.MAX_VALUE);
    assertEquals(16, chunks.chunks());
    assertEquals(Integer.MAX_VALUE, chunks.end(15));
  }
}
