package org.metasparse.signal;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes images as PNG files of 8 bits, grey or RGB. */
public final class ImageWriter {
  private ImageWriter() {}

  /**
   * Writes a signal as a PNG file, in one step (see {@link AtomicFiles}). Values are clamped to [0,
   * 1], taken times 255 and rounded, halves up; what is not a number becomes 0.
   *
   * @param file where to
   * @param image a signal of one or three channels on a grid of two axes
   * @throws InputException if the file cannot be written
   * @throws IllegalArgumentException if the signal is not an image
   */
  public static void write(Path file, Signal image) {
    AtomicFiles.write(file, encode(image));
  }

  /**
   * The bytes that {@link #write} writes.
   *
   * @param image a signal of one or three channels on a grid of two axes
   * @return a PNG file
   * @throws IllegalArgumentException if the signal is not an image
   */
  public static byte[] encode(Signal image) {
    checkImage(image);
    BufferedImage pixels = image.channels() == 1 ? grey(image) : toBufferedImage(image);
    javax.imageio.ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(new IIOImage(pixels, null, null));
    } catch (IOException e) {
      throw new UncheckedIOException("a PNG in memory", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /**
   * The image for drawing, rounded to 8 bits as {@link #write} does.
   *
   * @param image a signal of one or three channels on a grid of two axes
   * @return an image of {@link BufferedImage#TYPE_INT_RGB}, for grey signals too: Java takes grey
   *     images for linear light and would draw them too bright
   * @throws IllegalArgumentException if the signal is not an image
   */
  public static BufferedImage toBufferedImage(Signal image) {
    checkImage(image);
    int height = ImageTransform.height(image);
    int width = ImageTransform.width(image);
    int n = width * height;
    int g = image.channels() == 3 ? n : 0;
    float[] values = image.values();
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        row[x] = toByte(values[i]) << 16 | toByte(values[g + i]) << 8 | toByte(values[2 * g + i]);
      }
      result.setRGB(0, y, width, 1, row, 0, width);
    }
    return result;
  }

  /** Grey bytes, as the PNG writer takes them: it writes the raster as it is. */
  private static BufferedImage grey(Signal image) {
    int height = ImageTransform.height(image);
    int width = ImageTransform.width(image);
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = result.getRaster();
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[x] = toByte(image.values()[y * width + x]);
      }
      raster.setSamples(0, y, width, 1, 0, row);
    }
    return result;
  }

  private static int toByte(float value) {
    // The product is exact in double precision, so halves are halves.
    return (int) Math.floor(Math.min(Math.max(value, 0.0), 1.0) * 255 + 0.5);
  }

  private static void checkImage(Signal image) {
    if (image.grid().rows() != 2 || (image.channels() != 1 && image.channels() != 3)) {
      throw new IllegalArgumentException(
          image.name()
              + ": "
              + image.channels()
              + " channels on "
              + image.grid()
              + " cannot be written as an image; it needs 1 or 3 channels and two axes");
    }
  }
}
