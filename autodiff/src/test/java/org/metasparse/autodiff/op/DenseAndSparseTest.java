package org.metasparse.autodiff.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.autodiff.Bits;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Draw;
import org.metasparse.autodiff.Evaluation;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Replay;
import org.metasparse.autodiff.Tape;
import org.metasparse.autodiff.Twin;
import org.metasparse.autodiff.Way;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Kernels;

/**
 * A pruned layer by dense and by sparse kernels: the same bits forward and for the gradient of its
 * input, and weight gradients that differ only by the order of their sums.
 */
class DenseAndSparseTest {
  private static final int PIXELS = 300;
  private static final int ROWS = 33;
  private static final int COLS = 29;

  private record Outcome(float[] values, double loss, float[] gradient) {}

  private static Outcome run(Layout layout, boolean sparse, Compute compute) {
    Block weight = layout.block("weight");
    Block bias = layout.block("bias");
    Twin twin = new Twin(PIXELS);
    Tape tape = twin.tape();
    Node x = twin.input("x", 2, 101);
    Node t = twin.input("t", ROWS, 102);
    Node z = tape.append(new DenseLinear(x, layout.block("weight.0"), layout.block("bias.0")));
    Operation layer = sparse ? new CsrLinear(z, weight, bias) : new DenseLinear(z, weight, bias);
    Node y = tape.append(layer);
    Node target = tape.append(new MeanSquaredError(y, t));
    float[] theta = Draw.floats(layout.size(), 1, 103);
    float[] gradient = new float[layout.size()];
    double[] losses = new double[1];
    new Replay(tape, target, layout, compute)
        .gradients(List.of(new Job(theta, twin.samples(), gradient)), losses);
    float[] values = new Evaluation(tape, y, compute).run(theta, twin.samples());
    return new Outcome(values, losses[0], gradient);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 1})
  void agree(double density) {
    Layout layout =
        new Layout.Builder()
            .add("weight.0", Block.Kind.WEIGHT, COLS, 2, null)
            .add("bias.0", Block.Kind.BIAS, COLS, 1, null)
            .add("weight", Block.Kind.WEIGHT, ROWS, COLS, Draw.pattern(ROWS, COLS, density, 104))
            .add("bias", Block.Kind.BIAS, ROWS, 1, null)
            .build();
    for (Kernels kernels : Way.allKernels()) {
      String where = kernels.name() + ", density " + density;
      try (Compute compute = new Way(kernels, 1).start()) {
        Outcome dense = run(layout, false, compute);
        Outcome sparse = run(layout, true, compute);
        Bits.same(dense.values(), sparse.values(), "values, " + where);
        Bits.same(dense.loss(), sparse.loss(), "loss, " + where);
        double largest = 0;
        for (float g : dense.gradient()) {
          largest = Math.max(largest, Math.abs(g));
        }
        for (Block block : layout.blocks()) {
          for (int i = block.offset(); i < block.offset() + block.size(); i++) {
            String which = where + ", " + block.name() + " " + (i - block.offset());
            // All gradients but that of the weights themselves come from the layer's input gradient
            // or by the same sums. For the weights 300 terms in two orders: measured are 3.9e-7.
            double tolerance = block.name().equals("weight") ? 1e-6 * largest : 0;
            assertEquals(dense.gradient()[i], sparse.gradient()[i], tolerance, which);
          }
        }
      }
    }
  }
}
