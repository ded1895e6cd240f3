package org.metasparse.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns: what is refused, and that rows, columns and masks tell the same story. */
class CsrPatternTest {
  private static final long SEED = 3;

  /** 3 x 4 with entries (0, 1), (0, 3), (2, 0), (2, 1), (2, 3); row 1 and column 2 are empty. */
  private static CsrPattern example() {
    return CsrPattern.of(3, 4, new int[] {0, 2, 2, 5}, new int[] {1, 3, 0, 1, 3});
  }

  @Test
  void example3x4() {
    CsrPattern p = example();
    assertEquals(3, p.rows());
    assertEquals(4, p.cols());
    assertEquals(5, p.nnz());
    assertEquals(5 / 12.0, p.density());
    assertArrayEquals(new int[] {0, 1, 3, 3, 5}, p.transposed().rowStart());
    assertArrayEquals(new int[] {2, 0, 2, 0, 2}, p.transposed().row());
    assertArrayEquals(new int[] {2, 0, 3, 1, 4}, p.transposed().source());
    assertEquals("CsrPattern[3 x 4, 5 entries]", p.toString());
  }

  @Test
  void copiesWhatItIsGiven() {
    int[] rowStart = {0, 1, 2};
    int[] column = {0, 1};
    CsrPattern p = CsrPattern.of(2, 2, rowStart, column);
    rowStart[1] = 2;
    column[0] = 9;
    assertArrayEquals(new int[] {0, 1, 2}, p.rowStart());
    assertArrayEquals(new int[] {0, 1}, p.column());
  }

  @Test
  void refusesMalformedArrays() {
    refused(-1, 2, new int[] {0}, new int[0], "a pattern of -1 x 2: sizes are >= 0");
    refused(1, -2, new int[] {0, 0}, new int[0], "a pattern of 1 x -2: sizes are >= 0");
    refused(2, 2, new int[] {0, 1}, new int[1], "rowStart must have 3 entries");
    refused(0, 2, new int[0], new int[0], "rowStart must have 1 entries");
    refused(1, 2, new int[] {1, 1}, new int[1], "begin with 0");
    refused(1, 2, new int[] {0, 1}, new int[2], "rowStart ends at 1 but there are 2 columns");
    refused(1, 2, new int[] {0, 2}, new int[1], "rowStart ends at 2 but there are 1 columns");
    refused(3, 2, new int[] {0, 1, 0, 1}, new int[1], "rowStart[2] = 0 must lie between 1 and 1");
    refused(2, 2, new int[] {0, 7, 1}, new int[1], "rowStart[1] = 7 must lie between 0 and 1");
    refused(2, 2, new int[] {0, -1, 1}, new int[1], "rowStart[1] = -1 must lie between 0 and 1");
    refused(2, 2, new int[] {0, 0, 1}, new int[] {2}, "row 1: column 2 after -1");
    refused(1, 2, new int[] {0, 1}, new int[] {-1}, "row 0: column -1 after -1");
    refused(1, 3, new int[] {0, 2}, new int[] {1, 1}, "row 0: column 1 after 1");
    refused(1, 3, new int[] {0, 2}, new int[] {2, 1}, "row 0: column 1 after 2");
    refused(1, 0, new int[] {0, 1}, new int[] {0}, "stay below 0");
    assertThrows(NullPointerException.class, () -> CsrPattern.of(0, 0, null, new int[0]));
    assertThrows(NullPointerException.class, () -> CsrPattern.of(0, 0, new int[1], null));
  }

