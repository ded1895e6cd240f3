package org.metasparse.report;

import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;

/**
 * A small font of 5 x 7 pixels for labels: a JVM without a display may have no other, and pictures
 * must come out the same everywhere. Characters that it lacks are left blank.
 */
final class PixelFont {
  /** Columns that a character takes, the gap included. */
  static final int ADVANCE = 6;

  /** Rows that a character takes. */
  static final int HEIGHT = 7;

  private static final String[] LINES = {
    "0 1 2 3 4 5 6 7 8 9 . % B a d e g i k l m n o p r s t",
    ".###. ..#.. .###. ####. ...#. ##### ..##. ##### .###. .###. ..... ##..# ####. ....."
        + " ....# ..... ..... ..#.. #.... .##.. ..... ..... ..... ..... ..... ..... .#...",
    "#...# .##.. #...# ....# ..##. #.... .#... ....# #...# #...# ..... ##..# #...# ....."
        + " ....# ..... .#### ..... #.... ..#.. ..... ..... ..... ..... ..... ..... .#...",
    "#...# ..#.. ....# ....# .#.#. ####. #.... ...#. #...# #...# ..... ...#. #...# .###."
        + " .#### .###. #...# .##.. #..#. ..#.. ##.#. #.##. .###. ####. #.##. .#### ###..",
    "#...# ..#.. ..##. .###. #..#. ....# ####. ..#.. .###. .#### ..... ..#.. ####. ....#"
        + " #...# #...# #...# ..#.. #.#.. ..#.. #.#.# ##..# #...# #...# ##..# #.... .#...",
    "#...# ..#.. .#... ....# ##### ....# #...# ..#.. #...# ....# ..... .#... #...# .####"
        + " #...# ##### .#### ..#.. ##... ..#.. #.#.# #...# #...# ####. #.... .###. .#...",
    "#...# ..#.. #.... ....# ...#. #...# #...# .#... #...# ...#. ..... #..## #...# #...#"
        + " #...# #.... ....# ..#.. #.#.. ..#.. #.#.# #...# #...# #.... #.... ....# .#..#",
    ".###. .###. ##### ####. ...#. .###. .###. .#... .###. .##.. ..#.. #..## ####. .####"
        + " .#### .###. .###. .###. #..#. .###. #.#.# #...# .###. #.... #.... ####. ..##."
  };

  private static final Map<Character, String[]> GLYPHS = glyphs();

  private PixelFont() {}

  private static Map<Character, String[]> glyphs() {
    Map<Character, String[]> glyphs = new HashMap<>();
    String[] names = LINES[0].split(" ");
    for (int i = 0; i < names.length; i++) {
      String[] rows = new String[HEIGHT];
      for (int y = 0; y < HEIGHT; y++) {
        rows[y] = LINES[y + 1].split(" ")[i];
      }
      glyphs.put(names[i].charAt(0), rows);
    }
    return glyphs;
  }

  /** Draws a line of text in black, its upper left corner at (x, y), every pixel {@code k x k}. */
  static void draw(BufferedImage image, String text, int x, int y, int k) {
    for (int i = 0; i < text.length(); i++) {
      String[] rows = GLYPHS.get(text.charAt(i));
      for (int r = 0; rows != null && r < HEIGHT; r++) {
        for (int c = 0; c < rows[r].length(); c++) {
          if (rows[r].charAt(c) == '#') {
            fill(image, x + (i * ADVANCE + c) * k, y + r * k, k);
          }
        }
      }
    }
  }

  private static void fill(BufferedImage image, int x, int y, int k) {
    for (int dy = 0; dy < k; dy++) {
      for (int dx = 0; dx < k; dx++) {
        image.setRGB(x + dx, y + dy, 0);
      }
    }
  }
}
