package org.metasparse.signal.image;

import java.awt.image.Raster;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;

/**
 * Colours of four inks, without a profile: {@code red = (1 - cyan) (1 - black)}, green and blue
 * alike, which is what programs show that manage no colours.
 */
final class Cmyk {
  private Cmyk() {}

  /**
   * Converts a JPEG file's samples.
   *
   * @param name what to call the image
   * @param raster cyan, magenta, yellow, black, or luma, two differences, black, of 8 bits each
   * @param ycck whether they are the latter
   * @param inverted whether the inks are stored as what they leave over, as Adobe's programs do
   * @return an image of red, green and blue, of 8 bits
   */
  static Signal toRgb(String name, Raster raster, boolean ycck, boolean inverted) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int pixels = width * height;
    float[] values = new float[Math.multiplyExact(3, pixels)];
    int[] four = new int[4];
    double[] inks = new double[4];
    for (int i = 0; i < pixels; i++) {
      raster.getPixel(i % width, i / width, four);
      for (int c = 0; c < 4; c++) {
        inks[c] = four[c];
      }
      if (ycck) {
        // JFIF's colours; libjpeg: C, M and Y are what R, G and B leave over.
        double cb = four[1] - 128;
        double cr = four[2] - 128;
        inks[0] = 255 - level(four[0] + 1.402 * cr);
        inks[1] = 255 - level(four[0] - 0.344136 * cb - 0.714136 * cr);
        inks[2] = 255 - level(four[0] + 1.772 * cb);
      }
      double light = inverted ? inks[3] : 255 - inks[3];
      for (int c = 0; c < 3; c++) {
        double left = inverted ? inks[c] : 255 - inks[c];
        values[c * pixels + i] = (float) (left * light / (255 * 255));
      }
    }
    return ImageKind.image(name, Grid.ofImage(height, width), 3, values);
  }

  private static double level(double value) {
    return Math.min(Math.max(Math.rint(value), 0), 255);
  }
}
