package org.metasparse.signal.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;

/**
 * How a picture must be turned or mirrored to stand upright: the tag Orientation (274) of EXIF and
 * TIFF, 1 to 8. Cameras store the rows as their sensor gives them and tell in this tag how they
 * were held.
 */
final class Orientation {
  /** Upright. */
  static final int UPRIGHT = 1;

  private static final int TAG = 274;
  private static final int SHORT = 3;
  private static final int ENTRY = 12;

  private Orientation() {}

  /**
   * Finds the tag in the first directory of a TIFF structure, which is what EXIF data are.
   *
   * @param tiff it, from its byte order on
   * @return 1 to 8; 1 where the tag is missing, or the structure is damaged: that concerns no pixel
   */
  static int of(byte[] tiff) {
    if (tiff.length < 8 || tiff[0] != tiff[1] || tiff[0] != 'I' && tiff[0] != 'M') {
      return UPRIGHT;
    }
    ByteBuffer in =
        ByteBuffer.wrap(tiff)
            .order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long first = in.getInt(4) & 0xffffffffL;
    if (in.getShort(2) != 42 || first > tiff.length - 2L) {
      return UPRIGHT;
    }
    int entries = in.getShort((int) first) & 0xffff;
    for (int i = 0; i < entries; i++) {
      long at = first + 2 + (long) i * ENTRY;
      if (at + ENTRY > tiff.length) {
        return UPRIGHT;
      }
      int entry = (int) at;
      if ((in.getShort(entry) & 0xffff) == TAG && in.getShort(entry + 2) == SHORT) {
        int value = in.getShort(entry + 8) & 0xffff;
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /**
   * Puts a picture upright.
   *
   * @param image a signal on a grid of two axes, as its file stores it
   * @param orientation 1 to 8
   * @return the picture; the same object if the orientation is 1
   */
  static Signal apply(Signal image, int orientation) {
    if (orientation == UPRIGHT) {
      return image;
    }
    int height = ImageTransform.height(image);
    int width = ImageTransform.width(image);
    // From 5 on rows are stored as columns.
    boolean turned = orientation >= 5;
    int newHeight = turned ? width : height;
    int newWidth = turned ? height : width;
    boolean fromRight =
        switch (orientation) {
          case 2, 3, 7, 8 -> true;
          default -> false;
        };
    boolean fromBelow =
        switch (orientation) {
          case 3, 4, 6, 7 -> true;
          default -> false;
        };
    float[] values = new float[image.values().length];
    int to = 0;
    for (int c = 0; c < image.channels(); c++) {
      for (int y = 0; y < newHeight; y++) {
        for (int x = 0; x < newWidth; x++) {
          int row = turned ? x : y;
          int column = turned ? y : x;
          row = fromBelow ? height - 1 - row : row;
          column = fromRight ? width - 1 - column : column;
          values[to++] = image.values()[(c * height + row) * width + column];
        }
      }
    }
    return image.with(Grid.ofImage(newHeight, newWidth), image.channels(), values);
  }
}
