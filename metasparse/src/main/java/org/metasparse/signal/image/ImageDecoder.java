package org.metasparse.signal.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;

/** Turns a file's bytes into pixels with ImageIO, without trusting the file. */
public final class ImageDecoder {
  /**
   * Formats whose JDK readers notice a truncated file (others are refused), with the most pixels
   * that a byte of a file can stand for. JPEG: a bit for each block of 64. PNG: Deflate makes at
   * most 1032 bytes of one, a bit for each pixel. BMP: four bytes skip at most 255 x 255. TIFF: a
   * white row of a fax of group 4 is a bit; 8 rows of 2^13 pixels.
   */
  private static final Map<String, Integer> PIXELS_PER_BYTE =
      Map.of("jpeg", 512, "png", 8 * 1032, "bmp", 255 * 255 / 4, "tif", 1 << 16);

  /** Parts of the JPEG reader's warnings that mean that pixels are missing or wrong. */
  private static final List<String> FATAL_WARNINGS =
      List.of("truncated file", "missing eoi", "premature end", "bad huffman");

  private static final System.Logger LOGGER = System.getLogger("org.metasparse.signal");

  private ImageDecoder() {}

  /**
   * Decodes a file.
   *
   * @param name its name for messages
   * @param bytes its bytes
   * @return its (first) image, in whatever type the JDK's reader chose
   * @throws InputException if it is not an image that can be read, is damaged, or too large
   */
  static BufferedImage decode(String name, byte[] bytes) {
    return decode(name, bytes, ImageDecoder::image);
  }

  /**
   * Decodes a file's samples without any conversion of colours.
   *
   * @param name its name for messages
   * @param bytes its bytes, of a JPEG file
   * @return its samples
   * @throws InputException if it is not an image that can be read, is damaged, or too large
   */
  static Raster decodeRaster(String name, byte[] bytes) {
    return decode(name, bytes, (source, reader) -> reader.readRaster(0, null));
  }

  /** The last step of decoding, when the file's claims have been checked. */
  private interface Step<T> {
    T of(String name, javax.imageio.ImageReader reader) throws IOException;
  }

  private static BufferedImage image(String name, javax.imageio.ImageReader reader)
      throws IOException {
    if (!reader.getImageTypes(0).hasNext()) {
      throw new InputException(
          name + ": has colours that cannot be read (CMYK?); convert it to RGB or grey");
    }
    return reader.read(0);
  }

  private static <T> T decode(String name, byte[] bytes, Step<T> step) {
    int pages = TiffHeader.isTiff(bytes) ? TiffHeader.check(name, bytes) : 1;
    if (pages > 1) {
      LOGGER.log(
          System.Logger.Level.WARNING, name + ": holds " + pages + " pages; the first is read");
    }
    // A stream of our own: ImageIO's factory follows ImageIO.setUseCache, which is global state.
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      javax.imageio.ImageReader reader = reader(name, stream);
      try {
        return decode(name, reader, stream, bytes.length, step);
      } finally {
        reader.dispose();
      }
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        // The PNG reader wraps whatever it meets.
        if (cause instanceof OutOfMemoryError full) {
          throw full;
        }
      }
      // The JDK's readers meet damaged files with all kinds of RuntimeExceptions.
      throw new InputException(
          name + ": is damaged or cut short (" + InputFiles.oneLine(e) + "); get it anew", e);
    }
  }

  private static javax.imageio.ImageReader reader(String name, ImageInputStream stream)
      throws IOException {
    Iterator<javax.imageio.ImageReader> readers = ImageIO.getImageReaders(stream);
    while (readers.hasNext()) {
      javax.imageio.ImageReader reader = readers.next();
      if (PIXELS_PER_BYTE.containsKey(format(reader))) {
        return reader;
      }
    }
    throw new InputException(name + ": is not an image that can be read; give a PNG or JPEG file");
  }

  private static String format(javax.imageio.ImageReader reader) throws IOException {
    return reader.getFormatName().toLowerCase(Locale.ROOT);
  }

  private static <T> T decode(
      String name,
      javax.imageio.ImageReader reader,
      ImageInputStream stream,
      int length,
      Step<T> step)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    reader.setInput(stream, true, true);
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    checkSize(name, width, height);
    if (width * height > (long) PIXELS_PER_BYTE.get(format(reader)) * length) {
      throw new InputException(
          name
              + ": is damaged or cut short (claims "
              + width
              + " x "
              + height
              + " pixels in "
              + length
              + " bytes); get it anew");
    }
    T image = step.of(name, reader);
    for (String warning : warnings) {
      String lower = warning.toLowerCase(Locale.ROOT);
      if (FATAL_WARNINGS.stream().anyMatch(lower::contains)) {
        throw new InputException(name + ": is damaged or cut short (" + warning + "); get it anew");
      }
    }
    return image;
  }

  /**
   * Checks a size that a file claims to have, before anything is decoded.
   *
   * @param name the file's name for messages
   * @param width columns
   * @param height rows
   * @throws InputException if there are no pixels or more than {@link ImageReader#MAX_PIXELS}
   */
  public static void checkSize(String name, long width, long height) {
    if (width < 1 || height < 1) {
      throw new InputException(
          name + ": claims " + width + " x " + height + " pixels; an image has at least 1 x 1");
    }
    if (width > ImageReader.MAX_PIXELS / height) {
      throw new InputException(
          name
              + ": claims "
              + width
              + " x "
              + height
              + " pixels; at most "
              + ImageReader.MAX_PIXELS
              + " can be read; scale it down first");
    }
  }
}
