package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;

/**
 * The sum of a pixel's features: {@code y = sum_f x_f}, f ascending. It makes an objective of a
 * node of several rows.
 *
 * <p>Backward: {@code dx_f += dy}.
 *
 * @param x the input
 */
public record Sum(Node x) implements Operation {
  @Override
  public int rows() {
    return 1;
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
    int n = frame.panelWidth();
    int to = frame.value(y, panel);
    System.arraycopy(frame.array(), frame.value(x, panel), frame.array(), to, n);
    for (int f = 1; f < x.rows(); f++) {
      frame.kernels().axpy(n, 1f, frame.array(), frame.value(x, panel) + f * n, frame.array(), to);
    }
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    if (frame.wants(x)) {
      int n = frame.panelWidth();
      for (int f = 0; f < x.rows(); f++) {
        frame
            .kernels()
            .axpy(
                n,
                1f,
                frame.array(),
                frame.adjoint(y, panel),
                frame.array(),
                frame.adjoint(x, panel) + f * n);
      }
    }
  }
}
