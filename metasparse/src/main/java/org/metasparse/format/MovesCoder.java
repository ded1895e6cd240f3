package org.metasparse.format;

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
    boolean[] mask = new boolean[block.size()];
    for (int place : places) {
      mask[place - block.offset()] = true;
    }
    return CsrPattern.ofMask(rows(block), cols(block), mask);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param most as {@link PatternCoder#read} has it
   * @throws IllegalArgumentException if what is read is not what would be written
   */
  static Moves read(RangeDecoder coder, Layout layout, long most) {
    IntStream.Builder builder = IntStream.builder();
    for (Block block : layout.blocks()) {
      CsrPattern pattern = PatternCoder.read(coder, rows(block), cols(block), most);
      if (pattern != null && pattern.nnz() == block.size()) {
        throw new IllegalArgumentException("all of " + block.name() + " moves, told one by one");
      }
      for (int place : pattern == null ? Moves.ALL.in(block) : places(block, pattern)) {
        builder.add(place);
      }
    }
    int[] moved = builder.build().toArray();
    if (moved.length == layout.size()) {
      throw new IllegalArgumentException("what moves is told, though everything does");
    }
    return new Moves(moved);
  }

  private static int[] places(Block block, CsrPattern pattern) {
    int[] places = pattern.column().clone();
    for (int row = 0; row < pattern.rows(); row++) {
      for (int j = pattern.rowStart()[row]; j < pattern.rowStart()[row + 1]; j++) {
        places[j] += block.offset() + row * pattern.cols();
      }
    }
    return places;
  }

  private static int rows(Block block) {
    return block.pattern() == null ? block.rows() : 1;
  }

  private static int cols(Block block) {
    return block.pattern() == null ? block.cols() : block.size();
  }
}
