package org.metasparse.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The arrays of one kernel call, laid out as awkwardly as the contract allows: odd offsets, leading
 * dimensions beyond the width, arrays that end right after the last element.
 *
 * <p>Elements that belong to no operand are guards: in inputs a NaN, which would show in a result
 * if it were read; in outputs a number that differs from place to place.
 */
final class Operands {
  /**
   * One operand.
   *
   * @param slot which array it lies in
   * @param offset index of its first element
   * @param ld distance of its rows
   * @param stride distance of its blocks
   */
  record Operand(int slot, int offset, int ld, int stride) {}

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
    return add(1, rows, cols, false);
  }

  Operand output(int rows, int cols) {
    return add(1, rows, cols, true);
  }

  Operand inputBlocks(int blocks, int rows, int cols) {
    return add(blocks, rows, cols, false);
  }

  /** A factor, drawn like the elements. */
  float factor() {
    return content.next(random);
  }

  /** Something no element of an array: the same call with the same seed draws the same. */
  SplittableRandom random() {
    return random;
  }

  private Operand add(int blocks, int rows, int cols, boolean written) {
    boolean tight = random.nextInt(4) == 0;
    int offset = tight ? 0 : random.nextInt(20);
    int ld = cols + (tight ? 0 : random.nextInt(9));
    int stride = rows * ld + (tight ? 0 : random.nextInt(9));
    int tail = random.nextBoolean() ? 0 : random.nextInt(20);
    boolean empty = blocks == 0 || rows == 0 || cols == 0;
    int used = empty ? 0 : (blocks - 1) * stride + (rows - 1) * ld + cols;
    float[] x = new float[offset + used + tail];
    for (int i = 0; i < x.length; i++) {
      x[i] = written ? Float.intBitsToFloat(0x5a000000 + i) : Float.NaN;
    }
    for (int q = 0; q < blocks; q++) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < cols; j++) {
          x[offset + q * stride + i * ld + j] = content.next(random);
        }
      }
    }
    arrays.add(x);
    return new Operand(arrays.size() - 1, offset, ld, stride);
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
