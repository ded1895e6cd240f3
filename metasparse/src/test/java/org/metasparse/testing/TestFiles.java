package org.metasparse.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.function.Executable;
import org.metasparse.files.InputException;

/** Files made by hand, so that what is read does not hang on what the JDK's writers choose. */
public final class TestFiles {
  public static final int GREY = 0;
  public static final int RGB = 2;
  public static final int PALETTE = 3;
  public static final int GREY_ALPHA = 4;
  public static final int RGB_ALPHA = 6;

  private TestFiles() {}

  /** A file of the folder odd, whose README says where its right values come from. */
  public static byte[] odd(String name) {
    try (InputStream in = TestFiles.class.getResourceAsStream("/org/metasparse/odd/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A PNG file of raw rows, each of which begins with filter byte 0. */
  public static byte[] png(
      int width, int height, int depth, int colour, byte[] palette, byte... rows)
      throws IOException {
    return png(width, height, depth, colour, palette, null, rows);
  }

  /** A grey PNG file in which one value stands for full transparency. */
  public static byte[] pngWithKey(int width, int height, int key, byte... rows) throws IOException {
    return png(width, height, 8, GREY, null, new byte[] {0, (byte) key}, rows);
  }

  private static byte[] png(
      int width, int height, int depth, int colour, byte[] palette, byte[] key, byte[] rows)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(0x89504e470d0a1a0aL);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {(byte) depth, (byte) colour, 0, 0, 0});
    chunk(out, "IHDR", header.toByteArray());
    if (palette != null) {
      chunk(out, "PLTE", palette);
    }
    if (key != null) {
      chunk(out, "tRNS", key);
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
      deflater.write(rows);
    }
    chunk(out, "IDAT", data.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }

  /** An image as a JPEG file, or an uncoded raster as one of that many components. */
  public static byte[] jpeg(IIOImage image, boolean progressive) throws IOException {
    javax.imageio.ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (progressive) {
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, image, parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** An RGB image of 24 x 16 pixels with something in every block. */
  public static BufferedImage picture() {
    BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 24; x++) {
        image.setRGB(x, y, x * 10 << 16 | y * 15 << 8 | (x * y * 7 & 0xff));
      }
    }
    return image;
  }

  /** The message of the InputException that must come: one line that contains all the words. */
  public static void assertRefused(Executable action, String... words) {
    String message = assertThrows(InputException.class, action).getMessage();
    assertEquals(1, message.lines().count(), message);
    for (String word : words) {
      assertTrue(message.contains(word), () -> "'" + word + "' is not in: " + message);
    }
  }
}
