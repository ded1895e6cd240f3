package org.metasparse.report;

import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;

/**
 * A distance field in colours: blue inside, orange outside, darker with the distance, a thin line
 * at every tenth of distance and a thick one at zero.
 */
public final class FieldPicture {
  /** Distance between two lines. */
  private static final double STEP = 0.1;

  /** Half the widths of the lines in pixels. */
  private static final double THIN = 0.5;

  private static final double THICK = 1.5;

  /** How dark the lines are. */
  private static final double THIN_INK = 0.3;

  private static final double THICK_INK = 1;

  private static final double[] INSIDE_NEAR = {0.80, 0.90, 0.97};
  private static final double[] INSIDE_FAR = {0.00, 0.30, 0.55};
  private static final double[] OUTSIDE_NEAR = {1.00, 0.94, 0.83};
  private static final double[] OUTSIDE_FAR = {0.80, 0.42, 0.05};

  /** What is not a number. */
  private static final float NO_NUMBER = 0.5f;

  private FieldPicture() {}

  /**
   * Colours a field. The value {@code v = 0.5 + d / 2} stands for the signed distance d, positive
   * outside, in the units of the grid's coordinates. A line where d = c covers a pixel by {@code
   * clamp(h + 1/2 - |d - c| / |g|)}, with half the line's width h and the gradient g of d per
   * pixel, the latter not below a quarter of that of a true distance: lines keep their width where
   * the field is steep and do not flood it where it is flat.
   *
   * @param field one channel on a grid of two axes
   * @return an RGB image on the same grid, of values in [0, 1]; what is not finite is grey
   * @throws IllegalArgumentException if the signal has other channels or axes
   */
  public static Signal of(Signal field) {
    if (field.channels() != 1 || field.grid().rows() != 2) {
      throw new IllegalArgumentException(
          field.name()
              + ": "
              + field.channels()
              + " channels on "
              + field.grid()
              + "; a distance field to draw has one channel and two axes");
    }
    int height = field.grid().sizes().get(0);
    int width = field.grid().sizes().get(1);
    int n = height * width;
    float[] v = field.values();
    double flattest = 0.25 * 2.0 / Math.max(1, Math.max(height, width) - 1);
    float[] rgb = new float[3 * n];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        double gx = slope(v, y * width, x, width, 1);
        double gy = slope(v, x, y, height, width);
        double gradient = Math.max(flattest, Math.sqrt(gx * gx + gy * gy));
        for (int c = 0; c < 3; c++) {
          rgb[c * n + i] = Float.isFinite(v[i]) ? colour(2 * (v[i] - 0.5), gradient, c) : NO_NUMBER;
        }
      }
    }
    return ImageKind.image(field.name(), field.grid(), 3, rgb);
  }

  /** The change of d per pixel along an axis, from the neighbours that there are. */
  private static double slope(float[] v, int first, int at, int size, int stride) {
    int from = Math.max(0, at - 1);
    int to = Math.min(size - 1, at + 1);
    double change = 2 * ((double) v[first + to * stride] - v[first + from * stride]);
    return to > from && Double.isFinite(change) ? change / (to - from) : 0;
  }

  private static float colour(double d, double gradient, int channel) {
    double near = (d < 0 ? INSIDE_NEAR : OUTSIDE_NEAR)[channel];
    double far = (d < 0 ? INSIDE_FAR : OUTSIDE_FAR)[channel];
    double ground = near + (far - near) * Math.min(1, Math.abs(d));
    double toLine = Math.abs(d - STEP * Math.rint(d / STEP));
    double thin = THIN_INK * cover(THIN, toLine / gradient);
    double thick = THICK_INK * cover(THICK, Math.abs(d) / gradient);
    return (float) (ground * (1 - Math.max(thin, thick)));
  }

  private static double cover(double half, double pixels) {
    return Math.min(1, Math.max(0, half + 0.5 - pixels));
  }
}
