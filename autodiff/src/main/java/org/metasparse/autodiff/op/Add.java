package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;
import org.metasparse.engine.Panel;

/**
 * The sum of two nodes: {@code y = a + b}, element by element.
 *
 * <p>Backward: {@code da += dy}, {@code db += dy}.
 *
 * @param a the first
 * @param b the second, of as many features
 */
public record Add(Node a, Node b) implements Operation {
  /**
   * Checks shapes.
   *
   * @throws IllegalArgumentException if the two have not the same number of features
   */
  public Add {
    if (a.rows() != b.rows()) {
      throw new IllegalArgumentException("cannot add " + a + " and " + b + " of other size");
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
  public boolean readsInputs() {
    return false;
  }

  @Override
  public void forward(Frame frame, Node y, int panel) {
    Panel first = frame.value(a, panel);
    Panel to = frame.value(y, panel);
    System.arraycopy(first.array(), first.offset(), to.array(), to.offset(), to.size());
    add(frame, frame.value(b, panel), to);
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    for (Node input : inputs()) {
      if (frame.wants(input)) {
        add(frame, frame.adjoint(y, panel), frame.adjoint(input, panel));
      }
    }
  }

  private static void add(Frame frame, Panel x, Panel to) {
    frame.kernels().axpy(to.size(), 1f, x.array(), x.offset(), to.array(), to.offset());
  }

  @Override
  public Node tangent(Tangents tangents, Node y) {
    return sum(tangents, tangents.of(a), tangents.of(b));
  }

  /** The sum of two tangents, either of which may be zero. */
  static Node sum(Tangents tangents, Node a, Node b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return tangents.append(new Add(a, b));
  }

  @Override
  public Description description() {
    return Description.of("a + b");
  }
}
