package org.metasparse.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;

class ContactSheetTest {
  private static final int CELL = 20;
  private static final int GAP = 4;
  private static final int LABEL = 8 * 6 * 2;

  private static Signal plain(int size, float... colour) {
    float[] values = new float[colour.length * size * size];
    for (int c = 0; c < colour.length; c++) {
      Arrays.fill(values, c * size * size, (c + 1) * size * size, colour[c]);
    }
    return ImageKind.image("plain", Grid.ofImage(size, size), colour.length, values);
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

    assertEquals(0, ink(sheet, 0, GAP + LABEL, GAP, GAP + 60)[4]);
    assertTrue(ink(sheet, 0, GAP + LABEL, 2 * GAP + 60, 2 * GAP + 120)[4] > 100);
  }

  @Test
  void captionsStandCentredBelowTheirPicturesAndClearOfThem() {
    Signal grey = plain(60, 0.5f);
    Signal sheet =
        new ContactSheet(60)
            .add("original", List.of(grey, grey))
            .add("x", List.of(grey, grey), List.of("27.4", ""))
            .add("y", List.of(grey), List.of("100.25"))
            .draw();

    int column = 6 * 6 * 2;
    int caption = 7 * 2 + 2 * GAP;
    assertEquals(
        List.of(GAP + 3 * (60 + GAP) + 2 * caption, GAP + LABEL + 2 * (column + GAP)),
        sheet.grid().sizes());
    int left = GAP + LABEL;
    int second = GAP + 60 + GAP;
    int inset = (column - 60) / 2;
    for (int top : new int[] {GAP, second, second + 60 + GAP + caption}) {
      for (int y = top; y < top + 60; y++) {
        for (int x = left + inset; x < left + inset + 60; x++) {
          assertEquals(0x808080, pixel(sheet, x, y), x + ", " + y);
        }
      }
    }
    int below = second + 60;
    int[] box = ink(sheet, left, left + column, below, below + GAP + caption);
    assertEquals(below + GAP, box[2]);
    assertEquals(below + GAP + 7 * 2 - 1, box[3]);
    assertEquals(box[0] - left, left + column - 1 - box[1], 2, "as far from both sides");
    assertEquals(
        0, ink(sheet, left + column, sheet.grid().sizes().get(1), below, below + caption)[4]);
  }

  @Test
  void theColumnOfLabelsIsAsWideAsTheLongestLine() {
    String label = "Meta-SparseINR |\n16.8 %\n\n4 lines";
    Signal sheet = new ContactSheet(20).add(label, List.of(plain(20, 0f))).draw();

    int labels = "Meta-SparseINR |".length() * 6 * 2;
    assertEquals(List.of(GAP + 4 * 20 + GAP, GAP + labels + 20 + GAP), sheet.grid().sizes());
    int[] box = ink(sheet, 0, GAP + labels, 0, sheet.grid().sizes().get(0));
    assertTrue(box[1] < GAP + labels - 2, "clear of the picture");
    assertTrue(box[2] >= GAP, "on the sheet");
  }

  @Test
  void thereIsACaptionForEachPictureOrNone() {
    ContactSheet sheet = new ContactSheet(20);
    List<Signal> two = List.of(plain(20, 1f), plain(20, 1f));

    assertThrows(IllegalArgumentException.class, () -> sheet.add("", two, List.of("1")));
    assertThrows(IllegalArgumentException.class, () -> sheet.add("", two, List.of("", "", "")));
  }

  /** Where black pixels lie: least and greatest x, least and greatest y, and how many they are. */
  private static int[] ink(Signal sheet, int left, int right, int top, int bottom) {
    int[] box = {Integer.MAX_VALUE, -1, Integer.MAX_VALUE, -1, 0};
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        if (pixel(sheet, x, y) == 0) {
          box[0] = Math.min(box[0], x);
          box[1] = Math.max(box[1], x);
          box[2] = Math.min(box[2], y);
          box[3] = Math.max(box[3], y);
          box[4]++;
        }
      }
    }
    return box;
  }
}
