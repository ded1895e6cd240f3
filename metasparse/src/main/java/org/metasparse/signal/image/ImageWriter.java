package org.metasparse.signal.image;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.Content;
import org.metasparse.files.InputException;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.Slices;

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
  public static void write(Path file, Slices image) {
    AtomicFiles.write(file, content(image));
  }

  /**
   * The bytes that {@link #write} writes.
   *
   * @param image a signal of one to four channels on a grid of two axes
   * @return a PNG file
   * @throws IllegalArgumentException if the signal is not an image
   */
  public static byte[] encode(Slices image) {
    return content(image).bytes();
  }

  /**
   * The PNG file of an image that is read row by row while it is written.
   *
   * @param image a signal of one to four channels on a grid of two axes
   * @return what {@link #write} writes
   * @throws IllegalArgumentException if the signal is not an image
   */
  public static Content content(Slices image) {
    checkImage(image.name(), image.grid(), image.channels());
    int bits = image.kind() instanceof ImageKind kind ? kind.bits() : 8;
    return to -> {
      javax.imageio.ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
      // Keeps but the chunk that is being written.
      try (ImageOutputStream out = new MemoryCacheImageOutputStream(to)) {
        writer.setOutput(out);
        writer.write(new IIOImage(new RowsImage(image, bits), null, null));
      } finally {
        writer.dispose();
      }
    };
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
    checkImage(image.name(), image.grid(), image.channels());
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

  static int round(float value, int max) {
    // The product is exact in double precision, so halves are halves.
    return (int) Math.floor(Math.min(Math.max(value, 0.0), 1.0) * max + 0.5);
  }

  private static void checkImage(String name, Grid grid, int channels) {
    if (grid.rows() != 2 || channels > 4) {
      throw new IllegalArgumentException(
          name
              + ": "
              + channels
              + " channels on "
              + grid
              + " cannot be written as an image; it needs 1 to 4 channels and two axes");
    }
  }
}