  private static void refused(int rows, int cols, int[] rowStart, int[] column, String part) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> CsrPattern.of(rows, cols, rowStart, column))
            .getMessage();
    assertTrue(message.contains(part), () -> "\"" + message + "\" should say \"" + part + "\"");
  }

  @Test
  void acceptsEmptySizes() {
    assertEquals(0, CsrPattern.of(0, 0, new int[1], new int[0]).nnz());
    assertEquals(0, CsrPattern.of(0, 5, new int[1], new int[0]).density());
    assertEquals(0, CsrPattern.of(5, 0, new int[6], new int[0]).density());
  }

  @Test
  void masks() {
    boolean[] mask = {
      false, true, false, true, false, false, false, false, true, true, false, true
    };
    assertEquals(example(), CsrPattern.ofMask(3, 4, mask));
    assertEquals(example().hashCode(), CsrPattern.ofMask(3, 4, mask).hashCode());
    String message =
        assertThrows(IllegalArgumentException.class, () -> CsrPattern.ofMask(3, 5, mask))
            .getMessage();
    assertEquals("a mask for 3 x 5 has 12 flags", message);
  }

  @Test
  void equality() {
    assertNotEquals(example(), CsrPattern.of(3, 5, example().rowStart(), example().column()));
    assertNotEquals(
        example(), CsrPattern.of(3, 4, new int[] {0, 2, 2, 5}, new int[] {1, 2, 0, 1, 3}));
    assertNotEquals(
        example(), CsrPattern.of(3, 4, new int[] {0, 2, 3, 5}, new int[] {1, 3, 0, 1, 3}));
    assertNotEquals(example(), (Object) "a pattern");
  }

  @Test
  void filter() {
    CsrPattern p = example();
    assertEquals(
        CsrPattern.of(3, 4, new int[] {0, 1, 1, 3}, new int[] {3, 0, 3}),
        p.filter(new boolean[] {false, true, true, false, true}));
    assertEquals(0, p.filter(new boolean[5]).nnz());
    assertEquals(5, p.nnz(), "the original stays as it was");
    String message =
        assertThrows(IllegalArgumentException.class, () -> p.filter(new boolean[6])).getMessage();
    assertEquals("6 flags for 5 entries", message);
  }

  /** Filtering by flags is masking with fewer places, at every density. */
  @ParameterizedTest
  @ValueSource(doubles = {0, .05, .3, 1})
  void filterIsAMask(double density) {
    SplittableRandom random = new SplittableRandom(SEED);
    boolean[] mask = Shapes.mask(13, 17, density, random);
    CsrPattern all = CsrPattern.ofMask(13, 17, mask);
    boolean[] keep = new boolean[all.nnz()];
    boolean[] fewer = mask.clone();
    int entry = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        keep[entry] = random.nextBoolean();
        fewer[i] = keep[entry++];
      }
    }
    assertEquals(CsrPattern.ofMask(13, 17, fewer), all.filter(keep), "seed " + SEED);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, .05, .3, 1})
  void transposedIsTheTransposedMask(double density) {
    int rows = 13;
    int cols = 17;
    SplittableRandom random = new SplittableRandom(SEED);
    boolean[] mask = Shapes.mask(rows, cols, density, random);
    boolean[] turned = new boolean[mask.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        turned[c * rows + r] = mask[r * cols + c];
      }
    }
    CsrPattern p = CsrPattern.ofMask(rows, cols, mask);
    CsrPattern t = CsrPattern.ofMask(cols, rows, turned);
    assertArrayEquals(t.rowStart(), p.transposed().rowStart(), "seed " + SEED);
    assertArrayEquals(t.column(), p.transposed().row(), "seed " + SEED);
    for (int c = 0; c < cols; c++) {
      for (int j = t.rowStart()[c]; j < t.rowStart()[c + 1]; j++) {
        int source = p.transposed().source()[j];
        int r = p.transposed().row()[j];
        assertEquals(c, p.column()[source], "seed " + SEED);
        assertTrue(p.rowStart()[r] <= source && source < p.rowStart()[r + 1], "seed " + SEED);
      }
    }
  }

  /** Every entry lies in its row's part of its strip, with any last strip and with none. */
  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 128, 200})
  void stripsHoldTheirColumns(int cols) {
    int rows = 9;
    CsrPattern p = Shapes.pattern(rows, cols, .5, new SplittableRandom(SEED));
    assertTrue(p.density() > CsrPattern.STRIPS_DENSITY || cols == 1, p::toString);
    strips((cols + 63) / 64, p.rowStart(), p.column(), p.stripStart());
    CsrPattern.Transposed t = p.transposed();
    strips(1, t.rowStart(), t.row(), t.stripStart());
  }

  /** A large matrix with few entries must not take memory for its places. */
  @Test
  void fewEntriesAreOneStrip() {
    int size = 1 << 17;
    CsrPattern p = CsrPattern.of(size, size, new int[size + 1], new int[0]);
    assertEquals(2, p.stripStart().length);
    assertEquals(2, p.transposed().stripStart().length);
    CsrPattern quarter = Shapes.pattern(9, 200, .2, new SplittableRandom(SEED));
    strips(1, quarter.rowStart(), null, quarter.stripStart());
    assertEquals(2, CsrPattern.of(3, 0, new int[4], new int[0]).stripStart().length);
  }

  private static void strips(int strips, int[] rowStart, int[] column, int[][] start) {
    assertEquals(strips + 1, start.length);
    for (int r = 0; r + 1 < rowStart.length; r++) {
      assertEquals(rowStart[r], start[0][r], "seed " + SEED);
      assertEquals(rowStart[r + 1], start[strips][r], "seed " + SEED);
      for (int s = 0; strips > 1 && s < strips; s++) {
        for (int j = start[s][r]; j < start[s + 1][r]; j++) {
          assertEquals(s, column[j] / CsrPattern.STRIP, "row " + r + ", seed " + SEED);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, .05, .3, 1})
  void expandAndCollect(double density) {
    int rows = 13;
    int cols = 17;
    SplittableRandom random = new SplittableRandom(SEED);
    boolean[] mask = Shapes.mask(rows, cols, density, random);
    CsrPattern p = CsrPattern.ofMask(rows, cols, mask);
    float[] values = Content.PLAIN.array(p.nnz() + 3, random);
    float[] dense = new float[rows * cols + 5];
    Arrays.fill(dense, 99f);
    p.expand(values, 3, dense, 2);
    int entry = 3;
    for (int i = 0; i < dense.length; i++) {
      boolean inside = i >= 2 && i < 2 + mask.length;
      float expected = !inside ? 99f : mask[i - 2] ? values[entry++] : 0f;
      assertEquals(expected, dense[i], "element " + i + ", seed " + SEED);
    }

    float[] back = new float[p.nnz() + 4];
    Arrays.fill(back, 1f);
    p.collect(dense, 2, back, 1);
    for (int j = 0; j < back.length; j++) {
      boolean inside = j >= 1 && j < 1 + p.nnz();
      assertEquals(inside ? 1f + values[2 + j] : 1f, back[j], "value " + j + ", seed " + SEED);
    }
  }
}
