package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;

/**
 * The product of two nodes: {@code y = a * b}, element by element.
 *
 * <p>Backward: {@code da += dy * b}, {@code db += dy * a}.
 *
 * @param a the first
 * @param b the second, of as many features
 */
public record Multiply(Node a, Node b) implements Operation {
  /**
   * Checks shapes.
   *
   * @throws IllegalArgumentException if the two have not the same number of features
   */
  public Multiply {
    if (a.rows() != b.rows()) {
      throw new IllegalArgumentException("cannot multiply " + a + " and " + b + " of other size");
    }
  }

  @Override
  public int rows() {
    return a.rows();
  }

  @Override
  public List<Node> inputs() {
    return List.of(a, b);
  }

  @Override
  public void forward(Frame frame, Node y, int panel) {
    float[] v = frame.array();
    frame
        .kernels()
        .multiply(
            frame.stride(y),
            1f,
            v,
            frame.value(a, panel),
            v,
            frame.value(b, panel),
            v,
            frame.value(y, panel));
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    int dy = frame.adjoint(y, panel);
    if (frame.wants(a)) {
      addProduct(frame, dy, frame.value(b, panel), frame.adjoint(a, panel), frame.stride(y));
    }
    if (frame.wants(b)) {
      addProduct(frame, dy, frame.value(a, panel), frame.adjoint(b, panel), frame.stride(y));
    }
  }

  private static void addProduct(Frame frame, int a, int b, int to, int n) {
    frame.kernels().multiplyAdd(n, 1f, frame.array(), a, frame.array(), b, frame.array(), to);
  }
}
