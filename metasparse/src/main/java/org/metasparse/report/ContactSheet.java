package org.metasparse.report;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metasparse.signal.Grid;
import org.metasparse.signal.ImageTransform;
import org.metasparse.signal.ImageWriter;
import org.metasparse.signal.Signal;

/** A sheet of pictures in rows, each row with a label to its left. */
public final class ContactSheet {
  private static final int GAP = 4;
  private static final int LABEL_CHARACTERS = 8;
  private static final int FONT_SCALE = 2;

  private final int cell;
  private final List<String> labels = new ArrayList<>();
  private final List<List<Signal>> rows = new ArrayList<>();

  /**
   * Starts a sheet.
   *
   * @param cell rows and columns of each picture on the sheet; pictures are resized to it
   */
  public ContactSheet(int cell) {
    this.cell = cell;
  }

  /**
   * Adds a row of pictures.
   *
   * @param label its label, at most two lines of eight characters, separated by a line feed
   * @param pictures images of one or three channels
   * @return this sheet
   */
  public ContactSheet add(String label, List<Signal> pictures) {
    labels.add(label);
    rows.add(List.copyOf(pictures));
    return this;
  }

  /**
   * Draws the sheet.
   *
   * @return an RGB image
   */
  public Signal draw() {
    int left = GAP + LABEL_CHARACTERS * PixelFont.ADVANCE * FONT_SCALE;
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int width = left + columns * (cell + GAP);
    int height = GAP + rows.size() * (cell + GAP);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] white = new int[width * height];
    Arrays.fill(white, 0xffffff);
    image.setRGB(0, 0, width, height, white, 0, width);
    for (int r = 0; r < rows.size(); r++) {
      int y = GAP + r * (cell + GAP);
      String[] lines = labels.get(r).split("\n");
      int lineHeight = (PixelFont.HEIGHT + 3) * FONT_SCALE;
      for (int i = 0; i < lines.length; i++) {
        int top = y + (cell - lines.length * lineHeight) / 2 + i * lineHeight;
        PixelFont.draw(image, lines[i], GAP, top, FONT_SCALE);
      }
      for (int c = 0; c < rows.get(r).size(); c++) {
        paste(image, rows.get(r).get(c), left + c * (cell + GAP), y);
      }
    }
    return toSignal(image);
  }

  private void paste(BufferedImage image, Signal picture, int x, int y) {
    BufferedImage small =
        ImageWriter.toBufferedImage(
            ImageTransform.resize(ImageTransform.toRgb(picture), cell, cell));
    for (int row = 0; row < cell; row++) {
      for (int col = 0; col < cell; col++) {
        image.setRGB(x + col, y + row, small.getRGB(col, row));
      }
    }
  }

  private static Signal toSignal(BufferedImage image) {
    int n = image.getWidth() * image.getHeight();
    float[] values = new float[3 * n];
    for (int i = 0; i < n; i++) {
      int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      for (int c = 0; c < 3; c++) {
        values[c * n + i] = (rgb >> (16 - 8 * c) & 0xff) / 255f;
      }
    }
    return new Signal("sheet", Grid.ofImage(image.getHeight(), image.getWidth()), 3, values);
  }
}
