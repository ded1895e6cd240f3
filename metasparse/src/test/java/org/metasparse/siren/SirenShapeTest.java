package org.metasparse.siren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;

/** The shape of the network and where its parameters lie. */
class SirenShapeTest {
  /** The numbers that the paper prints: weights, biases not counted. */
  @Test
  void thePapersNetworks() {
    Layout paper = new SirenShape(2, 256, 4, 3, 200f).layout();
    assertEquals(197_888, paper.weights());
    assertEquals(197_888 + 4 * 256 + 3, paper.size());
    // Two of the narrow networks of Dense-Narrow.
    assertEquals(17_708, new SirenShape(2, 76, 4, 3, 200f).layout().weights());
    assertEquals(14_212, new SirenShape(2, 68, 4, 3, 200f).layout().weights());
  }

  @Test
  void weightsAndBiasesOfEachLayerInTurn() {
    Layout layout = new SirenShape(2, 5, 2, 3, 30f).layout();
    assertEquals(
        List.of("weight.0", "bias.0", "weight.1", "bias.1", "weight.2", "bias.2"),
        layout.blocks().stream().map(Block::name).toList());
    assertEquals(
        List.of("5x2", "5x1", "5x5", "5x1", "3x5", "3x1"),
        layout.blocks().stream().map(b -> b.rows() + "x" + b.cols()).toList());
    assertEquals(
        List.of(0, 10, 15, 40, 45, 60), layout.blocks().stream().map(Block::offset).toList());
    assertEquals(1, layout.density());
    for (Block block : layout.blocks()) {
      assertEquals(
          block.name().startsWith("weight") ? Block.Kind.WEIGHT : Block.Kind.BIAS, block.kind());
    }
  }

  private static void refused(
      String message, int dimIn, int width, int layers, int dimOut, float omega) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new SirenShape(dimIn, width, layers, dimOut, omega))
            .getMessage());
  }

  @Test
  void refusals() {
    refused("a SIREN of 0 -> 5 x 2 -> 3: all sizes must be at least 1", 0, 5, 2, 3, 30f);
    refused("a SIREN of 2 -> 0 x 2 -> 3: all sizes must be at least 1", 2, 0, 2, 3, 30f);
    refused("a SIREN of 2 -> 5 x 0 -> 3: all sizes must be at least 1", 2, 5, 0, 3, 30f);
    refused("a SIREN of 2 -> 5 x 2 -> -3: all sizes must be at least 1", 2, 5, 2, -3, 30f);
    refused("omega 0.0 must be positive and finite", 2, 5, 2, 3, 0f);
    refused("omega NaN must be positive and finite", 2, 5, 2, 3, Float.NaN);
    refused("omega Infinity must be positive and finite", 2, 5, 2, 3, Float.POSITIVE_INFINITY);
    assertThrows(
        ArithmeticException.class, () -> new SirenShape(2, 1 << 16, 1, 3, 30f), "2^32 weights");
  }
}
