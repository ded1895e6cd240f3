package org.metasparse.autodiff.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Refusal;
import org.metasparse.autodiff.Tape;
import org.metasparse.engine.CsrPattern;

/** Which kernels a linear layer gets, and layers that do not fit. */
class LinearTest {
  private static CsrPattern firstOf(int rows, int cols, int entries) {
    boolean[] mask = new boolean[rows * cols];
    Arrays.fill(mask, 0, entries, true);
    return CsrPattern.ofMask(rows, cols, mask);
  }

  private static Block weight(int rows, int cols, CsrPattern pattern) {
    return new Block("weight", Block.Kind.WEIGHT, rows, cols, 0, pattern);
  }

  private static Block bias(int rows) {
    return new Block("bias", Block.Kind.BIAS, rows, 1, 0, null);
  }

  @Test
  void sparseKernelsUpToADensity() {
    Node x = new Tape().input("x", 20);
    assertInstanceOf(DenseLinear.class, Linear.of(x, weight(20, 20, null), bias(20)));
    assertInstanceOf(
        DenseLinear.class, Linear.of(x, weight(20, 20, firstOf(20, 20, 181)), bias(20)));
    assertInstanceOf(CsrLinear.class, Linear.of(x, weight(20, 20, firstOf(20, 20, 180)), bias(20)));
    assertInstanceOf(CsrLinear.class, Linear.of(x, weight(20, 20, firstOf(20, 20, 0)), bias(20)));
  }

  @Test
  void narrowLayersAreSparseThoughDense() {
    assertEquals(true, Linear.sparse(weight(256, 15, null)));
    assertEquals(true, Linear.sparse(weight(3, 256, null)));
    assertEquals(false, Linear.sparse(weight(16, 16, null)));
  }

  @Test
  void layersThatDoNotFit() {
    Node x = new Tape().input("x", 4);
    String message = "weight is 3 x 5: it takes 5 features, not 4";
    Refusal.of(message, () -> new DenseLinear(x, weight(3, 5, null), bias(3)));
    Refusal.of(message, () -> new CsrLinear(x, weight(3, 5, null), bias(3)));
    Refusal.of(
        "weight is 3 x 4: it takes a bias of 3, not 2 x 1",
        () -> new DenseLinear(x, weight(3, 4, null), bias(2)));
    Block wide = new Block("bias", Block.Kind.BIAS, 3, 2, 0, null);
    Refusal.of(
        "weight is 3 x 4: it takes a bias of 3, not 3 x 2",
        () -> new CsrLinear(x, weight(3, 4, null), wide));
    Block pruned = new Block("bias", Block.Kind.BIAS, 3, 1, 0, firstOf(3, 1, 2));
    Refusal.of("bias is a bias with a pattern", () -> new CsrLinear(x, weight(3, 4, null), pruned));
  }

  @Test
  void pairsThatDoNotFit() {
    Tape tape = new Tape();
    Node a = tape.input("a", 4);
    Node b = tape.input("b", 3);
    Refusal.of("cannot add a[4] and b[3] of other size", () -> new Add(a, b));
    Refusal.of("cannot multiply a[4] and b[3] of other size", () -> new Multiply(a, b));
    Refusal.of("cannot gate a[4] by b[3] of other size", () -> new Gate(a, b));
    Refusal.of("error between a[4] and b[3] of other size", () -> new MeanSquaredError(a, b));
  }
}
