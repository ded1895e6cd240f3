package org.metasparse.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;

class FieldPictureTest {
  private static final int SIZE = 201;

  /** The field of a half plane: the distance is x, from -1 to 1, 0.01 a pixel. */
  private static Signal halfPlane() {
    float[] values = new float[SIZE * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 + (i % SIZE - 100) / 200.0);
    }
    return ImageKind.image("half plane", Grid.ofImage(SIZE, SIZE), 1, values);
  }

  private static float at(Signal picture, int channel, int y, int x) {
    int width = picture.grid().sizes().get(1);
    return picture.values()[channel * picture.grid().count() + y * width + x];
  }

  private static float light(Signal picture, int y, int x) {
    return at(picture, 0, y, x) + at(picture, 1, y, x) + at(picture, 2, y, x);
  }

  @Test
  void insideIsBlueAndOutsideOrange() {
    Signal picture = FieldPicture.of(halfPlane());

    assertEquals(3, picture.channels());
    assertEquals(halfPlane().grid(), picture.grid());
    assertTrue(at(picture, 2, 50, 45) > at(picture, 0, 50, 45) + 0.1);
    assertTrue(at(picture, 0, 50, 155) > at(picture, 2, 50, 155) + 0.1);
    assertTrue(light(picture, 50, 5) < light(picture, 50, 85), "darker further inside");
    assertTrue(light(picture, 50, 195) < light(picture, 50, 115), "darker further outside");
  }

  @Test
  void zeroIsAThickBlackLineAndEveryTenthAThinOne() {
    Signal picture = FieldPicture.of(halfPlane());

    for (int x = 99; x <= 101; x++) {
      assertEquals(0, light(picture, 70, x), 1e-4, "at " + x);
    }
    assertTrue(light(picture, 70, 103) > 2);
    for (int line = 10; line <= 190; line += 10) {
      if (line != 100) {
        float between = light(picture, 70, line + (line < 100 ? 5 : -5));
        assertTrue(light(picture, 70, line) < 0.8 * between, "at " + line);
      }
      assertTrue(light(picture, 70, line + 5) > 0.9, "between, at " + line);
    }
  }

  @Test
  void aFlatFieldIsNotFloodedAndASteepOneKeepsItsLine() {
    float[] flat = new float[100 * 100];
    Arrays.fill(flat, 0.5f + 0.04f / 2);
    Signal none = FieldPicture.of(ImageKind.image("flat", Grid.ofImage(100, 100), 1, flat));
    assertTrue(light(none, 50, 50) > 2);

    float[] step = new float[100 * 100];
    for (int i = 0; i < step.length; i++) {
      step[i] = i % 100 < 50 ? 0 : 1;
    }
    Signal edge = FieldPicture.of(ImageKind.image("step", Grid.ofImage(100, 100), 1, step));
    assertEquals(0, light(edge, 50, 49), 1e-4);
    assertEquals(0, light(edge, 50, 50), 1e-4);
    assertTrue(light(edge, 50, 47) > 0.4);
  }

  @Test
  void everyValueGivesAColour() {
    float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, -Float.MAX_VALUE, Float.MAX_VALUE, 0.5f, 7};
    for (List<Integer> sizes : List.of(List.of(2, 3), List.of(1, 6), List.of(6, 1))) {
      Signal picture = FieldPicture.of(ImageKind.image("odd", new Grid(sizes), 1, odd));
      for (float value : picture.values()) {
        assertTrue(value >= 0 && value <= 1);
      }
      assertEquals(0.5f, picture.values()[0]);
    }
    assertEquals(
        3,
        FieldPicture.of(ImageKind.image("1", Grid.ofImage(1, 1), 1, new float[1])).values().length);
  }

  @Test
  void theSameFieldGivesTheSamePicture() {
    assertArrayEquals(FieldPicture.of(halfPlane()).values(), FieldPicture.of(halfPlane()).values());
  }

  @Test
  void otherSignalsAreRefused() {
    Signal rgb = ImageKind.image("rgb", Grid.ofImage(2, 2), 3, new float[12]);
    Signal sound = ImageKind.image("sound", new Grid(List.of(4)), 1, new float[4]);

    assertThrows(IllegalArgumentException.class, () -> FieldPicture.of(rgb));
    assertThrows(IllegalArgumentException.class, () -> FieldPicture.of(sound));
  }
}
