package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.autodiff.op.Add;
import org.metasparse.autodiff.op.CsrLinear;
import org.metasparse.autodiff.op.DenseLinear;
import org.metasparse.autodiff.op.MeanSquaredError;
import org.metasparse.autodiff.op.Multiply;
import org.metasparse.autodiff.op.Relu;
import org.metasparse.autodiff.op.Scale;
import org.metasparse.autodiff.op.Sine;
import org.metasparse.autodiff.op.Tanh;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Rng;

/**
 * A replay takes a panel of pixels through all operations before the next; {@link PlainReplay}
 * takes all pixels through one operation before the next. Losses and gradients have the same bits,
 * for random networks of dense and sparse layers on awkward numbers of pixels.
 */
class FusedAndPlainTest {
  /** Wide enough for dense register blocks, and fitting none of them. */
  private static final int WIDTH = 19;

  private static final int LAYERS = 4;
  private static final int OPERATIONS = 14;
  private static final double[] DENSITIES = {0.02, 0.15, 0.4, 0.8};

  private static Layout layout(Rng rng) {
    Layout.Builder builder = new Layout.Builder();
    add(builder, "in", WIDTH, 2, false, rng);
    for (int i = 0; i < LAYERS; i++) {
      add(builder, "full." + i, WIDTH, WIDTH, false, rng);
      add(builder, "pruned." + i, WIDTH, WIDTH, true, rng);
    }
    add(builder, "out", 3, WIDTH, false, rng);
    return builder.build();
  }

  private static void add(
      Layout.Builder builder, String name, int rows, int cols, boolean pruned, Rng rng) {
    double density = DENSITIES[rng.nextInt(DENSITIES.length)];
    int seed = rng.nextInt(1000);
    builder.add(
        "weight." + name,
        Block.Kind.WEIGHT,
        rows,
        cols,
        pruned ? Draw.pattern(rows, cols, density, seed) : null);
    builder.add("bias." + name, Block.Kind.BIAS, rows, 1, null);
  }

  private static Node linear(Tape tape, Layout layout, Node x, String name, boolean sparse) {
    Block weight = layout.block("weight." + name);
    Block bias = layout.block("bias." + name);
    return tape.append(sparse ? new CsrLinear(x, weight, bias) : new DenseLinear(x, weight, bias));
  }

  /** A random network; the objective is its squared error against the input t. */
  private static Node random(Tape tape, Layout layout, Rng rng) {
    Node x = tape.input("x", 2);
    Node t = tape.input("t", 3);
    List<Node> nodes = new ArrayList<>();
    nodes.add(linear(tape, layout, x, "in", rng.nextInt(2) == 0));
    for (int i = 0; i < OPERATIONS; i++) {
      // Mostly the last node, so that the network is deep; sometimes an old one.
      Node a = nodes.get(rng.nextInt(3) > 0 ? nodes.size() - 1 : rng.nextInt(nodes.size()));
      Node b = nodes.get(rng.nextInt(nodes.size()));
      String layer = "." + rng.nextInt(LAYERS);
      nodes.add(
          switch (rng.nextInt(9)) {
            case 0 -> tape.append(new Add(a, b));
            // Bounded, so that a chain of products stays finite.
            case 1 -> tape.append(new Tanh(tape.append(new Multiply(a, b))));
            case 2 -> tape.append(new Tanh(a));
            case 3 -> tape.append(new Relu(a));
            case 4 -> tape.append(new Scale(a, 0.75f));
            case 5 -> tape.append(new Sine(a, 3f));
            case 6 -> linear(tape, layout, a, "full" + layer, rng.nextInt(2) == 0);
            case 7 -> linear(tape, layout, a, "pruned" + layer, false);
            default -> linear(tape, layout, a, "pruned" + layer, true);
          });
    }
    Node y = linear(tape, layout, nodes.get(nodes.size() - 1), "out", rng.nextInt(2) == 0);
    return tape.append(new MeanSquaredError(y, t));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 63, 64, 65, 127, 129, 193, 256, 321, 4099})
  void sameBits(int pixels) {
    for (long seed = 1; seed <= 6; seed++) {
      Rng rng = new Rng(seed);
      Layout layout = layout(rng);
      Tape tape = new Tape();
      Node target = random(tape, layout, rng);
      float[] theta = Draw.floats(layout.size(), 0.4f, seed);
      List<Samples> samples =
          List.of(
              Samples.of(2, pixels, Draw.floats(2 * pixels, 1, seed + 100)),
              Samples.of(3, pixels, Draw.floats(3 * pixels, 1, seed + 200)));
      String where = pixels + " pixels, seed " + seed;
      PlainReplay.Outcome plain =
          new PlainReplay(
                  tape,
                  target,
                  Way.plain().kernels(),
                  new FrameGeometry(64, Replay.TILE / 64, true))
              .run(theta, samples);
      assertTrue(plain.loss() > 0.01 && plain.loss() < 100, where + ": loss " + plain.loss());
      for (Kernels kernels : Way.allKernels()) {
        try (Compute compute = new Way(kernels, 1).start()) {
          Replay fused = new Replay(tape, target, layout, compute);
          double[] losses = new double[1];
          float[] gradient = new float[layout.size()];
          List<Job> jobs = List.of(new Job(theta, samples, gradient));
          fused.gradients(jobs, losses);
          String which = kernels.name() + ", " + where;
          Bits.same(plain.loss(), losses[0], "loss, " + which);
          Bits.same(plain.gradient(), gradient, "gradient, " + which);
          fused.losses(jobs, losses);
          Bits.same(plain.loss(), losses[0], "loss alone, " + which);
        }
      }
    }
  }
}
