package org.metasparse.signal.image;

import org.metasparse.files.InputException;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;

/** What can be done to an image before it is represented. Every operation returns a new signal. */
public final class ImageTransform {
  private ImageTransform() {}

  /**
   * Cuts a square out of the middle. If the margin is odd, the smaller half is left or above.
   *
   * @param image a signal on a grid of two axes
   * @param size rows and columns of the square
   * @return the square
   * @throws InputException if the image is smaller than the square
   * @throws IllegalArgumentException if {@code size} is less than 1 or the grid has not two axes
   */
  public static Signal centreCrop(Signal image, int size) {
    int height = height(image);
    int width = width(image);
    checkPositive(size, size);
    if (size > height || size > width) {
      throw new InputException(
          image.name()
              + ": is "
              + width
              + " x "
              + height
              + " pixels, smaller than the crop of "
              + size
              + " x "
              + size
              + "; choose a smaller crop or leave the image out");
    }
    int top = (height - size) / 2;
    int left = (width - size) / 2;
    float[] values = new float[image.channels() * size * size];
    for (int c = 0; c < image.channels(); c++) {
      for (int y = 0; y < size; y++) {
        int from = (c * height + top + y) * width + left;
        System.arraycopy(image.values(), from, values, (c * size + y) * size, size);
      }
    }
    return image.with(Grid.ofImage(size, size), image.channels(), values);
  }

  /**
   * Resizes with an antialiased triangle filter (what Pillow calls bilinear). The result has the
   * same bits on every JVM; an image that has the size already keeps its values.
   *
   * @param image a signal on a grid of two axes
   * @param height rows of the result
   * @param width columns of the result
   * @return the resized image
   * @throws InputException if the result, or the step between, would have more than {@link
   *     ImageReader#MAX_PIXELS} pixels
   * @throws IllegalArgumentException if a size is less than 1 or the grid has not two axes
   */
  public static Signal resize(Signal image, int height, int width) {
    int oldHeight = height(image);
    int oldWidth = width(image);
    checkPositive(height, width);
    if ((long) width * Math.max(height, oldHeight) > ImageReader.MAX_PIXELS) {
      throw new InputException(
          image.name()
              + ": "
              + oldWidth
              + " x "
              + oldHeight
              + " pixels cannot be resized to "
              + width
              + " x "
              + height
              + "; at most "
              + ImageReader.MAX_PIXELS
              + " pixels can be had");
    }
    int channels = image.channels();
    boolean alpha = Alpha.has(image) && (height != oldHeight || width != oldWidth);
    // Colours count as far as they can be seen.
    float[] given = alpha ? Alpha.multiply(image).values() : image.values();
    float[] wide = new Resampler(oldWidth, width).apply(given, channels * oldHeight, oldWidth, 1);
    float[] values = new Resampler(oldHeight, height).apply(wide, channels, oldHeight, width);
    Signal resized = image.with(Grid.ofImage(height, width), channels, values);
    return alpha ? Alpha.divide(resized) : resized;
  }

  /**
   * Resizes so that the shorter side has a given length and the aspect is kept; the longer side is
   * rounded down.
   *
   * @param image a signal on a grid of two axes
   * @param size length of the shorter side in pixels
   * @return the resized image
   * @throws InputException if the result would have more than {@link ImageReader#MAX_PIXELS} pixels
   * @throws IllegalArgumentException if {@code size} is less than 1 or the grid has not two axes
   */
  public static Signal shortSide(Signal image, int size) {
    int height = height(image);
    int width = width(image);
    checkPositive(size, size);
    long longer = (long) size * Math.max(height, width) / Math.min(height, width);
    int other = (int) Math.min(longer, Integer.MAX_VALUE);
    return height < width ? resize(image, size, other) : resize(image, other, size);
  }

  /**
   * Makes an image grey: the luma {@code 0.299 R + 0.587 G + 0.114 B} of Rec. 601, in the stored
   * (sRGB-encoded) values.
   *
   * @param image a signal of one or three channels
   * @return a signal of one channel; the same object if it has one already
   * @throws IllegalArgumentException if it has another number of channels
   */
  public static Signal toGrey(Signal image) {
    if (image.channels() == 1) {
      return image;
    }
    checkChannels(image, 3);
    int n = image.grid().count();
    float[] rgb = image.values();
    float[] grey = new float[n];
    for (int i = 0; i < n; i++) {
      grey[i] = (float) (0.299 * rgb[i] + 0.587 * rgb[n + i] + 0.114 * rgb[2 * n + i]);
    }
    return image.with(image.grid(), 1, grey);
  }

  /**
   * Makes an image RGB: grey is repeated in all three channels.
   *
   * @param image a signal of one or three channels
   * @return a signal of three channels; the same object if it has three already
   * @throws IllegalArgumentException if it has another number of channels
   */
  public static Signal toRgb(Signal image) {
    if (image.channels() == 3) {
      return image;
    }
    checkChannels(image, 1);
    int n = image.grid().count();
    float[] rgb = new float[3 * n];
    for (int c = 0; c < 3; c++) {
      System.arraycopy(image.values(), 0, rgb, c * n, n);
    }
    return image.with(image.grid(), 3, rgb);
  }

  /**
   * Converts an image to a number of channels. Grey becomes RGB and back as {@link #toRgb} and
   * {@link #toGrey} say; alpha that is not wanted is composited on white; alpha that is wanted but
   * not there becomes 1 everywhere.
   *
   * @param image a signal of one to four channels
   * @param channels 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha
   * @return the image; the same object if it has as many channels already
   * @throws IllegalArgumentException if there is no such number of channels
   */
  public static Signal toChannels(Signal image, int channels) {
    if (image.channels() < 1 || image.channels() > 4 || channels < 1 || channels > 4) {
      throw new IllegalArgumentException(
          image.name() + ": " + image.channels() + " to " + channels + " channels; 1 to 4 can be");
    }
    if (image.channels() == channels) {
      return image;
    }
    if (channels % 2 == 1) {
      Signal opaque = Alpha.has(image) ? Alpha.onWhite(image) : image;
      return channels == 1 ? toGrey(opaque) : toRgb(opaque);
    }
    Signal colours = Alpha.colours(image);
    return Alpha.join(channels == 2 ? toGrey(colours) : toRgb(colours), Alpha.of(image));
  }

  /**
   * {@return the rows of an image}
   *
   * @param image a signal on a grid of two axes
   */
  public static int height(Signal image) {
    if (image.grid().rows() != 2) {
      throw new IllegalArgumentException(
          image.name() + " lies on " + image.grid() + "; an image has two axes");
    }
    return image.grid().sizes().get(0);
  }

  /**
   * {@return the columns of an image}
   *
   * @param image a signal on a grid whose last axis is columns
   */
  public static int width(Signal image) {
    return image.grid().sizes().get(image.grid().rows() - 1);
  }

  private static void checkPositive(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a size of " + width + " x " + height + " pixels; it must be at least 1 x 1");
    }
  }

  private static void checkChannels(Signal image, int wanted) {
    if (image.channels() != wanted) {
      throw new IllegalArgumentException(
          image.name() + " has " + image.channels() + " channels; colours are 1 or 3");
    }
  }
}
