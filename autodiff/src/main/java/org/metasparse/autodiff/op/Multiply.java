package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;
import org.metasparse.engine.Panel;

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
    frame
        .kernels()
        .multiply(1f, frame.value(a, panel), frame.value(b, panel), frame.value(y, panel));
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    Panel dy = frame.adjoint(y, panel);
    if (frame.wants(a)) {
      frame.kernels().multiplyAdd(1f, dy, frame.value(b, panel), frame.adjoint(a, panel));
    }
    if (frame.wants(b)) {
      frame.kernels().multiplyAdd(1f, dy, frame.value(a, panel), frame.adjoint(b, panel));
    }
  }

  @Override
  public Node tangent(Tangents tangents, Node y) {
    return Add.sum(
        tangents, product(tangents, tangents.of(a), b), product(tangents, tangents.of(b), a));
  }

  private static Node product(Tangents tangents, Node tangent, Node other) {
    return tangent == null ? null : tangents.append(new Multiply(tangent, other));
  }

  @Override
  public Description description() {
    return Description.of("a b");
  }
}
