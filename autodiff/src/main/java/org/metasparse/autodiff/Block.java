package org.metasparse.autodiff;

import org.metasparse.engine.CsrPattern;

/**
 * One matrix or vector among the parameters: where it lies in the flat array and which of its
 * entries exist.
 *
 * <p>A block without a pattern holds all {@code rows * cols} entries in row-major order; one with a
 * pattern holds only the pattern's entries, in its order. What was pruned is gone, not zero.
 *
 * @param name unique within its layout, such as {@code weight.2}
 * @param kind what it is to the algorithm
 * @param rows number of rows
 * @param cols number of columns; 1 for a bias
 * @param offset index of its first entry in the flat array
 * @param pattern which entries exist, or null for all of them
 */
public record Block(String name, Kind kind, int rows, int cols, int offset, CsrPattern pattern) {
  /** What a block is to the algorithm. */
  public enum Kind {
    /** A weight matrix: counted, and subject to pruning. */
    WEIGHT,
    /** A bias: never pruned. */
    BIAS,
    /** A latent code, or the map by which it shifts biases: not counted, never pruned. */
    CODE
  }

  /**
   * Checks sizes.
   *
   * @throws IllegalArgumentException if sizes are not positive or the pattern is of another shape
   */
  public Block {
    if (rows < 1 || cols < 1 || offset < 0) {
      throw new IllegalArgumentException(
          name + ": " + rows + " x " + cols + " at " + offset + "; sizes must be positive");
    }
    if (pattern != null && (pattern.rows() != rows || pattern.cols() != cols)) {
      throw new IllegalArgumentException(
          name + " is " + rows + " x " + cols + " but its pattern is " + pattern);
    }
    Math.multiplyExact(rows, cols);
  }

  /** {@return the number of entries that exist, its length in the flat array} */
  public int size() {
    return pattern == null ? rows * cols : pattern.nnz();
  }

  /** {@return the fraction of entries that exist; 1 without a pattern} */
  public double density() {
    return size() / ((double) rows * cols);
  }
}
