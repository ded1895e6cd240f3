package org.metasparse.autodiff;

import java.util.List;
import org.metasparse.autodiff.op.Add;
import org.metasparse.autodiff.op.CsrLinear;
import org.metasparse.autodiff.op.DenseLinear;
import org.metasparse.autodiff.op.MeanSquaredError;
import org.metasparse.autodiff.op.Multiply;
import org.metasparse.autodiff.op.Relu;
import org.metasparse.autodiff.op.Scale;
import org.metasparse.autodiff.op.Sigmoid;
import org.metasparse.autodiff.op.Sine;
import org.metasparse.autodiff.op.Sum;
import org.metasparse.autodiff.op.Tanh;
import org.metasparse.engine.Compute;
import org.metasparse.engine.CsrPattern;

/**
 * A network that holds every operation, pruned and dense layers, and nodes that are used twice and
 * late; on a number of random pixels.
 */
record EveryOperation(Twin twin, Node output, Node target) {
  private static final int WIDTH = 18;

  static final Layout LAYOUT =
      layout(
          null,
          Draw.pattern(WIDTH, WIDTH, 0.5, 21),
          Draw.pattern(WIDTH, WIDTH, 0.2, 22),
          Draw.pattern(WIDTH, WIDTH, 0, 23),
          null);

  static final float[] THETA = Draw.floats(LAYOUT.size(), 0.7f, 24);

  private static Layout layout(CsrPattern... patterns) {
    Layout.Builder builder = new Layout.Builder();
    int last = patterns.length - 1;
    for (int i = 0; i <= last; i++) {
      int rows = i == last ? 3 : WIDTH;
      int cols = i == 0 ? 2 : WIDTH;
      builder.add("weight." + i, Block.Kind.WEIGHT, rows, cols, patterns[i]);
      builder.add("bias." + i, Block.Kind.BIAS, rows, 1, null);
    }
    return builder.build();
  }

  static EveryOperation on(int pixels, long seed) {
    Twin twin = new Twin(pixels);
    Node x = twin.input("x", 2, seed);
    Node t = twin.input("t", 3, seed + 1);
    Node a = twin.append(new DenseLinear(x, weight(0), bias(0)), linear(0));
    Node sine = twin.append(new Sine(a, 3f), Twin.each(z -> Math.sin(3 * z)));
    Node b = twin.append(new DenseLinear(sine, weight(1), bias(1)), linear(1));
    Node tanh = twin.append(new Tanh(b), Twin.each(Math::tanh));
    Node c = twin.append(new CsrLinear(tanh, weight(2), bias(2)), linear(2));
    Node sigmoid = twin.append(new Sigmoid(c), Twin.each(z -> 1 / (1 + Math.exp(-z))));
    Node d = twin.append(new CsrLinear(sigmoid, weight(3), bias(3)), linear(3));
    Node sum = twin.append(new Add(sigmoid, sine), Twin.pairs(Double::sum));
    Node gated = twin.append(new Multiply(sum, d), Twin.pairs((p, q) -> p * q));
    Node square = twin.append(new Multiply(gated, gated), Twin.pairs((p, q) -> p * q));
    Node relu = twin.append(new Relu(a), Twin.each(z -> Math.max(z, 0)));
    Node late = twin.append(new Add(square, relu), Twin.pairs(Double::sum));
    Node y = twin.append(new CsrLinear(late, weight(4), bias(4)), linear(4));
    Node output = twin.append(new Scale(y, 0.5f), Twin.each(z -> 0.5 * z));
    Node error = twin.append(new MeanSquaredError(output, t), Twin.squaredError());
    Node size = twin.append(new Sum(tanh), Twin.sum());
    Node penalty = twin.append(new Multiply(size, size), Twin.pairs((p, q) -> p * q));
    Node small = twin.append(new Scale(penalty, 0.125f), Twin.each(z -> 0.125 * z));
    Node target = twin.append(new Add(error, small), Twin.pairs(Double::sum));
    return new EveryOperation(twin, output, target);
  }

  private static Block weight(int i) {
    return LAYOUT.block("weight." + i);
  }

  private static Block bias(int i) {
    return LAYOUT.block("bias." + i);
  }

  private static Twin.Formula linear(int i) {
    return Twin.linear(weight(i), bias(i));
  }

  /** A job with a gradient of its own. */
  Job job() {
    return new Job(THETA, twin.samples(), new float[LAYOUT.size()]);
  }

  Replay replay(Compute compute) {
    return new Replay(twin.tape(), target, LAYOUT, compute);
  }

  /** The loss, and the gradient in the job. */
  static double run(Replay replay, Job job) {
    double[] losses = new double[1];
    replay.gradients(List.of(job), losses);
    return losses[0];
  }
}
