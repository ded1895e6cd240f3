package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;
import org.metasparse.engine.Panel;

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
    frame.kernels().scale(factor, frame.value(x, panel), frame.value(y, panel));
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    if (frame.wants(x)) {
      Panel dy = frame.adjoint(y, panel);
      Panel dx = frame.adjoint(x, panel);
      frame.kernels().axpy(dx.size(), factor, dy.array(), dy.offset(), dx.array(), dx.offset());
    }
  }

  @Override
  public Node tangent(Tangents tangents, Node y) {
    return tangents.append(new Scale(tangents.of(x), factor));
  }

  @Override
  public Description description() {
    return Description.of(factor + " x");
  }
}
