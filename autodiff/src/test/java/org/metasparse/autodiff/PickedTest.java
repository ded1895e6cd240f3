package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.metasparse.engine.Rng;

/** Pixels picked from others, and how they are drawn. */
class PickedTest {
  @Test
  void pickedPixelsAreThoseOfTheirNumbers() {
    Samples all = Samples.of(2, 4, new float[] {0, 1, 2, 3, 10, 11, 12, 13});
    Samples picked = new Picked(all, new int[] {1, 3, 3});
    assertEquals(2, picked.rows());
    assertEquals(3, picked.count());
    float[] to = {-1, -1, -1, -1, -1, -1, -1};
    picked.copy(1, 2, to, 1, 3);
    assertArrayEquals(new float[] {-1, 3, 3, -1, 13, 13, -1}, to);
    assertThrows(IllegalArgumentException.class, () -> new Picked(all, new int[0]));
  }

  @Test
  void everyPixelIsEquallyLikelyAndNoneDrawnTwice() {
    int[] drawn = new int[10];
    Rng rng = new Rng(7);
    for (int i = 0; i < 10_000; i++) {
      int[] columns = Picked.draw(3, 10, rng);
      assertEquals(3, columns.length);
      assertTrue(columns[0] < columns[1] && columns[1] < columns[2], "seed 7");
      for (int column : columns) {
        drawn[column]++;
      }
    }
    for (int count : drawn) {
      // 3000 expected, a standard deviation of 46.
      assertEquals(3000, count, 230, "seed 7");
    }
    assertArrayEquals(new int[] {0, 1, 2}, Picked.draw(3, 3, rng));
    assertThrows(IllegalArgumentException.class, () -> Picked.draw(4, 3, rng));
    assertThrows(IllegalArgumentException.class, () -> Picked.draw(0, 3, rng));
  }

  @Test
  void aSeedDrawsTheSame() {
    assertArrayEquals(Picked.draw(9, 1000, new Rng(3)), Picked.draw(9, 1000, new Rng(3)));
  }
}
