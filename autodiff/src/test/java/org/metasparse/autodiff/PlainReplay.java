package org.metasparse.autodiff;

import java.util.Arrays;
import java.util.List;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panel;

/**
 * A tape run in the plainest way, to compare {@link Replay} with: one operation after another over
 * all pixels of a tile, forward and backward, its panels from the last to the first, every adjoint
 * set to zero before its first term is added. One thread. It shares a replay's frames and its rule
 * for chunks, and none of its loops.
 */
final class PlainReplay {
  /** A loss and its gradient. */
  record Outcome(double loss, float[] gradient) {}

  private final Tape tape;
  private final Node target;
  private final Kernels kernels;
  private final FramePlan plan;
  private final Frame frame;

  PlainReplay(Tape tape, Node target, Kernels kernels, FrameGeometry geometry) {
    this.tape = tape;
    this.target = target;
    this.kernels = kernels;
    plan = new FramePlan(tape, target, geometry);
    frame = new Frame(plan, kernels, new float[plan.size], 0);
  }

  Outcome run(float[] theta, List<Samples> inputs) {
    int pixels = inputs.get(0).count();
    double loss = 0;
    float[] sum = null;
    for (int first = 0; first < pixels; first += Chunks.size(pixels)) {
      int end = (int) Math.min((long) first + Chunks.size(pixels), pixels);
      float[] gradient = new float[theta.length];
      loss += chunk(theta, gradient, inputs, first, end);
      if (sum == null) {
        sum = gradient;
      } else {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += gradient[i];
        }
      }
    }
    return new Outcome(loss / pixels, sum);
  }

  /** The sum of the loss over a chunk's pixels; adds to the gradient of the mean over all. */
  private float chunk(float[] theta, float[] gradient, List<Samples> inputs, int start, int end) {
    float[] lanes = new float[Kernels.LANES];
    frame.bind(theta, gradient);
    for (Node node : plan.active) {
      if (node.operation() != null) {
        node.operation().begin(frame, node);
      }
    }
    int tile = plan.geometry.tile();
    for (int first = start; first < end; first += tile) {
      int pixels = Math.min(tile, end - first);
      frame.load(inputs, tape, first, pixels);
      forward();
      int width = frame.panelWidth();
      for (int p = 0; p < pixels; p++) {
        Panel l = frame.value(target, p / width);
        lanes[p % Kernels.LANES] += l.array()[l.offset() + p % width];
      }
      frame.seed(target, 1f / inputs.get(0).count(), pixels);
      backward();
    }
    for (Node node : plan.active) {
      if (frame.wants(node)) {
        node.operation().end(frame, node);
      }
    }
    float[] loss = new float[1];
    kernels.foldLanes(new Matrix(1, Kernels.LANES, lanes, 0), new Matrix(1, 1, loss, 0));
    return loss[0];
  }

  private void forward() {
    for (Node node : plan.active) {
      for (int q = frame.active() - 1; node.operation() != null && q >= 0; q--) {
        node.operation().forward(frame, node, q);
      }
    }
  }

  private void backward() {
    for (int k = plan.active.size() - 1; k >= 0; k--) {
      Node node = plan.active.get(k);
      if (!frame.wants(node)) {
        continue;
      }
      for (Node input : node.operation().inputs()) {
        for (int q = 0; frame.wants(input) && frame.fresh(node, input) && q < frame.active(); q++) {
          Panel dx = frame.adjoint(input, q);
          Arrays.fill(dx.array(), dx.offset(), dx.offset() + dx.size(), 0f);
        }
      }
      for (int q = frame.active() - 1; q >= 0; q--) {
        node.operation().backward(frame, node, q);
      }
      node.operation().accumulate(frame, node);
    }
  }
}
