package org.metasparse.signal.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.testing.TestFiles;

class ImageTransformTest {
  private static Signal image(int height, int width, int channels, float... values) {
    return ImageKind.image("image", Grid.ofImage(height, width), channels, values);
  }

  private static Signal random(int height, int width, int channels) {
    Random random = new Random(7);
    float[] values = new float[channels * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return image(height, width, channels, values);
  }

  private static double mean(Signal image) {
    double sum = 0;
    for (float v : image.values()) {
      sum += v;
    }
    return sum / image.values().length;
  }

  @Test
  void cropsTheMiddle() {
    Signal image = image(3, 4, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertArrayEquals(new float[] {1, 2, 5, 6}, ImageTransform.centreCrop(image, 2).values());
    Signal two = image(2, 3, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    Signal cropped = ImageTransform.centreCrop(two, 2);
    assertArrayEquals(new float[] {0, 1, 3, 4, 6, 7, 9, 10}, cropped.values());
    assertEquals(List.of(2, 2), cropped.grid().sizes());
  }

  @Test
  void refusesACropLargerThanTheImage() {
    Signal image = random(5, 9, 3);
    TestFiles.assertRefused(() -> ImageTransform.centreCrop(image, 6), "9 x 5", "6 x 6", "image");
    assertThrows(IllegalArgumentException.class, () -> ImageTransform.centreCrop(image, 0));
  }

  @Test
  void resizingToTheSameSizeKeepsEveryBit() {
    Signal image = random(7, 5, 3);
    assertArrayEquals(image.values(), ImageTransform.resize(image, 7, 5).values());
  }

  @Test
  void resizingIsPillowsBilinear() {
    Signal image = image(1, 4, 1, 0, 0.25f, 0.5f, 1);
    // Shrunk by 2, the triangle spans four pixels; at the border three of them are there.
    double left = (0 * 3 + 0.25 * 3 + 0.5 * 1) / 7;
    double right = (0.25 * 1 + 0.5 * 3 + 1 * 3) / 7;
    float[] expected = {(float) left, (float) right};
    assertArrayEquals(expected, ImageTransform.resize(image, 1, 2).values(), 1e-7f);
    Signal column = image(2, 1, 1, 0, 1);
    float[] linear = {0, 0.25f, 0.75f, 1};
    assertArrayEquals(linear, ImageTransform.resize(column, 4, 1).values());
  }

  @Test
  void aConstantImageStaysConstant() {
    float[] values = new float[3 * 12 * 20];
    Arrays.fill(values, 0.3f);
    Signal image = image(12, 20, 3, values);
    for (int[] size : new int[][] {{6, 10}, {5, 7}, {1, 1}, {13, 31}, {24, 3}}) {
      Signal resized = ImageTransform.resize(image, size[0], size[1]);
      assertEquals(3 * size[0] * size[1], resized.values().length);
      for (float v : resized.values()) {
        assertEquals(0.3f, v);
      }
    }
  }

  @Test
  void shrinkingByTwoKeepsTheMean() {
    Signal image = random(16, 24, 1);
    // The filter is cut off at the border, where the image must be even for this.
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 24; x++) {
        if (y < 3 || y >= 13 || x < 3 || x >= 21) {
          image.values()[y * 24 + x] = 0.5f;
        }
      }
    }
    Signal half = ImageTransform.resize(image, 8, 12);
    assertEquals(mean(image), mean(half), 1e-7);
    assertTrue(Math.abs(mean(image) - 0.5) > 1e-3, "else any filter would pass");
  }

  @Test
  void shortSideKeepsTheAspect() {
    assertEquals(
        List.of(200, 266), ImageTransform.shortSide(random(300, 400, 1), 200).grid().sizes());
    assertEquals(List.of(9, 4), ImageTransform.shortSide(random(7, 3, 1), 4).grid().sizes());
    assertEquals(List.of(4, 4), ImageTransform.shortSide(random(3, 3, 1), 4).grid().sizes());
    Signal thin = random(1, 4000, 1);
    TestFiles.assertRefused(() -> ImageTransform.shortSide(thin, 1000), "4000 x 1", "67108864");
  }

  @Test
  void channelsAreConverted() {
    Signal rgb = image(1, 2, 3, 1, 0, 0, 1, 0, 1);
    assertArrayEquals(new float[] {0.299f, 0.701f}, ImageTransform.toGrey(rgb).values(), 1e-7f);
    Signal white = image(1, 1, 3, 1, 1, 1);
    assertEquals(1f, ImageTransform.toGrey(white).values()[0]);
    Signal grey = image(1, 2, 1, 0.25f, 0.5f);
    assertArrayEquals(
        new float[] {0.25f, 0.5f, 0.25f, 0.5f, 0.25f, 0.5f}, ImageTransform.toRgb(grey).values());
    Signal two = image(1, 1, 2, 0, 0);
    assertThrows(IllegalArgumentException.class, () -> ImageTransform.toRgb(two));
    assertThrows(IllegalArgumentException.class, () -> ImageTransform.toGrey(two));
  }

  /** What cannot be seen does not shine through, whichever way an image is resized. */
  @Test
  void coloursCountAsFarAsTheyAreSeen() {
    float[] values = {0.25f, 1, 0.25f, 1, 1, 0, 1, 0};
    for (int[] size : new int[][] {{2, 1}, {1, 1}}) {
      Signal resized = ImageTransform.resize(image(2, 2, 2, values), size[0], size[1]);
      float[] v = resized.values();
      int n = v.length / 2;
      for (int i = 0; i < n; i++) {
        assertEquals(0.25f, v[i], 1e-6f);
        assertEquals(0.5f, v[n + i], 1e-6f);
      }
    }
    Signal turned = image(2, 2, 2, 0.25f, 0.25f, 1, 1, 1, 1, 0, 0);
    assertEquals(0.25f, ImageTransform.resize(turned, 1, 2).values()[0], 1e-6f);
  }

  @Test
  void aPreparationCropsToTheSizeThatIsGiven() {
    Signal image = image(4, 4, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    assertArrayEquals(new float[] {5, 6, 9, 10}, new Preparation(0, 2, 0, 1).apply(image).values());
    // The short side is resized before the crop, the size after it.
    Preparation all = new Preparation(8, 4, 2, 1);
    assertEquals(List.of(2, 2), all.apply(image).grid().sizes());
    assertEquals(7.5, mean(all.apply(image)), 1e-6);
  }
}
