package org.metasparse.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.metasparse.engine.Rng;
import org.metasparse.siren.SirenShape;

class DenseNarrowTest {
  private static final SirenShape WIDE = new SirenShape(2, 256, 4, 3, 200f);

  /** The paper's code lists these widths for its rounds 1 to 20. */
  @Test
  void thePapersWidths() {
    int[] papers = {
      230, 206, 184, 164, 148, 132, 118, 106, 94, 84, 76, 68, 60, 54, 48, 44, 38, 34, 32, 28
    };
    int[] ours = new int[papers.length];
    int weights = WIDE.layout().weights();
    for (int i = 0; i < ours.length; i++) {
      weights -= (int) Math.floor(0.2 * weights);
      ours[i] = DenseNarrow.shape(WIDE, weights).width();
    }
    assertArrayEquals(papers, ours);
  }

  @Test
  void onlyTheWidthDiffers() {
    SirenShape narrow = DenseNarrow.shape(WIDE, 5000);
    assertEquals(new SirenShape(2, narrow.width(), 4, 3, 200f), narrow);
    assertEquals(256, DenseNarrow.shape(WIDE, WIDE.layout().weights()).width());
    assertThrows(IllegalArgumentException.class, () -> DenseNarrow.shape(WIDE, 1_000_000));
  }

  @Test
  void scratchIsRandomOfThatShape() {
    assertEquals(28, Scratch.initial(WIDE, 2281, new Rng(3)).shape().width());
  }
}
