package org.metasparse.engine;

import java.util.Arrays;
import java.util.Objects;

/**
 * The places of the surviving entries of a sparse matrix, in compressed sparse rows (CSR).
 *
 * <p>Row {@code r} owns the entries {@code rowStart[r] <= j < rowStart[r + 1]}; entry {@code j}
 * lies in column {@code column[j]}. Columns ascend strictly within a row, so that an entry's number
 * is also its rank in row-major order. Values live elsewhere, in an array indexed by {@code j}: one
 * pattern serves weights, gradients and optimiser moments alike.
 *
 * <p>A pattern is immutable. The arrays that {@link #rowStart()} and {@link #column()} return are
 * the pattern's own, so that kernels read them without a copy; callers must not write to them.
 */
public final class CsrPattern {
  /** Columns in a strip, see {@link #stripStart()}. */
  public static final int STRIP = 64;

  /**
   * Above this density rows are cut into strips. Below it a row has too few entries in a strip to
   * pay for starting anew, and the strips of a large empty matrix would take more memory than its
   * entries.
   */
  public static final double STRIPS_DENSITY = 0.25;

  private final int rows;
  private final int cols;
  private final int[] rowStart;
  private final int[] column;
  private final int[][] stripStart;
  private final Transposed transposed;

  /**
   * A pattern seen column by column: the pattern of the transposed matrix, and for each of its
   * entries the number of the same entry in the original.
   *
   * @param rowStart where each column of the original begins; length {@code cols + 1}
   * @param row the row in the original of each entry, ascending within a column
   * @param source the number of the entry in the original
   * @param stripStart where the entries of each strip of {@link #STRIP} rows of the original begin,
   *     as {@link CsrPattern#stripStart()} has them for columns
   */
  public record Transposed(int[] rowStart, int[] row, int[] source, int[][] stripStart) {}

  private CsrPattern(int rows, int cols, int[] rowStart, int[] column) {
    this.rows = rows;
    this.cols = cols;
    this.rowStart = rowStart;
    this.column = column;
    this.stripStart = strips(rows, cols, rowStart, column);
    this.transposed = transpose(rows, cols, rowStart, column);
  }

  /**
   * Makes a pattern from its arrays, which are checked and copied.
   *
   * @param rows number of rows, at least 0
   * @param cols number of columns, at least 0
   * @param rowStart where each row begins; length {@code rows + 1}, from 0, never descending
   * @param column the column of each entry; strictly ascending within each row
   * @return the pattern
   * @throws IllegalArgumentException if the arrays are not a valid pattern; the message names the
   *     first offending place
   */
  public static CsrPattern of(int rows, int cols, int[] rowStart, int[] column) {
    Objects.requireNonNull(rowStart, "rowStart");
    Objects.requireNonNull(column, "column");
    if (rows < 0 || cols < 0) {
      throw new IllegalArgumentException(
          "a pattern of " + rows + " x " + cols + ": sizes are >= 0");
    }
    if (rowStart.length != rows + 1 || rowStart[0] != 0) {
      throw new IllegalArgumentException(
          "rowStart must have "
              + (rows + 1)
              + " entries and begin with 0; it has "
              + rowStart.length);
    }
    if (rowStart[rows] != column.length) {
      throw new IllegalArgumentException(
          "rowStart ends at " + rowStart[rows] + " but there are " + column.length + " columns");
    }
    for (int r = 0; r < rows; r++) {
      if (rowStart[r + 1] < rowStart[r] || rowStart[r + 1] > column.length) {
        throw new IllegalArgumentException(
            "rowStart["
                + (r + 1)
                + "] = "
                + rowStart[r + 1]
                + " must lie between "
                + rowStart[r]
                + " and "
                + column.length);
      }
      int previous = -1;
      for (int j = rowStart[r]; j < rowStart[r + 1]; j++) {
        if (column[j] <= previous || column[j] >= cols) {
          throw new IllegalArgumentException(
              "row "
                  + r
                  + ": column "
                  + column[j]
                  + " after "
                  + previous
                  + "; columns ascend strictly and stay below "
                  + cols);
        }
        previous = column[j];
      }
    }
    return new CsrPattern(rows, cols, rowStart.clone(), column.clone());
  }

