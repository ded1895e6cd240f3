package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.CsrPattern;

/** Where parameters lie, how many there are, and layouts that cannot be. */
class LayoutTest {
  private static final CsrPattern FOUR_OF_SIX =
      CsrPattern.ofMask(2, 3, new boolean[] {true, false, true, false, true, true});

  private final Layout layout =
      new Layout.Builder()
          .add("weight.0", Block.Kind.WEIGHT, 3, 2, null)
          .add("bias.0", Block.Kind.BIAS, 3, 1, null)
          .add("weight.1", Block.Kind.WEIGHT, 2, 3, FOUR_OF_SIX)
          .add("bias.1", Block.Kind.BIAS, 2, 1, null)
          .build();

  @Test
  void blocksFollowOneAnother() {
    assertEquals(List.of(0, 6, 9, 13), layout.blocks().stream().map(Block::offset).toList());
    assertEquals(List.of(6, 3, 4, 2), layout.blocks().stream().map(Block::size).toList());
    assertEquals(15, layout.size());
  }

  @Test
  void weightsAreCountedWithoutBiases() {
    assertEquals(10, layout.weights());
    assertEquals(12, layout.denseWeights());
    assertEquals(10.0 / 12, layout.density());
    assertEquals(4.0 / 6, layout.block("weight.1").density());
    assertEquals(1, layout.block("weight.0").density());
  }

  @Test
  void blocksAreFoundByName() {
    assertEquals(9, layout.block("weight.1").offset());
    Refusal.of(
        "no block 'weight.2'; there are weight.0, bias.0, weight.1, bias.1",
        () -> layout.block("weight.2"));
  }

  @Test
  void aLayoutDoesNotChangeWithTheListItWasMadeFrom() {
    List<Block> blocks = new ArrayList<>(layout.blocks());
    Layout copy = new Layout(blocks);
    blocks.clear();
    assertEquals(layout, copy);
    assertThrows(UnsupportedOperationException.class, () -> copy.blocks().clear());
  }

  @Test
  void layoutsThatCannotBe() {
    Block first = new Block("a", Block.Kind.WEIGHT, 2, 2, 0, null);
    Block gap = new Block("b", Block.Kind.BIAS, 2, 1, 5, null);
    Refusal.of("b lies at 5; the blocks before it end at 4", () -> new Layout(List.of(first, gap)));
    Block overlap = new Block("b", Block.Kind.BIAS, 2, 1, 3, null);
    Refusal.of(
        "b lies at 3; the blocks before it end at 4", () -> new Layout(List.of(first, overlap)));
    Block same = new Block("a", Block.Kind.BIAS, 2, 1, 4, null);
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Layout(List.of(first, same)))
            .getMessage();
    assertEquals("two blocks have the same name: [" + first + ", " + same + "]", message);
  }

  @Test
  void blocksThatCannotBe() {
    Refusal.of(
        "w: 0 x 2 at 0; sizes must be positive",
        () -> new Block("w", Block.Kind.WEIGHT, 0, 2, 0, null));
    Refusal.of(
        "w: 2 x 0 at 0; sizes must be positive",
        () -> new Block("w", Block.Kind.WEIGHT, 2, 0, 0, null));
    Refusal.of(
        "w: 2 x 2 at -1; sizes must be positive",
        () -> new Block("w", Block.Kind.WEIGHT, 2, 2, -1, null));
    Refusal.of(
        "w is 3 x 2 but its pattern is CsrPattern[2 x 3, 4 entries]",
        () -> new Block("w", Block.Kind.WEIGHT, 3, 2, 0, FOUR_OF_SIX));
    // 2^32 entries would wrap to none.
    assertThrows(
        ArithmeticException.class,
        () -> new Block("w", Block.Kind.WEIGHT, 1 << 16, 1 << 16, 0, null));
    Layout.Builder builder =
        new Layout.Builder().add("w", Block.Kind.WEIGHT, 1 << 15, 1 << 15, null);
    assertThrows(
        ArithmeticException.class,
        () -> builder.add("v", Block.Kind.WEIGHT, 1 << 15, 1 << 15, null));
  }
}
