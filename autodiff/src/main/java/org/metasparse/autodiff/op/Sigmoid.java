package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;

/**
 * The logistic function: {@code y = 1 / (1 + exp(-x))}, element by element, by {@link StrictMath}
 * so that it has the same bits everywhere.
 *
 * <p>Backward: {@code dx += dy y (1 - y)}.
 *
 * @param x the input
 */
public record Sigmoid(Node x) implements Operation {
  @Override
  public int rows() {
    return x.rows();
  }

  @Override
  public List<Node> inputs() {
    return List.of(x);
  }

  @Override
  public boolean readsInputs() {
    return false;
  }

  @Override
  public boolean readsResult() {
    return true;
  }

  @Override
  public void forward(Frame frame, Node y, int panel) {
    float[] a = frame.array();
    int from = frame.value(x, panel);
    int to = frame.value(y, panel);
    for (int i = 0; i < frame.stride(y); i++) {
      a[to + i] = (float) (1 / (1 + StrictMath.exp(-a[from + i])));
    }
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    if (frame.wants(x)) {
      float[] a = frame.array();
      int value = frame.value(y, panel);
      int dy = frame.adjoint(y, panel);
      int dx = frame.adjoint(x, panel);
      for (int i = 0; i < frame.stride(y); i++) {
        float v = a[value + i];
        a[dx + i] += a[dy + i] * (v * (1 - v));
      }
    }
  }
}