  /**
   * The pattern of the {@code true} places of a dense mask.
   *
   * @param rows number of rows
   * @param cols number of columns
   * @param mask {@code rows * cols} flags in row-major order
   * @return the pattern
   * @throws IllegalArgumentException if the mask's length is not {@code rows * cols}
   */
  public static CsrPattern ofMask(int rows, int cols, boolean[] mask) {
    if (mask.length != (long) rows * cols) {
      throw new IllegalArgumentException(
          "a mask for " + rows + " x " + cols + " has " + mask.length + " flags");
    }
    int[] rowStart = new int[rows + 1];
    int[] column = new int[mask.length];
    int nnz = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        if (mask[r * cols + c]) {
          column[nnz++] = c;
        }
      }
      rowStart[r + 1] = nnz;
    }
    return new CsrPattern(rows, cols, rowStart, Arrays.copyOf(column, nnz));
  }

  private static int[][] strips(int rows, int cols, int[] rowStart, int[] column) {
    if (column.length <= STRIPS_DENSITY * rows * cols) {
      return new int[][] {Arrays.copyOf(rowStart, rows), Arrays.copyOfRange(rowStart, 1, rows + 1)};
    }
    int strips = (cols + STRIP - 1) / STRIP;
    int[][] start = new int[strips + 1][rows];
    for (int r = 0; r < rows; r++) {
      int j = rowStart[r];
      for (int s = 0; s <= strips; s++) {
        while (j < rowStart[r + 1] && column[j] < s * STRIP) {
          j++;
        }
        start[s][r] = j;
      }
    }
    return start;
  }

  private static Transposed transpose(int rows, int cols, int[] rowStart, int[] column) {
    int[] start = new int[cols + 1];
    for (int c : column) {
      start[c + 1]++;
    }
    for (int c = 0; c < cols; c++) {
      start[c + 1] += start[c];
    }
    int[] next = start.clone();
    int[] row = new int[column.length];
    int[] source = new int[column.length];
    for (int r = 0; r < rows; r++) {
      for (int j = rowStart[r]; j < rowStart[r + 1]; j++) {
        int t = next[column[j]]++;
        row[t] = r;
        source[t] = j;
      }
    }
    return new Transposed(start, row, source, strips(cols, rows, start, row));
  }

  /**
   * Keeps some of the entries.
   *
   * @param keep one flag for each entry
   * @return the pattern of the entries whose flag is set
   * @throws IllegalArgumentException if there is not one flag for each entry
   */
  public CsrPattern filter(boolean[] keep) {
    if (keep.length != column.length) {
      throw new IllegalArgumentException(keep.length + " flags for " + column.length + " entries");
    }
    int[] start = new int[rows + 1];
    int[] kept = new int[column.length];
    int nnz = 0;
    for (int r = 0; r < rows; r++) {
      for (int j = rowStart[r]; j < rowStart[r + 1]; j++) {
        if (keep[j]) {
          kept[nnz++] = column[j];
        }
      }
      start[r + 1] = nnz;
    }
    return new CsrPattern(rows, cols, start, Arrays.copyOf(kept, nnz));
  }

  /**
   * Writes values into a dense matrix: {@code dense[r, c] = value} where there is an entry, 0
   * elsewhere.
   *
   * @param values holds the values, one for each entry
   * @param valuesOffset index of the first value
   * @param dense receives {@code rows * cols} floats in row-major order; overwritten
   * @param denseOffset index of the first element
   */
  public void expand(float[] values, int valuesOffset, float[] dense, int denseOffset) {
    Arrays.fill(dense, denseOffset, denseOffset + rows * cols, 0f);
    for (int r = 0; r < rows; r++) {
      for (int j = rowStart[r]; j < rowStart[r + 1]; j++) {
        dense[denseOffset + r * cols + column[j]] = values[valuesOffset + j];
      }
    }
  }

  /**
   * Reads the entries' values from a dense matrix and adds them: {@code values[j] += dense[r, c]}.
   *
   * @param dense holds {@code rows * cols} floats in row-major order
   * @param denseOffset index of the first element
   * @param values receives one value for each entry; accumulated into
   * @param valuesOffset index of the first value
   */
  public void collect(float[] dense, int denseOffset, float[] values, int valuesOffset) {
    for (int r = 0; r < rows; r++) {
      for (int j = rowStart[r]; j < rowStart[r + 1]; j++) {
        values[valuesOffset + j] += dense[denseOffset + r * cols + column[j]];
      }
    }
  }

  /**
   * Brings values into the order of the {@link #transposed} view: {@code to[t] =
   * values[source[t]]}.
   *
   * @param values holds one value for each entry, in this pattern's order
   * @param valuesOffset index of the first value
   * @param to receives them, column by column; overwritten
   * @param toOffset index of the first
   */
  public void transpose(float[] values, int valuesOffset, float[] to, int toOffset) {
    int[] source = transposed.source();
    for (int t = 0; t < source.length; t++) {
      to[toOffset + t] = values[valuesOffset + source[t]];
    }
  }

  /** {@return the number of rows, at least 0} */
  public int rows() {
    return rows;
  }

  /** {@return the number of columns, at least 0} */
  public int cols() {
    return cols;
  }

  /** {@return the number of entries (non-zeros), between 0 and {@code rows * cols}} */
  public int nnz() {
    return column.length;
  }

  /**
   * {@return the fraction of places that hold an entry; {@code nnz / (rows * cols)}, or 0 for an
   * empty matrix}
   */
  public double density() {
    return column.length == 0 ? 0 : column.length / ((double) rows * cols);
  }

  /**
   * {@return where each row begins; the pattern's own array, length {@code rows + 1}; not to be
   * written to}
   */
  public int[] rowStart() {
    return rowStart;
  }

  /**
   * {@return the column of each entry; the pattern's own array, length {@code nnz}; not to be
   * written to}
   */
  public int[] column() {
    return column;
  }

  /**
   * Where the entries of each strip of {@link #STRIP} columns begin, for kernels that stay within
   * columns whose operands fit a first-level cache: row {@code r} owns in strip {@code s} the
   * entries from {@code stripStart[s][r]} to before {@code stripStart[s + 1][r]}. The first and the
   * last array are where whole rows begin and end. Up to a density of {@link #STRIPS_DENSITY} all
   * columns are one strip.
   *
   * @return the pattern's own arrays, at least two of them, each of length {@code rows}; not to be
   *     written to
   */
  public int[][] stripStart() {
    return stripStart;
  }

  /**
   * {@return the same entries, column by column; the transposed view; its arrays are not to be
   * written to}
   */
  public Transposed transposed() {
    return transposed;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof CsrPattern p
        && rows == p.rows
        && cols == p.cols
        && Arrays.equals(rowStart, p.rowStart)
        && Arrays.equals(column, p.column);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + cols) + Arrays.hashCode(column);
  }

  @Override
  public String toString() {
    return "CsrPattern[" + rows + " x " + cols + ", " + nnz() + " entries]";
  }
}
