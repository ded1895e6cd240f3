package org.metasparse.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PixelFontTest {
  private static final int WHITE = 0xffffff;

  private static BufferedImage paper(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, WHITE);
      }
    }
    return image;
  }

  private static String drawn(String text, int k) {
    BufferedImage image = paper(text.length() * PixelFont.ADVANCE * k, PixelFont.HEIGHT * k);
    PixelFont.draw(image, text, 0, 0, k);
    StringBuilder rows = new StringBuilder();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        rows.append((image.getRGB(x, y) & WHITE) == WHITE ? '.' : '#');
      }
      rows.append('\n');
    }
    return rows.toString();
  }

  @Test
  void drawsADigit() {
    assertEquals(
        """
        ..#...
        .##...
        ..#...
        ..#...
        ..#...
        ..#...
        .###..
        """,
        drawn("1", 1));
  }

  @Test
  void everyPrintableCharacterHasAShapeOfItsOwn() {
    Map<String, Character> shapes = new HashMap<>();
    for (char c = '!'; c <= '~'; c++) {
      String shape = drawn(Character.toString(c), 1);
      assertTrue(shape.contains("#"), c + " is blank");
      Character same = shapes.put(shape, c);
      assertNull(same, c + " looks like " + same);
      for (String row : shape.split("\n")) {
        assertEquals('.', row.charAt(PixelFont.ADVANCE - 1), "the gap after " + c);
      }
    }
    assertFalse(drawn(" ", 1).contains("#"));
  }

  /** A g whose bowl was as tall as a digit's looked like a 9. */
  @Test
  void smallLettersWithoutAscendersAreLow() {
    for (char c : "acegmnopqrsuvwxyz".toCharArray()) {
      String[] rows = drawn(Character.toString(c), 1).split("\n");
      assertFalse((rows[0] + rows[1]).contains("#"), c + " is tall");
      assertTrue(rows[2].contains("#"), c + " is too low");
    }
  }

  @Test
  void whatItLacksIsBlankAndTakesItsPlace() {
    assertTrue(drawn("\u2603", 1).chars().noneMatch(c -> c == '#'));
    assertEquals(drawn(" 1", 1), drawn("\u26031", 1));
  }

  @Test
  void scales() {
    String small = drawn("8", 1);
    String large = drawn("8", 3);

    String[] rows = small.split("\n");
    StringBuilder expected = new StringBuilder();
    for (String row : rows) {
      expected.append((row.replace("#", "###").replace(".", "...") + "\n").repeat(3));
    }
    assertEquals(expected.toString(), large);
  }
}
