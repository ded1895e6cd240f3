package org.metasparse.signal.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.signal.Signal;

/** Writes images as PNG files of 8 or 16 bits, grey or RGB, with or without alpha. */
public final class ImageWriter {
  private ImageWriter() {}

  /**
   * Writes a signal as a PNG file, in one step (see {@link AtomicFiles}). Values are clamped to [0,
   * 1], taken times 255 and rounded, halves up; what is not a number becomes 0. Images of 16 bits
   * ({@link ImageKind}) are taken times 65535.
   *
   * @param file where to
   * @param image a signal of one to four channels on a grid of two axes
   * @throws InputException if the file cannot be written
   * @throws IllegalArgumentException if the signal is not an image
   */
  public static void write(Path file, Signal image) {
    AtomicFiles.write(file, encode(image));
  }

  /**
   * The bytes that {@link #write} writes.
   *
   * @param image a signal of one to four channels on a grid of two axes
   * @return a PNG file
   * @throws IllegalArgumentException if the signal is not an image
   */
  public static byte[] encode(Signal image) {
    checkImage(image);
    int bits = image.kind() instanceof ImageKind kind ? kind.bits() : 8;
    javax.imageio.ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(new IIOImage(stored(image, bits), null, null));
    } catch (IOException e) {
      throw new UncheckedIOException("a PNG in memory", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /**
   * The image for drawing, rounded to 8 bits as {@link #write} does, alpha composited on white.
   *
   * @param image a signal of one to four channels on a grid of two axes
   * @return an image of {@link BufferedImage#TYPE_INT_RGB}, for grey signals too: Java takes grey
   *     images for linear light and would draw them too bright
   * @throws IllegalArgumentException if the signal is not an image
   */
  public static BufferedImage toBufferedImage(Signal image) {
    checkImage(image);
    Signal opaque = ImageTransform.toChannels(image, image.channels() <= 2 ? 1 : 3);
    int height = ImageTransform.height(image);
    int width = ImageTransform.width(image);
    int n = width * height;
    int g = opaque.channels() == 3 ? n : 0;
    float[] values = opaque.values();
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        row[x] =
            round(values[i], 255) << 16
                | round(values[g + i], 255) << 8
                | round(values[2 * g + i], 255);
      }
      result.setRGB(0, y, width, 1, row, 0, width);
    }
    return result;
  }

  /** The samples as the PNG writer takes them: it writes the raster as it is. */
  private static BufferedImage stored(Signal image, int bits) {
    int height = ImageTransform.height(image);
    int width = ImageTransform.width(image);
    int channels = image.channels();
    int type = bits == 16 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
    boolean alpha = Alpha.has(image);
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(channels <= 2 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            type);
    WritableRaster raster = Raster.createInterleavedRaster(type, width, height, channels, null);
    int[] row = new int[width];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          row[x] = round(image.values()[(c * height + y) * width + x], (1 << bits) - 1);
        }
        raster.setSamples(0, y, width, 1, c, row);
      }
    }
    return new BufferedImage(model, raster, false, null);
  }

  private static int round(float value, int max) {
    // The product is exact in double precision, so halves are halves.
    return (int) Math.floor(Math.min(Math.max(value, 0.0), 1.0) * max + 0.5);
  }

  private static void checkImage(Signal image) {
    if (image.grid().rows() != 2 || image.channels() > 4) {
      throw new IllegalArgumentException(
          image.name()
              + ": "
              + image.channels()
              + " channels on "
              + image.grid()
              + " cannot be written as an image; it needs 1 to 4 channels and two axes");
    }
  }
}
