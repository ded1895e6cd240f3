package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.autodiff.op.Add;
import org.metasparse.autodiff.op.CsrLinear;
import org.metasparse.autodiff.op.DenseLinear;
import org.metasparse.autodiff.op.Multiply;
import org.metasparse.autodiff.op.Scale;
import org.metasparse.autodiff.op.Sigmoid;
import org.metasparse.autodiff.op.Sine;
import org.metasparse.autodiff.op.Sum;
import org.metasparse.autodiff.op.Tanh;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;

/**
 * Nodes share memory once nothing reads them any more. Here random networks, deep and with nodes
 * used late, twice or never, of few sizes so that much is shared, are compared with double
 * precision: a buffer given away too early would show.
 */
class BufferReuseTest {
  private static final int ROWS = 3;
  private static final int PIXELS = 150;

  /** Relative to the largest component: measured are 6.1e-7. */
  private static final double GRADIENT_TOLERANCE = 2e-6;

  /** Relative to the loss, or to 1: measured are 1.3e-7. */
  private static final double LOSS_TOLERANCE = 4e-7;

  private static Layout layout() {
    Layout.Builder builder = new Layout.Builder();
    for (int i = 0; i < 3; i++) {
      builder.add("weight." + i, Block.Kind.WEIGHT, ROWS, i == 0 ? 2 : ROWS, null);
      builder.add("bias." + i, Block.Kind.BIAS, ROWS, 1, null);
    }
    return builder.build();
  }

  private static Node random(Twin twin, Layout layout, int operations, Rng rng) {
    Block w0 = layout.block("weight.0");
    Block b0 = layout.block("bias.0");
    List<Node> nodes = new ArrayList<>();
    // An input of the same size takes part: its memory is shared too, and filled for each tile.
    nodes.add(twin.input("given", ROWS, rng.nextInt(1000)));
    Node x = twin.input("x", 2, rng.nextInt(1000));
    nodes.add(twin.append(new DenseLinear(x, w0, b0), Twin.linear(w0, b0)));
    Node sum = null;
    for (int i = 0; i < operations; i++) {
      // Mostly a recent node, sometimes an old one.
      int back = rng.nextInt(3) > 0 ? Math.min(3, nodes.size()) : nodes.size();
      Node a = nodes.get(nodes.size() - 1 - rng.nextInt(back));
      Node b = nodes.get(rng.nextInt(nodes.size()));
      Node y = append(twin, layout, a, b, rng);
      nodes.add(y);
      if (rng.nextInt(4) == 0 || i == operations - 1) {
        Node one = twin.append(new Sum(y), Twin.sum());
        sum = sum == null ? one : twin.append(new Add(sum, one), Twin.pairs(Double::sum));
      }
    }
    return sum;
  }

  private static Node append(Twin twin, Layout layout, Node a, Node b, Rng rng) {
    int layer = 1 + rng.nextInt(2);
    Block w = layout.block("weight." + layer);
    Block c = layout.block("bias." + layer);
    return switch (rng.nextInt(8)) {
      case 0 -> twin.append(new Add(a, b), Twin.pairs(Double::sum));
      case 1 -> twin.append(new Multiply(a, b), Twin.pairs((p, q) -> p * q));
      case 2 -> twin.append(new Sigmoid(a), Twin.each(z -> 1 / (1 + Math.exp(-z))));
      case 3 -> twin.append(new Scale(a, 0.5f), Twin.each(z -> 0.5 * z));
      case 4 -> twin.append(new DenseLinear(a, w, c), Twin.linear(w, c));
      case 5 -> twin.append(new CsrLinear(a, w, c), Twin.linear(w, c));
      case 6 -> twin.append(new Tanh(a), Twin.each(Math::tanh));
      default -> twin.append(new Sine(a, 1f), Twin.each(Math::sin));
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 20, 60})
  void randomNetworks(int operations) {
    Layout layout = layout();
    for (long seed = 1; seed <= 12; seed++) {
      Twin twin = new Twin(PIXELS);
      Node target = random(twin, layout, operations, new Rng(seed));
      float[] theta = Draw.floats(layout.size(), 1, seed);
      float[] gradient = new float[layout.size()];
      double[] losses = new double[1];
      try (Compute compute = Way.plain().start()) {
        new Replay(twin.tape(), target, layout, compute)
            .gradients(List.of(new Job(theta, twin.samples(), gradient)), losses);
      }
      GradientCheck check = GradientCheck.of(t -> twin.loss(t, target), theta, gradient);
      String where = operations + " operations, seed " + seed;
      assertTrue(check.error() <= GRADIENT_TOLERANCE, () -> where + ": " + check);
      double exact = twin.loss(OperationCheck.doubles(theta), target);
      assertEquals(exact, losses[0], LOSS_TOLERANCE * Math.max(1, Math.abs(exact)), where);
    }
  }

  /** Where values alone are wanted, a chain needs two buffers, however long it is. */
  @Test
  void memoryForValuesDoesNotGrowWithDepth() {
    assertEquals(valuesOnly(5), valuesOnly(50));
  }

  private static int valuesOnly(int depth) {
    Tape tape = new Tape();
    Node x = tape.input("x", 4);
    for (int i = 0; i < depth; i++) {
      x = tape.append(new Tanh(x));
    }
    return new FramePlan(tape, tape.append(new Sum(x)), new FrameGeometry(64, 1, false)).size;
  }
}
