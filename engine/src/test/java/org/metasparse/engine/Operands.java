package org.metasparse.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The arrays of one kernel call, laid out as awkwardly as the contract allows: odd offsets, arrays
 * that end right after the last element.
 *
 * <p>Elements that belong to no operand are guards: in inputs a NaN, which would show in a result
 * if it were read; in outputs a number that differs from place to place.
 */
final class Operands {
  /**
   * One operand; seen as a view of the arrays that a run of a kernel gets.
   *
   * @param slot which array it lies in
   * @param offset index of its first element
   * @param panels how many panels it is
   * @param rows rows of each
   * @param cols columns of each
   */
  record Operand(int slot, int offset, int panels, int rows, int cols) {
    float[] array(float[][] arrays) {
      return arrays[slot];
    }

    Matrix matrix(float[][] arrays) {
      return new Matrix(rows, cols, arrays[slot], offset);
    }

    Panel panel(float[][] arrays) {
      return new Panel(rows, cols, arrays[slot], offset);
    }

    Panels panels(float[][] arrays) {
      return new Panels(panels, rows, cols, arrays[slot], offset);
    }
  }

  private final List<float[]> arrays = new ArrayList<>();
  private final SplittableRandom random;
  private final Content content;
  private final String description;

  Operands(long seed, Content content, String description) {
    this.random = new SplittableRandom(seed);
    this.content = content;
    this.description = description + ", " + content + ", seed " + seed;
  }

  Operand input(int rows, int cols) {
    return add(1, rows, cols, false, random.nextInt(20));
  }

  Operand output(int rows, int cols) {
    return add(1, rows, cols, true, random.nextInt(20));
  }

  Operand inputPanels(int panels, int rows, int cols) {
    return add(panels, rows, cols, false, random.nextInt(20));
  }

  /** An operand that is an array as a whole. */
  Operand whole(int length) {
    return add(1, length, 1, true, -1);
  }

  /** A factor, drawn like the elements. */
  float factor() {
    return content.next(random);
  }

  /** Something no element of an array: the same call with the same seed draws the same. */
  SplittableRandom random() {
    return random;
  }

  private Operand add(int panels, int rows, int cols, boolean written, int space) {
    int offset = Math.max(0, space);
    int used = panels * rows * cols;
    int tail = space < 0 || random.nextBoolean() ? 0 : random.nextInt(20);
    float[] x = new float[offset + used + tail];
    for (int i = 0; i < x.length; i++) {
      x[i] = written ? Float.intBitsToFloat(0x5a000000 + i) : Float.NaN;
    }
    for (int i = 0; i < used; i++) {
      x[offset + i] = content.next(random);
    }
    arrays.add(x);
    return new Operand(arrays.size() - 1, offset, panels, rows, cols);
  }

  /** The arrays by slot, copied: each run of a kernel gets its own. */
  float[][] copy() {
    return arrays.stream().map(float[]::clone).toArray(float[][]::new);
  }

  @Override
  public String toString() {
    return description;
  }
}
