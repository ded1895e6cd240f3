package org.metasparse.signal.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metasparse.testing.TestFiles.png;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.signal.Signal;
import org.metasparse.testing.TestFiles;

class ImageReaderTest {
  @TempDir Path folder;

  private static float[] values(int channels, byte[] file) {
    Signal signal = ImageReader.decode("test.png", file);
    assertEquals(channels, signal.channels());
    return signal.values();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void greyIsTakenAsItIsStored() throws IOException {
    // getRGB of a grey image would make 168 of 100.
    byte[] file = png(2, 2, 8, TestFiles.GREY, null, bytes(0, 0, 100, 0, 50, 255));
    assertArrayEquals(new float[] {0, 100 / 255f, 50 / 255f, 1}, values(1, file));
  }

  @Test
  void sixteenBitsAreHonoured() throws IOException {
    byte[] grey = png(2, 1, 16, TestFiles.GREY, null, bytes(0, 0x12, 0x34, 0xff, 0xff));
    assertArrayEquals(new float[] {0x1234 / 65535f, 1}, values(1, grey));
    byte[] rgb = png(1, 1, 16, TestFiles.RGB, null, bytes(0, 0, 1, 0x80, 0, 0xff, 0xfe));
    assertArrayEquals(new float[] {1 / 65535f, 0x8000 / 65535f, 0xfffe / 65535f}, values(3, rgb));
  }

  @Test
  void twoBitsAreHonoured() throws IOException {
    byte[] file = png(4, 1, 2, TestFiles.GREY, null, bytes(0, 0b00_01_10_11));
    assertArrayEquals(new float[] {0, 85 / 255f, 170 / 255f, 1}, values(1, file));
  }

  @Test
  void channelsLieInRowsRedFirst() throws IOException {
    byte[] file = png(2, 1, 8, TestFiles.RGB, null, bytes(0, 1, 2, 3, 4, 5, 6));
    float[] expected = {1 / 255f, 4 / 255f, 2 / 255f, 5 / 255f, 3 / 255f, 6 / 255f};
    assertArrayEquals(expected, values(3, file));
    assertEquals(List.of(1, 2), ImageReader.decode("x", file).grid().sizes());
  }

  @Test
  void paletteIsGreyOnlyIfItsColoursAre() throws IOException {
    byte[] grey = png(2, 1, 8, TestFiles.PALETTE, bytes(7, 7, 7, 9, 9, 9), bytes(0, 1, 0));
    assertArrayEquals(new float[] {9 / 255f, 7 / 255f}, values(1, grey));
    byte[] colour = png(2, 1, 8, TestFiles.PALETTE, bytes(7, 7, 8, 9, 9, 9), bytes(0, 1, 0));
    float[] expected = {9 / 255f, 7 / 255f, 9 / 255f, 7 / 255f, 9 / 255f, 8 / 255f};
    assertArrayEquals(expected, values(3, colour));
  }

  @Test
  void alphaIsAChannelAndCompositedOnWhiteWhereItIsNotWanted() throws IOException {
    byte[] rgb =
        png(3, 1, 8, TestFiles.RGB_ALPHA, null, bytes(0, 10, 20, 30, 255, 9, 9, 9, 0, 0, 0, 0, 51));
    float[] read = values(4, rgb);
    assertArrayEquals(new float[] {1, 0, 0.2f}, Arrays.copyOfRange(read, 9, 12));
    float[] opaque = Preparation.none().apply(ImageReader.decode("x", rgb)).values();
    assertArrayEquals(new float[] {10 / 255f, 1, 0.8f}, Arrays.copyOf(opaque, 3));
    byte[] grey = png(2, 1, 8, TestFiles.GREY_ALPHA, null, bytes(0, 100, 255, 200, 0));
    assertArrayEquals(new float[] {100 / 255f, 200 / 255f, 1, 0}, values(2, grey));
    Signal white = ImageTransform.toChannels(ImageReader.decode("x", grey), 1);
    assertArrayEquals(new float[] {100 / 255f, 1}, white.values());
  }

  @Test
  void coloursTimesAlphaAreDividedAgain() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR_PRE);
    // Red of half the alpha; and more red than alpha, which no image should hold.
    image.getRaster().setPixels(0, 0, 2, 1, new int[] {51, 0, 0, 102, 200, 0, 0, 100});
    float[] read = RasterValues.read("x", "x", image).values();
    assertArrayEquals(new float[] {0.5f, 1}, Arrays.copyOf(read, 2), 1e-6f);
    assertArrayEquals(new float[] {102 / 255f, 100 / 255f}, Arrays.copyOfRange(read, 6, 8));
  }

  @Test
  void alphaThatIsOpaqueEverywhereIsNone() throws IOException {
    byte[] grey = png(2, 1, 8, TestFiles.GREY_ALPHA, null, bytes(0, 100, 255, 200, 255));
    assertArrayEquals(new float[] {100 / 255f, 200 / 255f}, values(1, grey));
    Signal wanted = ImageTransform.toChannels(ImageReader.decode("x", grey), 4);
    assertArrayEquals(new float[] {1, 1}, Arrays.copyOfRange(wanted.values(), 6, 8));
  }

  @Test
  void jpegIsReadFromAFileAndNamedLikeIt() throws IOException {
    Path file = folder.resolve("picture.JPG");
    Files.write(file, TestFiles.jpeg(new IIOImage(TestFiles.picture(), null, null), false));
    Signal signal = ImageReader.read(file);
    assertEquals("picture.JPG", signal.name());
    assertEquals(List.of(16, 24), signal.grid().sizes());
    assertEquals(3, signal.channels());
    // Lossy, but red grows to the right and green downwards.
    float[] v = signal.values();
    assertEquals(230 / 255f, v[23], 0.15f);
    assertEquals(0, v[0], 0.15f);
    assertEquals(225 / 255f, v[16 * 24 + 15 * 24], 0.15f);
  }
}
