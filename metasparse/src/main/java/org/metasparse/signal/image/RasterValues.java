package org.metasparse.signal.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.metasparse.files.InputException;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;

/**
 * Takes the stored samples out of a decoded image, as a signal.
 *
 * <p>Samples are read from the raster, never with {@link BufferedImage#getRGB}: that one takes grey
 * for linear light and changes its values on the way to sRGB.
 */
final class RasterValues {
  private RasterValues() {}

  /**
   * The image's values in [0, 1]. An alpha channel that is opaque everywhere is left out.
   *
   * @param source the file's name for messages
   * @param name the signal's name
   * @param image the decoded image
   * @return a signal of one channel if the image is grey, else of three: red, green, blue; and one
   *     more if it has alpha; of 16 bits if the file has more than 8
   * @throws InputException if its colours are neither grey nor RGB
   */
  static Signal read(String source, String name, BufferedImage image) {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel palette) {
      return indexed(source, name, image, palette);
    }
    int space = model.getColorSpace().getType();
    int type = image.getSampleModel().getDataType();
    boolean whole =
        type == DataBuffer.TYPE_BYTE
            || type == DataBuffer.TYPE_USHORT
            || type == DataBuffer.TYPE_INT;
    if (!whole || (space != ColorSpace.TYPE_GRAY && space != ColorSpace.TYPE_RGB)) {
      String found = space == ColorSpace.TYPE_CMYK ? "CMYK colours" : "colours of an unusual kind";
      throw new InputException(source + ": has " + found + "; convert it to RGB or grey");
    }
    return direct(name, image, model);
  }

  private static Signal direct(String name, BufferedImage image, ColorModel model) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int height = image.getHeight();
    int channels = model.getNumColorComponents() + (model.hasAlpha() ? 1 : 0);
    int pixels = width * height;
    float[] values = new float[Math.multiplyExact(channels, pixels)];
    int[] row = new int[width];
    int bits = 8;
    for (int c = 0; c < channels; c++) {
      int size = raster.getSampleModel().getSampleSize(c);
      bits = size > 8 ? 16 : bits;
      float max = (float) ((1L << size) - 1);
      for (int y = 0; y < height; y++) {
        raster.getSamples(0, y, width, 1, c, row);
        int to = c * pixels + y * width;
        for (int x = 0; x < width; x++) {
          values[to + x] = row[x] / max;
        }
      }
    }
    Signal signal =
        new Signal(name, new ImageKind(bits), Grid.ofImage(height, width), channels, values);
    if (!model.hasAlpha()) {
      return signal;
    }
    return Alpha.dropOpaque(model.isAlphaPremultiplied() ? Alpha.divide(signal) : signal);
  }

  private static Signal indexed(
      String source, String name, BufferedImage image, IndexColorModel palette) {
    int size = palette.getMapSize();
    float[][] colours = new float[4][size];
    boolean grey = true;
    for (int i = 0; i < size; i++) {
      colours[0][i] = palette.getRed(i) / 255f;
      colours[1][i] = palette.getGreen(i) / 255f;
      colours[2][i] = palette.getBlue(i) / 255f;
      colours[3][i] = palette.getAlpha(i) / 255f;
      grey &= colours[0][i] == colours[1][i] && colours[1][i] == colours[2][i];
    }
    int width = image.getWidth();
    int height = image.getHeight();
    int[] kept = grey ? new int[] {0, 3} : new int[] {0, 1, 2, 3};
    int channels = kept.length;
    int pixels = width * height;
    float[] values = new float[Math.multiplyExact(channels, pixels)];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRaster().getSamples(0, y, width, 1, 0, row);
      for (int index : row) {
        if (index >= size) {
          throw new InputException(
              source + ": is damaged: colour " + index + " of a palette of " + size);
        }
      }
      for (int c = 0; c < channels; c++) {
        for (int x = 0; x < width; x++) {
          values[c * pixels + y * width + x] = colours[kept[c]][row[x]];
        }
      }
    }
    return Alpha.dropOpaque(ImageKind.image(name, Grid.ofImage(height, width), channels, values));
  }
}
