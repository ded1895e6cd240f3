package org.metasparse.report;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.signal.image.ImageTransform;
import org.metasparse.signal.image.ImageWriter;

/** A sheet of pictures in rows, each row with a label to its left and, if given, captions below. */
public final class ContactSheet {
  private static final int GAP = 4;
  private static final int LEAST_LABEL = 8 * PixelFont.ADVANCE;
  private static final int FONT_SCALE = 2;
  private static final int LINE = (PixelFont.HEIGHT + 3) * FONT_SCALE;
  private static final int CAPTION = PixelFont.HEIGHT * FONT_SCALE + 2 * GAP;

  private record Row(List<String> label, List<Signal> pictures, List<String> captions) {}

  private final int cell;
  private final List<Row> rows = new ArrayList<>();

  /**
   * Starts a sheet.
   *
   * @param cell rows and columns of each picture on the sheet; pictures are resized to it
   */
  public ContactSheet(int cell) {
    this.cell = cell;
  }

  /**
   * Adds a row of pictures without captions.
   *
   * @param label its label, lines separated by line feeds; printable ASCII, others are left blank
   * @param pictures images of one or three channels
   * @return this sheet
   */
  public ContactSheet add(String label, List<Signal> pictures) {
    return add(label, pictures, List.of());
  }

  /**
   * Adds a row of pictures with a line of text below each.
   *
   * @param label its label, lines separated by line feeds; printable ASCII, others are left blank
   * @param pictures images of one or three channels
   * @param captions one for each picture, which may be empty, or none at all
   * @return this sheet
   * @throws IllegalArgumentException if there are some captions, but not one for each picture
   */
  public ContactSheet add(String label, List<Signal> pictures, List<String> captions) {
    if (!captions.isEmpty() && captions.size() != pictures.size()) {
      throw new IllegalArgumentException(
          captions.size() + " captions for " + pictures.size() + " pictures");
    }
    rows.add(new Row(List.of(label.split("\n")), List.copyOf(pictures), List.copyOf(captions)));
    return this;
  }

  /**
   * Draws the sheet. The column of labels is as wide as the longest line of a label, and the
   * columns of pictures as the longest caption if that is wider than a picture.
   *
   * @return an RGB image
   */
  public Signal draw() {
    int column = cell;
    int labels = LEAST_LABEL * FONT_SCALE;
    int columns = 0;
    int height = GAP;
    for (Row row : rows) {
      labels = widest(labels, row.label());
      column = widest(column, row.captions());
      columns = Math.max(columns, row.pictures().size());
      height += height(row);
    }
    int left = GAP + labels;
    BufferedImage image = paper(left + columns * (column + GAP), height);
    int y = GAP;
    for (Row row : rows) {
      for (int i = 0; i < row.label().size(); i++) {
        int top = y + (picture(row) - row.label().size() * LINE) / 2 + i * LINE;
        PixelFont.draw(image, row.label().get(i), GAP, top, FONT_SCALE);
      }
      for (int c = 0; c < row.pictures().size(); c++) {
        int x = left + c * (column + GAP);
        paste(image, row.pictures().get(c), x + (column - cell) / 2, y);
        if (!row.captions().isEmpty()) {
          String caption = row.captions().get(c);
          int start = x + (column - ink(caption)) / 2;
          PixelFont.draw(image, caption, start, y + picture(row) + GAP, FONT_SCALE);
        }
      }
      y += height(row);
    }
    return toSignal(image);
  }

  /** Rows that a row's pictures take, or its label if that is higher. */
  private int picture(Row row) {
    return Math.max(cell, row.label().size() * LINE);
  }

  private int height(Row row) {
    return picture(row) + GAP + (row.captions().isEmpty() ? 0 : CAPTION);
  }

  private static int widest(int least, List<String> lines) {
    int widest = least;
    for (String line : lines) {
      widest = Math.max(widest, PixelFont.width(line, FONT_SCALE));
    }
    return widest;
  }

  /** Columns from a line's first black pixel to its last: without the gap that ends it. */
  private static int ink(String line) {
    return PixelFont.width(line, FONT_SCALE) - FONT_SCALE;
  }

  private static BufferedImage paper(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] white = new int[width * height];
    Arrays.fill(white, 0xffffff);
    image.setRGB(0, 0, width, height, white, 0, width);
    return image;
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
    return ImageKind.image("sheet", Grid.ofImage(image.getHeight(), image.getWidth()), 3, values);
  }
}
