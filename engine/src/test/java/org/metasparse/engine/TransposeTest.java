package org.metasparse.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** A transposed copy has every element in its place, and nothing beside it is touched. */
class TransposeTest {
  @Test
  void everyShape() {
    for (int m : new int[] {0, 1, 7, 8, 9, 17, 24}) {
      for (int n : new int[] {0, 1, 5, 16}) {
        int ldx = n + 3;
        int ldo = m + 2;
        float[] x = new float[2 + m * ldx];
        for (int i = 0; i < x.length; i++) {
          x[i] = i + 1;
        }
        float[] out = new float[1 + n * ldo];
        float[] expected = new float[out.length];
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            expected[1 + j * ldo + i] = x[2 + i * ldx + j];
          }
        }
        Transpose.copy(m, n, x, 2, ldx, out, 1, ldo);
        assertArrayEquals(expected, out, m + " x " + n);
      }
    }
  }
}
