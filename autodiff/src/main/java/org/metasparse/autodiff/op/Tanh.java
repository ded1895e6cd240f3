package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;
import org.metasparse.engine.Panel;

/**
 * The hyperbolic tangent: {@code y = tanh x}, element by element, by {@link StrictMath} so that it
 * has the same bits everywhere.
 *
 * <p>Backward: {@code dx += dy (1 - y^2)}.
 *
 * @param x the input
 */
public record Tanh(Node x) implements Operation {
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
    Panel from = frame.value(x, panel);
    Panel to = frame.value(y, panel);
    for (int i = 0; i < to.size(); i++) {
      to.array()[to.offset() + i] = (float) StrictMath.tanh(from.array()[from.offset() + i]);
    }
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    if (frame.wants(x)) {
      Panel value = frame.value(y, panel);
      Panel dy = frame.adjoint(y, panel);
      Panel dx = frame.adjoint(x, panel);
      for (int i = 0; i < value.size(); i++) {
        float v = value.array()[value.offset() + i];
        dx.array()[dx.offset() + i] += dy.array()[dy.offset() + i] * (1 - v * v);
      }
    }
  }

  @Override
  public Node tangent(Tangents tangents, Node y) {
    Node square = tangents.append(new Multiply(y, y));
    Node lost = tangents.append(new Multiply(square, tangents.of(x)));
    return tangents.append(new Add(tangents.of(x), tangents.append(new Scale(lost, -1f))));
  }

  @Override
  public Description description() {
    return Description.of("tanh z");
  }
}
