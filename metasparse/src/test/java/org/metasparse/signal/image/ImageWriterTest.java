package org.metasparse.signal.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;

class ImageWriterTest {
  @TempDir Path folder;

  private static Signal ramp(int channels) {
    float[] values = new float[channels * 256];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 91 % 256 / 255f;
    }
    return ImageKind.image("ramp.png", Grid.ofImage(8, 32), channels, values);
  }

  @Test
  void everyByteSurvivesTheRoundTrip() {
    for (int channels : new int[] {1, 3}) {
      Path file = folder.resolve("ramp.png");
      ImageWriter.write(file, ramp(channels));
      Signal read = ImageReader.read(file);
      assertEquals(channels, read.channels());
      assertEquals(ramp(channels).grid(), read.grid());
      assertArrayEquals(ramp(channels).values(), read.values());
    }
  }

  @Test
  void valuesAreClampedAndHalvesRoundedUp() {
    float half = 0.5f; // 127.5 of 255
    float below = Math.nextDown(half);
    float[] values = {-1, 2, half, below, Float.NaN, Float.POSITIVE_INFINITY};
    Signal signal = ImageKind.image("s", Grid.ofImage(1, 6), 1, values);
    float[] read = ImageReader.decode("s", ImageWriter.encode(signal)).values();
    assertArrayEquals(new float[] {0, 1, 128 / 255f, 127 / 255f, 0, 1}, read);
  }

  @Test
  void greyIsDrawnAsItIs() {
    BufferedImage image = ImageWriter.toBufferedImage(ramp(1));
    assertEquals(BufferedImage.TYPE_INT_RGB, image.getType());
    int grey = 5 * 91 % 256;
    assertEquals(0xff000000 | grey << 16 | grey << 8 | grey, image.getRGB(5, 0));
    BufferedImage colour = ImageWriter.toBufferedImage(ramp(3));
    int i = 2 * 32 + 1;
    int expected = 0xff000000;
    for (int c = 0; c < 3; c++) {
      expected |= (i + c * 256) * 91 % 256 << 16 - 8 * c;
    }
    assertEquals(expected, colour.getRGB(1, 2));
  }

  @Test
  void onlyImagesAreWritten() {
    Signal five = ImageKind.image("five", Grid.ofImage(1, 1), 5, new float[5]);
    assertThrows(IllegalArgumentException.class, () -> ImageWriter.encode(five));
    Signal line = ImageKind.image("line", new Grid(java.util.List.of(4)), 1, new float[4]);
    assertThrows(IllegalArgumentException.class, () -> ImageWriter.encode(line));
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "8, 2", "8, 3", "8, 4", "16, 1", "16, 2", "16, 3", "16, 4"})
  void everySampleSurvives(int bits, int channels) {
    int max = (1 << bits) - 1;
    float[] values = new float[channels * 35];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 7919 % (max + 1) / (float) max;
    }
    values[1] = 1;
    Signal image = new Signal("x", new ImageKind(bits), Grid.ofImage(5, 7), channels, values);
    Signal read = ImageReader.decode("x", ImageWriter.encode(image));
    assertEquals(image.kind(), read.kind());
    assertEquals(image.grid(), read.grid());
    assertArrayEquals(values, read.values());
  }
}
