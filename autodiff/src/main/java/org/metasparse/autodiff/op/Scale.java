package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;

/**
 * A node times a constant: {@code y = factor * x}, element by element.
 *
 * <p>Backward: {@code dx += factor * dy}.
 *
 * @param x the input
 * @param factor the constant
 */
public record Scale(Node x, float factor) implements Operation {
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
  public void forward(Frame frame, Node y, int panel) {
    int to = frame.value(y, panel);
    System.arraycopy(frame.array(), frame.value(x, panel), frame.array(), to, frame.stride(y));
    frame.kernels().scale(frame.stride(y), factor, frame.array(), to);
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    if (frame.wants(x)) {
      frame
          .kernels()
          .axpy(
              frame.stride(y),
              factor,
              frame.array(),
              frame.adjoint(y, panel),
              frame.array(),
              frame.adjoint(x, panel));
    }
  }
}
