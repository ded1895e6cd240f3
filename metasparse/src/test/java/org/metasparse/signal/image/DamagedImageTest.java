package org.metasparse.signal.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.testing.TestFiles.assertRefused;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.testing.TestFiles;

class DamagedImageTest {
  @TempDir Path folder;

  private static Signal decode(byte[] bytes) {
    return ImageReader.decode("bad.png", bytes);
  }

  @Test
  void everyTruncationOfAPngIsRefused() throws IOException {
    byte[] file = ImageWriter.encode(decode(jpeg(false)));
    for (int n = 0; n < file.length; n++) {
      byte[] cut = Arrays.copyOf(file, n);
      assertRefused(() -> decode(cut), "bad.png");
    }
  }

  @Test
  void everyFlippedByteOfAPngIsRefused() throws IOException {
    byte[] file = TestFiles.png(2, 2, 8, TestFiles.GREY, null, new byte[] {0, 9, 8, 0, 7, 6});
    for (int i = 0; i < file.length; i++) {
      byte[] flipped = file.clone();
      flipped[i] ^= 1;
      assertRefused(() -> decode(flipped), "bad.png");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyTruncationOfAJpegIsRefused(boolean progressive) throws IOException {
    byte[] file = jpeg(progressive);
    assertTrue(decode(file).values().length > 0);
    for (int n = 0; n < file.length; n++) {
      byte[] cut = Arrays.copyOf(file, n);
      assertRefused(() -> decode(cut), "bad.png");
    }
  }

  @Test
  void moreThanTheBytesCanHoldIsRefusedBeforeDecoding() throws IOException {
    byte[] file = TestFiles.png(4000, 4000, 8, TestFiles.GREY, null, new byte[] {0, 9, 8});
    assertRefused(() -> decode(file), "claims 4000 x 4000 pixels in " + file.length + " bytes");
  }

  @Test
  void aHugeClaimIsRefusedBeforeDecoding() throws IOException {
    byte[] rows = {0, 1};
    byte[] huge = TestFiles.png(1 << 30, 1 << 30, 8, TestFiles.RGB, null, rows);
    assertRefused(() -> decode(huge), "bad.png", "1073741824 x 1073741824", "67108864");
    byte[] justTooLarge = TestFiles.png((1 << 26) + 1, 1, 8, TestFiles.GREY, null, rows);
    assertRefused(() -> decode(justTooLarge), "67108865 x 1 ");
    byte[] negative = TestFiles.png(-1, 1, 8, TestFiles.GREY, null, rows);
    assertRefused(() -> decode(negative), "4294967295 x 1 ");
    byte[] none = TestFiles.png(0, 5, 8, TestFiles.GREY, null, rows);
    assertRefused(() -> decode(none), "0 x 5", "at least 1 x 1");
    byte[] jpeg = jpeg(false);
    int size = startOfFrame(jpeg) + 5;
    Arrays.fill(jpeg, size, size + 4, (byte) 0x80);
    assertRefused(() -> decode(jpeg), "32896 x 32896", "67108864");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bmp", "gif"})
  void everyTruncationOfOtherFormatsIsRefused(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(TestFiles.picture(), format, out));
    byte[] file = out.toByteArray();
    assertEquals(Grid.ofImage(16, 24), decode(file).grid());
    // The last byte of a GIF only says that no further image follows.
    int end = format.equals("gif") ? file.length - 1 : file.length;
    for (int n = 0; n < end; n++) {
      byte[] cut = Arrays.copyOf(file, n);
      assertRefused(() -> decode(cut), "bad.png");
    }
  }

  @Test
  void tooFewRowsAreRefused() throws IOException {
    byte[] file = TestFiles.png(2, 2, 8, TestFiles.GREY, null, new byte[] {0, 1, 2});
    assertRefused(() -> decode(file), "bad.png", "cut short");
  }

  @Test
  void cmykWithoutInkIsWhite() throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    byte[] file = TestFiles.jpeg(new IIOImage(raster, null, null), false);
    for (float value : decode(file).values()) {
      assertEquals(1f, value);
    }
  }

  @Test
  void whatIsNoImageFileIsRefused() throws IOException {
    Path missing = folder.resolve("missing.png");
    assertRefused(() -> ImageReader.read(missing), missing.toString(), "no such file");
    assertRefused(() -> ImageReader.read(folder), folder.toString(), "is a folder");
    Path empty = Files.createFile(folder.resolve("empty.png"));
    assertRefused(() -> ImageReader.read(empty), empty.toString(), "empty");
    Path text = Files.writeString(folder.resolve("text.png"), "not a picture\n");
    assertRefused(() -> ImageReader.read(text), text.toString(), "PNG or JPEG");
    // The start of a WBMP file, a format that nearly any bytes can pass for.
    byte[] wireless = {0, 0, 1, 1, 0};
    assertRefused(() -> decode(wireless), "PNG or JPEG");
  }

  private static byte[] jpeg(boolean progressive) throws IOException {
    return TestFiles.jpeg(new IIOImage(TestFiles.picture(), null, null), progressive);
  }

  private static int startOfFrame(byte[] jpeg) {
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != 0xc0) {
      at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
    }
    return at;
  }
}
