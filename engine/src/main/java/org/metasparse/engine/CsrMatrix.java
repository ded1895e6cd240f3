package org.metasparse.engine;

/**
 * A sparse matrix in compressed sparse rows: a pattern and one value for each of its entries.
 *
 * @param pattern where the entries lie
 * @param values the value of each entry, in the pattern's order; not copied
 */
public record CsrMatrix(CsrPattern pattern, float[] values) {
  /**
   * Checks that there is one value for each entry.
   *
   * @throws IllegalArgumentException if there is not
   */
  public CsrMatrix {
    if (values.length != pattern.nnz()) {
      throw new IllegalArgumentException(
          values.length + " values for a pattern of " + pattern.nnz() + " entries");
    }
  }

  /**
   * The entries of a dense matrix at the {@code true} places of a mask, whatever their value.
   *
   * @param rows number of rows
   * @param cols number of columns
   * @param dense {@code rows * cols} floats in row-major order
   * @param mask which of them are entries
   * @return the sparse matrix
   * @throws IllegalArgumentException if an array's length is not {@code rows * cols}
   */
  public static CsrMatrix of(int rows, int cols, float[] dense, boolean[] mask) {
    if (dense.length != (long) rows * cols) {
      throw new IllegalArgumentException(
          "a dense " + rows + " x " + cols + " matrix has " + dense.length + " elements");
    }
    CsrPattern pattern = CsrPattern.ofMask(rows, cols, mask);
    float[] values = new float[pattern.nnz()];
    pattern.collect(dense, 0, values, 0);
    return new CsrMatrix(pattern, values);
  }

  /**
   * The same matrix with its zeros written out.
   *
   * @return a new array of {@code rows * cols} floats in row-major order
   */
  public float[] toDense() {
    float[] dense = new float[pattern.rows() * pattern.cols()];
    pattern.expand(values, 0, dense, 0);
    return dense;
  }
}
