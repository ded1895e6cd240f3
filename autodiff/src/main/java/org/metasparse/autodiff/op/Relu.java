package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;
import org.metasparse.engine.Panel;

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
    Panel from = frame.value(x, panel);
    Panel to = frame.value(y, panel);
    for (int i = 0; i < to.size(); i++) {
      to.array()[to.offset() + i] = Math.max(from.array()[from.offset() + i], 0f);
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
        dx.array()[dx.offset() + i] += v > 0 ? dy.array()[dy.offset() + i] : 0f;
      }
    }
  }

  @Override
  public Node tangent(Tangents tangents, Node y) {
    return tangents.append(new Gate(tangents.of(x), x));
  }

  @Override
  public Description description() {
    return Description.of("max(0, z)");
  }
}
