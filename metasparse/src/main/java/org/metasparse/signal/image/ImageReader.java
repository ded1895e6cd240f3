package org.metasparse.signal.image;

import java.nio.file.Path;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.signal.Signal;

/**
 * Reads images: PNG, JPEG, TIFF, GIF (as browsers do) and BMP.
 *
 * <p>A picture whose file tells how it was held (EXIF orientation) is put upright.
 *
 * <p>Grey images become one channel, all others three: red, green, blue; alpha, unless it is opaque
 * everywhere, becomes one more ({@link ImageTransform#toChannels} composites it on white where it
 * is not wanted). 8 and 16 bits (and fewer) are honoured. Values are the stored, sRGB-encoded ones
 * divided by their maximum, so they lie in [0, 1]; embedded colour profiles are not applied. A
 * palette counts as grey if all of its colours are. CMYK without a profile becomes RGB by {@link
 * Cmyk}. Of several images in a file the first is read. Pixels of JPEG files can differ by one step
 * between JDK builds, which bring different versions of libjpeg.
 */
public final class ImageReader {
  /** The largest image that is read, in pixels: 2^26, such as 8192 x 8192. */
  public static final int MAX_PIXELS = 1 << 26;

  private static final int MAX_BYTES = 1 << 29;

  private ImageReader() {}

  /**
   * Reads an image file.
   *
   * @param file the file
   * @return the image, named like the file without its folder
   * @throws InputException if there is no such file or it is not an image that can be read: a
   *     folder, empty, of another format, cut short, damaged, of more than {@link #MAX_PIXELS}
   *     pixels, or with colours other than grey and RGB (such as CMYK)
   */
  public static Signal read(Path file) {
    byte[] bytes = InputFiles.read(file, "a PNG or JPEG image", MAX_BYTES);
    return decode(file.toString(), String.valueOf(file.getFileName()), bytes, true);
  }

  /**
   * Reads an image from the bytes of a file.
   *
   * @param name what to call the image, in messages too
   * @param bytes the bytes of a PNG or JPEG file
   * @return the image
   * @throws InputException if the bytes are not an image that can be read
   */
  public static Signal decode(String name, byte[] bytes) {
    return decode(name, name, bytes, true);
  }

  /**
   * Reads an image whose name in messages, such as a path, is not the signal's, and which is put
   * upright or left as its rows are stored.
   */
  static Signal decode(String source, String name, byte[] bytes, boolean upright) {
    if (GifBlocks.isGif(bytes)) {
      GifCanvas canvas = new GifCanvas(source, bytes);
      canvas.draw();
      return canvas.image(name);
    }
    if (PngChunks.isPng(bytes)) {
      PngChunks png = PngChunks.check(source, bytes);
      return read(source, name, png.plain(), upright ? png.orientation() : Orientation.UPRIGHT);
    }
    if (JpegMarkers.isJpeg(bytes)) {
      JpegMarkers jpeg = new JpegMarkers(bytes);
      if (!jpeg.isCmyk()) {
        return read(source, name, jpeg.plain(), upright ? jpeg.orientation() : Orientation.UPRIGHT);
      }
      if (jpeg.hasProfile()) {
        throw new InputException(
            source + ": has CMYK colours with a profile of their own; convert it to RGB or grey");
      }
      Signal rgb =
          Cmyk.toRgb(
              name,
              ImageDecoder.decodeRaster(source, jpeg.plain()),
              jpeg.isYcck(),
              jpeg.isInverted());
      return upright ? Orientation.apply(rgb, jpeg.orientation()) : rgb;
    }
    return read(source, name, bytes, upright ? Orientation.of(bytes) : Orientation.UPRIGHT);
  }

  private static Signal read(String source, String name, byte[] bytes, int orientation) {
    Signal image = RasterValues.read(source, name, ImageDecoder.decode(source, bytes));
    return Orientation.apply(image, orientation);
  }

  /**
   * Reads an image file under a name of the caller's choice.
   *
   * @param file the file
   * @param name what to call the image
   * @param upright whether it is put upright where the file tells how it was held, or left as its
   *     rows are stored
   * @return the image
   * @throws InputException if it cannot be read
   */
  public static Signal read(Path file, String name, boolean upright) {
    byte[] bytes = InputFiles.read(file, "a PNG or JPEG image", MAX_BYTES);
    return decode(file.toString(), name, bytes, upright);
  }
}
