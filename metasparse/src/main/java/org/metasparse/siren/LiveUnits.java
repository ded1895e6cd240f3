package org.metasparse.siren;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.op.Linear;
import org.metasparse.engine.CsrPattern;

/**
 * The part of a pruned network that its values depend on. A unit from which no surviving weight
 * leads on to an output is dead: its sine need not be computed, and the gradients of its bias and
 * of the weights into it are 0. Without its dead units a network has smaller layers, and values and
 * gradients of the same bits: every sum keeps its terms and their order.
 *
 * @param layout the layout without dead units: the same blocks, with fewer rows and columns
 * @param places which parameters of the whole network it holds, in their order
 */
public record LiveUnits(Layout layout, Moves places) {
  /**
   * Finds them. A layer that is computed by dense kernels keeps its units, dead ones too, and so
   * does the whole network where a smaller layer would be computed by dense kernels and is not now:
   * those add in another order.
   *
   * @param whole the layout of a SIREN, dense or pruned
   * @return its live part; the layout itself if that is all of it
   */
  public static LiveUnits of(Layout whole) {
    List<Block> blocks = whole.blocks();
    boolean[][] live = live(blocks);
    if (Arrays.stream(live).allMatch(rows -> count(rows) == rows.length)) {
      return new LiveUnits(whole, Moves.ALL);
    }
    Layout.Builder builder = new Layout.Builder();
    IntStream.Builder places = IntStream.builder();
    for (int i = 0; i < live.length; i++) {
      Block W = blocks.get(2 * i);
      add(W, live[i], i == 0 ? flags(W.cols()) : live[i - 1], builder, places);
      add(blocks.get(2 * i + 1), live[i], flags(1), builder, places);
    }
    Layout part = builder.build();
    for (int i = 0; i < blocks.size(); i++) {
      if (Linear.sparse(part.blocks().get(i)) != Linear.sparse(blocks.get(i))) {
        return new LiveUnits(whole, Moves.ALL);
      }
    }
    return new LiveUnits(part, new Moves(places.build().toArray()));
  }

  /** Which rows of each layer live: those that the next layer's live rows read. */
  private static boolean[][] live(List<Block> blocks) {
    int last = blocks.size() / 2 - 1;
    boolean[][] live = new boolean[last + 1][];
    live[last] = flags(blocks.get(2 * last).rows());
    for (int i = last - 1; i >= 0; i--) {
      Block W = blocks.get(2 * i);
      Block next = blocks.get(2 * i + 2);
      boolean sparse = Linear.sparse(W) && Linear.sparse(next);
      live[i] = sparse ? read(next, live[i + 1]) : flags(W.rows());
    }
    return live;
  }

  private static boolean[] read(Block W, boolean[] rows) {
    boolean[] read = new boolean[W.cols()];
    for (int r = 0; r < rows.length; r++) {
      for (int c : rows[r] ? columns(W, r) : new int[0]) {
        read[c] = true;
      }
    }
    // No layer is empty.
    read[0] |= count(read) == 0;
    return read;
  }

  /** The columns of a row's entries, ascending. */
  private static int[] columns(Block W, int row) {
    CsrPattern pattern = W.pattern();
    return pattern == null
        ? IntStream.range(0, W.cols()).toArray()
        : Arrays.copyOfRange(
            pattern.column(), pattern.rowStart()[row], pattern.rowStart()[row + 1]);
  }

  /** Adds the part of a block in live rows and columns, and where its entries lie. */
  private static void add(
      Block block, boolean[] rows, boolean[] cols, Layout.Builder to, IntStream.Builder places) {
    int[] number = new int[cols.length];
    int liveCols = 0;
    for (int c = 0; c < cols.length; c++) {
      number[c] = liveCols;
      liveCols += cols[c] ? 1 : 0;
    }
    int liveRows = 0;
    boolean[] mask = new boolean[count(rows) * liveCols];
    int place = block.offset();
    for (int r = 0; r < rows.length; r++) {
      for (int c : columns(block, r)) {
        if (rows[r] && cols[c]) {
          mask[liveRows * liveCols + number[c]] = true;
          places.add(place);
        }
        place++;
      }
      liveRows += rows[r] ? 1 : 0;
    }
    CsrPattern pattern =
        block.pattern() == null ? null : CsrPattern.ofMask(liveRows, liveCols, mask);
    to.add(block.name(), block.kind(), liveRows, liveCols, pattern);
  }

  private static int count(boolean[] flags) {
    return (int) IntStream.range(0, flags.length).filter(i -> flags[i]).count();
  }

  private static boolean[] flags(int n) {
    boolean[] all = new boolean[n];
    Arrays.fill(all, true);
    return all;
  }
}
