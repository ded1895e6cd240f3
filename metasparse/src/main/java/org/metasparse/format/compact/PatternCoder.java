package org.metasparse.format.compact;

import java.util.Arrays;
import org.metasparse.engine.CsrPattern;

/**
 * Codes which entries of a matrix exist: all of them, or a pattern in the shorter of two ways.
 *
 * <p><i>Places:</i> a decision for each place of the matrix, which equals coding gaps between
 * entries in unary; its contexts say whether row and column have been emptier or fuller than the
 * rest so far. <i>Gaps:</i> the number of entries, then the distances between them in row-major
 * order; shorter for nearly empty matrices.
 */
public final class PatternCoder {
  private static final int DENSE = 0;
  private static final int PLACES = 1;
  private static final int GAPS = 2;
  private static final int CLASSES = 3;

  private final BitCoder coder;
  private final int rows;
  private final int cols;
  private final long most;
  private int[] column = new int[16];

  private PatternCoder(BitCoder coder, int rows, int cols, long most) {
    this.coder = coder;
    this.rows = rows;
    this.cols = cols;
    this.most = most;
  }

  /**
   * Writes a pattern.
   *
   * @param coder where to
   * @param pattern the pattern, or null for a matrix that has all entries
   */
  public static void write(RangeEncoder coder, CsrPattern pattern) {
    if (pattern == null) {
      coder.codeEven(DENSE, 2);
      return;
    }
    RangeEncoder places = new RangeEncoder();
    RangeEncoder gaps = new RangeEncoder();
    of(places, pattern).places(pattern);
    of(gaps, pattern).gaps(pattern);
    if (places.finish().length <= gaps.finish().length) {
      coder.codeEven(PLACES, 2);
      of(coder, pattern).places(pattern);
    } else {
      coder.codeEven(GAPS, 2);
      of(coder, pattern).gaps(pattern);
    }
  }

  private static PatternCoder of(RangeEncoder coder, CsrPattern pattern) {
    return new PatternCoder(coder, pattern.rows(), pattern.cols(), Long.MAX_VALUE);
  }

  /**
   * Reads a pattern.
   *
   * @param coder where from
   * @param rows the matrix's rows
   * @param cols its columns
   * @param most the most decisions that the coder can hold ({@link RangeDecoder#most}); memory is
   *     taken for no more entries
   * @return the pattern, or null for a matrix that has all entries
   * @throws IllegalArgumentException if what is read is no pattern
   */
  public static CsrPattern read(RangeDecoder coder, int rows, int cols, long most) {
    PatternCoder reader = new PatternCoder(coder, rows, cols, most);
    int way = coder.codeEven(0, 2);
    return switch (way) {
      case DENSE -> {
        reader.check((long) rows * cols);
        yield null;
      }
      case PLACES -> {
        reader.check((long) rows * cols);
        yield reader.places(null);
      }
      case GAPS -> reader.gaps(null);
      default -> throw new IllegalArgumentException("a pattern is coded in way " + way);
    };
  }

  private void check(long entries) {
    if (entries > most) {
      throw new IllegalArgumentException("it is too short for " + entries + " entries of a matrix");
    }
  }

  private CsrPattern places(CsrPattern given) {
    Contexts contexts = new Contexts(CLASSES * CLASSES);
    int[] rowStart = new int[rows + 1];
    int[] inColumn = new int[cols];
    int entries = 0;
    for (int r = 0; r < rows; r++) {
      rowStart[r + 1] = rowStart[r];
      for (int c = 0; c < cols; c++) {
        long before = (long) r * cols + c;
        int context =
            CLASSES * fullness(inColumn[c], r, entries, before)
                + fullness(entries - rowStart[r], c, entries, before);
        boolean there =
            given != null && entries < given.rowStart()[r + 1] && given.column()[entries] == c;
        if (coder.code(contexts, context, there ? 1 : 0) == 1) {
          inColumn[c]++;
          add(entries++, c);
        }
      }
      rowStart[r + 1] = entries;
    }
    return CsrPattern.of(rows, cols, rowStart, Arrays.copyOf(column, entries));
  }

  /**
   * Whether a line has less than 3/4, about, or more than 4/3 of the entries that it would have by
   * the density of the whole so far: 0, 1, 2; 1 while fewer than 4 would be expected.
   */
  private static int fullness(int entries, int places, int entriesOfAll, long placesOfAll) {
    long expected = (long) places * entriesOfAll;
    if (expected < 4 * placesOfAll) {
      return 1;
    }
    long found = entries * placesOfAll;
    return 4 * found < 3 * expected ? 0 : 3 * found > 4 * expected ? 2 : 1;
  }

  private CsrPattern gaps(CsrPattern given) {
    NumberCoder numbers = new NumberCoder(coder);
    int entries = numbers.code(given == null ? 0 : given.nnz());
    check(entries);
    int[] rowStart = new int[rows + 1];
    int row = 0;
    long last = -1;
    for (int j = 0; j < entries; j++) {
      int gap = 0;
      if (given != null) {
        while (given.rowStart()[row + 1] <= j) {
          row++;
        }
        gap = Math.toIntExact((long) row * cols + given.column()[j] - last - 1);
      }
      last += 1L + numbers.code(gap);
      if (last >= (long) rows * cols) {
        throw new IllegalArgumentException("an entry lies behind the last place of its matrix");
      }
      rowStart[(int) (last / cols) + 1]++;
      add(j, (int) (last % cols));
    }
    for (int r = 0; r < rows; r++) {
      rowStart[r + 1] += rowStart[r];
    }
    return CsrPattern.of(rows, cols, rowStart, Arrays.copyOf(column, entries));
  }

  private void add(int at, int c) {
    if (at == column.length) {
      column = Arrays.copyOf(column, 2 * at);
    }
    column[at] = c;
  }
}
