package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;
import org.metasparse.engine.Panel;

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
    Panel from = frame.value(x, panel);
    Panel to = frame.value(y, panel);
    int n = to.width();
    System.arraycopy(from.array(), from.offset(), to.array(), to.offset(), n);
    for (int f = 1; f < x.rows(); f++) {
      frame.kernels().axpy(n, 1f, from.array(), from.offset() + f * n, to.array(), to.offset());
    }
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    if (frame.wants(x)) {
      Panel dy = frame.adjoint(y, panel);
      Panel dx = frame.adjoint(x, panel);
      int n = dy.width();
      for (int f = 0; f < x.rows(); f++) {
        frame.kernels().axpy(n, 1f, dy.array(), dy.offset(), dx.array(), dx.offset() + f * n);
      }
    }
  }

  @Override
  public Node tangent(Tangents tangents, Node y) {
    return tangents.append(new Sum(tangents.of(x)));
  }

  @Override
  public Description description() {
    return Description.of("sum_f x_f");
  }
}
