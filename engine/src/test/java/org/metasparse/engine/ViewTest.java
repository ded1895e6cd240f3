package org.metasparse.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Views lie where they say, and refuse what does not fit: the check that kernels rely on. */
class ViewTest {
  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void matrices() {
    float[] first = new float[10];
    float[] second = new float[6];
    Matrix matrix = new Matrix(2, 3, first, 4);
    matrix.fill(1);
    matrix.place(second, 0);
    matrix.fill(2);
    assertArrayEquals(new float[] {0, 0, 0, 0, 1, 1, 1, 1, 1, 1}, first);
    assertArrayEquals(new float[] {2, 2, 2, 2, 2, 2}, second);
    assertEquals(6, matrix.size());
    new Matrix(0, 3, second, 6).fill(3);
    assertEquals(2, second[5]);
  }

  @Test
  void matricesThatDoNotFit() {
    refused("a matrix of -1 x 2: sizes are >= 0", () -> new Matrix(-1, 2));
    refused("a matrix of 1 x -2: sizes are >= 0", () -> new Matrix(1, -2));
    assertThrows(ArithmeticException.class, () -> new Matrix(65536, 65536));
    Matrix matrix = new Matrix(2, 3);
    refused(
        "matrix of 2 x 3 at 5 does not fit an array of 10 floats",
        () -> matrix.place(new float[10], 5));
    refused(
        "matrix of 2 x 3 at -1 does not fit an array of 10 floats",
        () -> matrix.place(new float[10], -1));
  }

  @Test
  void panels() {
    float[] array = new float[3 * 2 * 64 + 5];
    Panels panels = new Panels(3, 2, 64, array, 5);
    assertEquals(3, panels.count());
    assertEquals(128, panels.stride());
    for (int q = 0; q < 3; q++) {
      assertEquals(5 + q * 128, panels.panel(q).offset());
      assertEquals(128, panels.panel(q).size());
    }
  }

  @Test
  void panelsThatDoNotFit() {
    float[] array = new float[200];
    refused("a panel of 63 pixels: a multiple of 64 is needed", () -> new Panel(1, 63, array, 0));
    refused("a panel of 0 pixels: a multiple of 64 is needed", () -> new Panel(1, 0, array, 0));
    refused(
        "a panel of 3 x 64 at 9 does not fit an array of 200 floats",
        () -> new Panel(3, 64, array, 9));
    refused(
        "a panel of 3 x 64 at -1 does not fit an array of 200 floats",
        () -> new Panel(3, 64, array, -1));
    refused(
        "a panel of -1 x 64 at 0 does not fit an array of 200 floats",
        () -> new Panel(-1, 64, array, 0));
    refused("0 panels: at least one is needed", () -> new Panels(0, 1, 64, array, 0));
    refused(
        "a panel of 2 x 64 at 128 does not fit an array of 200 floats",
        () -> new Panels(2, 2, 64, array, 0));
  }
}
