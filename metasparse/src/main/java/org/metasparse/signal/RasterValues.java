package org.metasparse.signal;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Takes the stored samples out of a decoded image, as a signal.
 *
 * <p>Samples are read from the raster, never with {@link BufferedImage#getRGB}: that one takes grey
 * for linear light and changes its values on the way to sRGB.
 */
final class RasterValues {
  private RasterValues() {}

  /**
   * The image's values in [0, 1], alpha composited on white.
   *
   * @param source the file's name for messages
   * @param name the signal's name
   * @param image the decoded image
   * @return a signal of one channel if the image is grey, else of three: red, green, blue
   * @throws InputException if its colours are neither grey nor RGB
   */
  static Signal read(String source, String name, BufferedImage image) {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel palette) {
      return indexed(name, image, palette);
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
    int channels = model.getNumColorComponents();
    int pixels = width * height;
    float[] values = new float[channels * pixels];
    float[] max = new float[raster.getNumBands()];
    for (int b = 0; b < max.length; b++) {
      max[b] = (float) ((1L << raster.getSampleModel().getSampleSize(b)) - 1);
    }
    int[] row = new int[width];
    int[] alphaRow = new int[width];
    for (int y = 0; y < height; y++) {
      if (model.hasAlpha()) {
        raster.getSamples(0, y, width, 1, channels, alphaRow);
      }
      for (int c = 0; c < channels; c++) {
        raster.getSamples(0, y, width, 1, c, row);
        int to = c * pixels + y * width;
        for (int x = 0; x < width; x++) {
          float value = row[x] / max[c];
          values[to + x] =
              model.hasAlpha()
                  ? onWhite(value, alphaRow[x] / max[channels], model.isAlphaPremultiplied())
                  : value;
        }
      }
    }
    return new Signal(name, Grid.ofImage(height, width), channels, values);
  }

  private static Signal indexed(String name, BufferedImage image, IndexColorModel palette) {
    int size = palette.getMapSize();
    float[][] colours = new float[3][size];
    boolean grey = true;
    for (int i = 0; i < size; i++) {
      float alpha = palette.getAlpha(i) / 255f;
      colours[0][i] = onWhite(palette.getRed(i) / 255f, alpha, false);
      colours[1][i] = onWhite(palette.getGreen(i) / 255f, alpha, false);
      colours[2][i] = onWhite(palette.getBlue(i) / 255f, alpha, false);
      grey &= colours[0][i] == colours[1][i] && colours[1][i] == colours[2][i];
    }
    int width = image.getWidth();
    int height = image.getHeight();
    int channels = grey ? 1 : 3;
    int pixels = width * height;
    float[] values = new float[channels * pixels];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRaster().getSamples(0, y, width, 1, 0, row);
      for (int c = 0; c < channels; c++) {
        for (int x = 0; x < width; x++) {
          values[c * pixels + y * width + x] = colours[c][row[x]];
        }
      }
    }
    return new Signal(name, Grid.ofImage(height, width), channels, values);
  }

  private static float onWhite(float value, float alpha, boolean premultiplied) {
    // Opaque values keep their bits; the formula would round them.
    return alpha == 1 ? value : (premultiplied ? value : value * alpha) + (1 - alpha);
  }
}
