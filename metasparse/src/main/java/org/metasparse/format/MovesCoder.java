package org.metasparse.format;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.format.compact.PatternCoder;
import org.metasparse.format.compact.RangeDecoder;
import org.metasparse.format.compact.RangeEncoder;
import org.metasparse.siren.Moves;

/**
 * Codes which parameters of a network move, a pattern for each block: of a dense matrix in its own
 * rows and columns, of a pruned one in a single row of its entries.
 */
final class MovesCoder {
  private MovesCoder() {}

  static void write(RangeEncoder coder, Layout layout, Moves moves) {
    for (Block block : layout.blocks()) {
      int[] places = moves.in(block);
      PatternCoder.write(coder, places.length == block.size() ? null : pattern(block, places));
    }
  }

  private static CsrPattern pattern(Block block, int[] places) {
    int rows = rows(block);
    int cols = cols(block);
    int[] rowStart = new int[rows + 1];
    int[] column = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      int at = places[i] - block.offset();
      rowStart[at / cols + 1]++;
      column[i] = at % cols;
    }
    Arrays.parallelPrefix(rowStart, Integer::sum);
    return CsrPattern.of(rows, cols, rowStart, column);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param most as {@link PatternCoder#read} has it
   * @throws IllegalArgumentException if what is read is not what would be written
   */
  static Moves read(RangeDecoder coder, Layout layout, long most) {
    IntStream.Builder places = IntStream.builder();
    int moved = 0;
    for (Block block : layout.blocks()) {
      int cols = cols(block);
      CsrPattern pattern = PatternCoder.read(coder, rows(block), cols, most);
      int count = pattern == null ? block.size() : pattern.nnz();
      if (pattern != null && count == block.size()) {
        throw new IllegalArgumentException("all of " + block.name() + " moves, told one by one");
      }
      moved += count;
      for (int row = 0, j = 0; j < count; j++) {
        while (pattern != null && pattern.rowStart()[row + 1] <= j) {
          row++;
        }
        places.add(block.offset() + (pattern == null ? j : row * cols + pattern.column()[j]));
      }
    }
    if (moved == layout.size()) {
      throw new IllegalArgumentException("what moves is told, though everything does");
    }
    return new Moves(places.build().toArray());
  }

  private static int rows(Block block) {
    return block.pattern() == null ? block.rows() : 1;
  }

  private static int cols(Block block) {
    return block.pattern() == null ? block.cols() : block.size();
  }
}
