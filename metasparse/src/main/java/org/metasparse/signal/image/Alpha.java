package org.metasparse.signal.image;

import java.util.Arrays;
import org.metasparse.signal.Signal;

/** What is done to the alpha of images: the last of two or four channels. */
public final class Alpha {
  private Alpha() {}

  static boolean has(Signal image) {
    return image.channels() % 2 == 0;
  }

  /** The alpha of each pixel, 1 where the image has none. */
  static float[] of(Signal image) {
    int n = image.grid().count();
    if (has(image)) {
      int from = (image.channels() - 1) * n;
      return Arrays.copyOfRange(image.values(), from, from + n);
    }
    float[] alpha = new float[n];
    Arrays.fill(alpha, 1f);
    return alpha;
  }

  /** The image without its alpha, colours as they are. */
  static Signal colours(Signal image) {
    if (!has(image)) {
      return image;
    }
    int channels = image.channels() - 1;
    float[] values = Arrays.copyOf(image.values(), channels * image.grid().count());
    return image.with(image.grid(), channels, values);
  }

  /** Colours and alpha put together. */
  static Signal join(Signal colours, float[] alpha) {
    int n = colours.values().length;
    float[] values = Arrays.copyOf(colours.values(), n + alpha.length);
    System.arraycopy(alpha, 0, values, n, alpha.length);
    return colours.with(colours.grid(), colours.channels() + 1, values);
  }

  /**
   * Leaves the alpha out if it is 1 everywhere.
   *
   * @param image an image with alpha
   * @return the image, or its colours alone
   */
  public static Signal dropOpaque(Signal image) {
    for (float alpha : of(image)) {
      if (alpha != 1) {
        return image;
      }
    }
    return colours(image);
  }

  /** The image before white: {@code v a + (1 - a)}, in the stored values. */
  static Signal onWhite(Signal image) {
    return map(colours(image), of(image), (v, a) -> v * a + (1 - a));
  }

  /** Colours times alpha. */
  static Signal multiply(Signal image) {
    float[] alpha = of(image);
    return join(map(colours(image), alpha, (v, a) -> v * a), alpha);
  }

  /** The inverse of {@link #multiply}; where nothing can be seen, colours are 0. */
  static Signal divide(Signal image) {
    float[] alpha = of(image);
    return join(map(colours(image), alpha, (v, a) -> a > 0 ? Math.min(v / a, 1) : 0), alpha);
  }

  private interface Blend {
    float of(float value, float alpha);
  }

  private static Signal map(Signal colours, float[] alpha, Blend blend) {
    float[] values = colours.values().clone();
    for (int i = 0; i < values.length; i++) {
      float a = alpha[i % alpha.length];
      // Opaque values keep their bits; the formulas would round them.
      values[i] = a == 1 ? values[i] : blend.of(values[i], a);
    }
    return colours.with(colours.grid(), colours.channels(), values);
  }
}
