package org.metasparse.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.format.compact.PatternCoder;
import org.metasparse.format.compact.RangeDecoder;
import org.metasparse.format.compact.RangeEncoder;
import org.metasparse.siren.Moves;
import org.metasparse.siren.SirenShape;

/** Which parameters move, in a stream. */
class MovesCoderTest {
  private static final SirenShape SHAPE = new SirenShape(2, 9, 2, 3, 30);

  private static Moves read(byte[] stream, Layout layout) {
    RangeDecoder decoder = new RangeDecoder(stream);
    Moves moves = MovesCoder.read(decoder, layout, decoder.most());
    decoder.finish();
    return moves;
  }

  private static byte[] stream(Consumer<RangeEncoder> content) {
    RangeEncoder coder = new RangeEncoder();
    content.accept(coder);
    return coder.finish();
  }

  /** Any part of dense, pruned and empty layers, one parameter and all but one among them. */
  @Test
  void whatIsWrittenIsReadAgain() {
    for (double[] survive : new double[][] {{1, 1, 1}, {0.5, 0.3, 1}, {1, 0, 0.5}, {0, 0, 0}}) {
      Layout layout = Nets.siren(SHAPE, survive).layout();
      int size = layout.size();
      for (long seed = 0; seed < 20; seed++) {
        Random random = new Random(seed);
        double share = random.nextDouble();
        int sure = random.nextInt(size);
        same(
            layout,
            IntStream.range(0, size).filter(i -> i == sure || random.nextDouble() < share),
            "seed " + seed);
        same(layout, IntStream.of(sure), "one");
        same(layout, IntStream.range(0, size).filter(i -> i != sure), "all but one");
      }
      for (Block block : layout.blocks()) {
        int end = block.offset() + block.size();
        if (block.size() > 0) {
          same(layout, IntStream.range(block.offset(), end), block.name());
        }
      }
    }
  }

  private static void same(Layout layout, IntStream places, String what) {
    Moves moves = new Moves(places.toArray());
    if (moves.places().length < layout.size()) {
      byte[] stream = stream(coder -> MovesCoder.write(coder, layout, moves));
      assertEquals(moves, read(stream, layout), what);
    }
  }

  /** Equal networks give equal files: what could be told otherwise is refused. */
  @Test
  void oneSpelling() {
    Layout layout = Nets.siren(SHAPE, 1, 1, 1).layout();
    List<Block> blocks = layout.blocks();
    byte[] all = stream(coder -> blocks.forEach(block -> PatternCoder.write(coder, null)));
    String told = refused(all, layout);
    assertTrue(told.contains("everything does"), told);
    byte[] none = stream(coder -> blocks.forEach(block -> PatternCoder.write(coder, none(block))));
    told = refused(none, layout);
    assertTrue(told.contains("no parameter moves"), told);
    byte[] oneByOne =
        stream(
            coder -> {
              PatternCoder.write(coder, full(blocks.get(0)));
              blocks.subList(1, 6).forEach(block -> PatternCoder.write(coder, none(block)));
            });
    told = refused(oneByOne, layout);
    assertTrue(told.contains("weight.0") && told.contains("one by one"), told);
  }

  private static String refused(byte[] stream, Layout layout) {
    return assertThrows(IllegalArgumentException.class, () -> read(stream, layout)).getMessage();
  }

  private static CsrPattern none(Block block) {
    return CsrPattern.ofMask(block.rows(), block.cols(), new boolean[block.size()]);
  }

  private static CsrPattern full(Block block) {
    boolean[] mask = new boolean[block.size()];
    Arrays.fill(mask, true);
    return CsrPattern.ofMask(block.rows(), block.cols(), mask);
  }
}
