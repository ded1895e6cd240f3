package org.metasparse.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.metasparse.fit.Psnr;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageReader;

/**
 * The JDK's own JPEG, at the best quality whose file is not longer than so many bytes.
 *
 * @param bytes length of the file
 * @param psnr decibels against the original; NaN if not even the lowest quality is short enough
 */
record EqualSizeJpeg(int bytes, double psnr) {
  /**
   * Searches the quality.
   *
   * @param image an image of 1 or 3 channels
   * @param most the longest file, in bytes
   * @param headFree whether all before the first scan, of which 600 bytes are tables, is not
   *     counted
   */
  static EqualSizeJpeg of(Signal image, int most, boolean headFree) throws IOException {
    BufferedImage pixels = pixels(image);
    byte[] best =
        QualitySearch.best(
            quality -> encode(pixels, quality),
            file -> file.length - (headFree ? head(file) : 0),
            most);
    if (best == null) {
      return new EqualSizeJpeg(0, Double.NaN);
    }
    return new EqualSizeJpeg(best.length, Psnr.clamped(ImageReader.decode("jpeg", best), image));
  }

  /** An image as the JDK's writers take it. */
  static BufferedImage pixels(Signal image) throws IOException {
    byte[] png = org.metasparse.signal.image.ImageWriter.encode(image);
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static byte[] encode(BufferedImage pixels, int quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality / 100f);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(pixels, null, null), param);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** Bytes before the entropy-coded data of the first scan (marker FFDA and its segment). */
  private static int head(byte[] file) {
    int at = 2;
    while (true) {
      int length = (file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff;
      boolean scan = (file[at + 1] & 0xff) == 0xda;
      at += 2 + length;
      if (scan) {
        return at;
      }
    }
  }
}
