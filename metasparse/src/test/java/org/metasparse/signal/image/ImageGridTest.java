package org.metasparse.signal.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.signal.Grid;

/** Pixels are square in coordinates, whatever the image's sides. */
class ImageGridTest {
  private static float[] rows(Grid grid) {
    float[] all = new float[grid.rows() * grid.count()];
    grid.copy(0, grid.count(), all, 0, grid.count());
    float[] first = new float[grid.count()];
    System.arraycopy(all, 0, first, 0, first.length);
    return first;
  }

  @Test
  void stepsAreAlikeOnBothAxes() {
    assertEquals(List.of(1f, 0.5f), Grid.ofImage(9, 5).extents());
    assertEquals(List.of(0.5f, 1f), Grid.ofImage(5, 9).extents());
    assertArrayEquals(
        new float[] {-0.5f, -0.5f, -0.5f, 0.5f, 0.5f, 0.5f}, rows(Grid.ofImage(2, 3)));
  }

  @Test
  void squaresReachToOneOnBothAxes() {
    assertEquals(new Grid(List.of(7, 7)), Grid.ofImage(7, 7));
    assertEquals(new Grid(List.of(1, 1)), Grid.ofImage(1, 1));
  }

  @Test
  void aSingleRowHasTheExtentOfTwo() {
    assertEquals(Grid.ofImage(2, 11).extents(), Grid.ofImage(1, 11).extents());
    assertEquals(List.of(1f, 1f), Grid.ofImage(1, 2).extents());
    assertArrayEquals(new float[] {0, 0, 0}, rows(Grid.ofImage(1, 3)));
    // Decoded at other sizes, it stays within half a pixel of its row.
    assertArrayEquals(
        new float[] {-0.5f, -0.5f, 0.5f, 0.5f}, rows(Grid.ofImage(1, 3).withSizes(List.of(2, 2))));
  }

  @Test
  void framesAreSpreadOverTime() {
    Grid video = Grid.ofVideo(4, 5, 9);
    assertEquals(List.of(4, 5, 9), video.sizes());
    assertEquals(List.of(1f, 0.5f, 1f), video.extents());
  }
}
