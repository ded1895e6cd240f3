package org.metasparse.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;

class ContactSheetTest {
  private static final int CELL = 20;
  private static final int GAP = 4;
  private static final int LABEL = 8 * 6 * 2;

  private static Signal plain(int size, float... colour) {
    float[] values = new float[colour.length * size * size];
    for (int c = 0; c < colour.length; c++) {
      Arrays.fill(values, c * size * size, (c + 1) * size * size, colour[c]);
    }
    return new Signal("plain", Grid.ofImage(size, size), colour.length, values);
  }

  /** Red, green and blue, 8 bits each. */
  private static int pixel(Signal image, int x, int y) {
    int width = image.grid().sizes().get(1);
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      rgb = rgb << 8 | Math.round(255 * image.values()[c * image.grid().count() + y * width + x]);
    }
    return rgb;
  }

  @Test
  void laysPicturesOutInRowsOnWhite() {
    Signal sheet =
        new ContactSheet(CELL)
            .add("", List.of(plain(20, 1, 0, 0), plain(20, 0, 1, 0)))
            .add("", List.of(plain(20, 0, 0, 1)))
            .draw();

    assertEquals(
        List.of(GAP + 2 * (CELL + GAP), GAP + LABEL + 2 * (CELL + GAP)), sheet.grid().sizes());
    int left = GAP + LABEL;
    int second = left + CELL + GAP;
    int lower = GAP + CELL + GAP;
    assertEquals(0xff0000, pixel(sheet, left, GAP));
    assertEquals(0xff0000, pixel(sheet, left + CELL - 1, GAP + CELL - 1));
    assertEquals(0x00ff00, pixel(sheet, second, GAP));
    assertEquals(0x0000ff, pixel(sheet, left, lower));
    for (int gap = 0; gap < GAP; gap++) {
      assertEquals(0xffffff, pixel(sheet, left + CELL + gap, GAP));
      assertEquals(0xffffff, pixel(sheet, left, GAP + CELL + gap));
    }
    assertEquals(0xffffff, pixel(sheet, second, lower), "no picture there");
  }

  @Test
  void picturesOfAnySizeAndGreyOnesFillTheirCells() {
    Signal sheet =
        new ContactSheet(CELL).add("", List.of(plain(3, 0.2f), plain(90, 0.6f, 0.6f, 0.6f))).draw();

    int left = GAP + LABEL;
    assertEquals(0x333333, pixel(sheet, left + CELL / 2, GAP + CELL / 2));
    assertEquals(0x999999, pixel(sheet, left + CELL + GAP, GAP + CELL - 1));
  }

  @Test
  void valuesOutsideTheirRangeAreClamped() {
    Signal sheet = new ContactSheet(CELL).add("", List.of(plain(20, 1.5f, -0.5f, 1f))).draw();

    assertEquals(0xff00ff, pixel(sheet, GAP + LABEL, GAP));
  }

  @Test
  void aLabelStandsLeftOfItsRow() {
    Signal sheet =
        new ContactSheet(60)
            .add("", List.of(plain(60, 1f)))
            .add("20 %\n25.1 dB", List.of(plain(60, 1f)))
            .draw();

    assertEquals(0, ink(sheet, GAP, GAP + 60));
    assertTrue(ink(sheet, 2 * GAP + 60, 2 * GAP + 120) > 100);
  }

  /** Black pixels in the label's columns between two rows. */
  private static int ink(Signal sheet, int from, int to) {
    int black = 0;
    for (int y = from; y < to; y++) {
      for (int x = 0; x < GAP + LABEL; x++) {
        black += pixel(sheet, x, y) == 0 ? 1 : 0;
      }
    }
    return black;
  }
}
