package org.metasparse.engine;

import java.util.Arrays;

/**
 * A matrix in an array, its rows one after another: element {@code (i, j)} is {@code
 * array()[offset() + i * cols() + j]}. A vector is a matrix of one column.
 *
 * <p>A view is prepared once and may be put elsewhere later, so that the same view serves every
 * array of one layout and a step allocates nothing. Not thread-safe while it is being placed.
 */
public final class Matrix {
  private final int rows;
  private final int cols;
  private float[] array;
  private int offset;

  /**
   * A matrix that lies nowhere yet, to be {@linkplain #place placed} before it is used.
   *
   * @param rows number of rows, at least 0
   * @param cols number of columns, at least 0
   * @throws IllegalArgumentException if a size is negative
   * @throws ArithmeticException if it has more elements than an array
   */
  public Matrix(int rows, int cols) {
    if (rows < 0 || cols < 0) {
      throw new IllegalArgumentException("a matrix of " + rows + " x " + cols + ": sizes are >= 0");
    }
    Math.multiplyExact(rows, cols);
    this.rows = rows;
    this.cols = cols;
  }

  /**
   * A matrix in an array.
   *
   * @param rows number of rows, at least 0
   * @param cols number of columns, at least 0
   * @param array where it lies; not copied
   * @param offset index of its first element
   * @throws IllegalArgumentException if a size is negative or it does not fit the array
   */
  public Matrix(int rows, int cols, float[] array, int offset) {
    this(rows, cols);
    place(array, offset);
  }

  /**
   * Puts the view elsewhere.
   *
   * @param array where the matrix lies from now on; not copied
   * @param offset index of its first element
   * @throws IllegalArgumentException if it does not fit
   */
  public void place(float[] array, int offset) {
    if (offset < 0 || offset > array.length - size()) {
      throw new IllegalArgumentException(
          this + " at " + offset + " does not fit an array of " + array.length + " floats");
    }
    this.array = array;
    this.offset = offset;
  }

  /**
   * Sets every element.
   *
   * @param value what all of them become
   */
  public void fill(float value) {
    Arrays.fill(array, offset, offset + size(), value);
  }

  /** {@return the number of rows} */
  public int rows() {
    return rows;
  }

  /** {@return the number of columns, also the distance of rows} */
  public int cols() {
    return cols;
  }

  /** {@return the number of elements, {@code rows * cols}} */
  public int size() {
    return rows * cols;
  }

  /** {@return the array that it lies in, or null before it is placed} */
  public float[] array() {
    return array;
  }

  /** {@return the index of its first element} */
  public int offset() {
    return offset;
  }

  @Override
  public String toString() {
    return "matrix of " + rows + " x " + cols;
  }
}
