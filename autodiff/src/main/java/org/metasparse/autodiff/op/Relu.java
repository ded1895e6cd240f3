package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;

/**
 * The rectifier: {@code y = max(x, 0)}, element by element.
 *
 * <p>Backward: {@code dx += dy} where {@code y > 0}.
 *
 * @param x the input
 */
public record Relu(Node x) implements Operation {
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
      a[to + i] = Math.max(a[from + i], 0f);
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
        a[dx + i] += v > 0 ? a[dy + i] : 0f;
      }
    }
  }
}
