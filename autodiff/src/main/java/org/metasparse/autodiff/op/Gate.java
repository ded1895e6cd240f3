package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;
import org.metasparse.engine.Panel;

/**
 * Lets through where another node is positive, of which the derivative of {@link Relu} is made:
 * {@code y = x} where {@code by > 0}, otherwise 0, element by element.
 *
 * <p>Backward: {@code dx += dy} where {@code by > 0}. Where the gate itself moves nothing follows:
 * its derivative is 0 wherever it has one.
 *
 * @param x the input
 * @param by what decides, of as many features
 */
public record Gate(Node x, Node by) implements Operation {
  /**
   * Checks shapes.
   *
   * @throws IllegalArgumentException if the two have not the same number of features
   */
  public Gate {
    if (x.rows() != by.rows()) {
      throw new IllegalArgumentException("cannot gate " + x + " by " + by + " of other size");
    }
  }

  @Override
  public int rows() {
    return x.rows();
  }

  @Override
  public List<Node> inputs() {
    return List.of(x, by);
  }

  @Override
  public void forward(Frame frame, Node y, int panel) {
    Panel to = frame.value(y, panel);
    pass(frame, frame.value(x, panel), panel, to, false);
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    if (frame.wants(x)) {
      pass(frame, frame.adjoint(y, panel), panel, frame.adjoint(x, panel), true);
    }
  }

  private void pass(Frame frame, Panel from, int panel, Panel to, boolean add) {
    Panel gate = frame.value(by, panel);
    for (int i = 0; i < to.size(); i++) {
      float passed = gate.array()[gate.offset() + i] > 0 ? from.array()[from.offset() + i] : 0f;
      int at = to.offset() + i;
      to.array()[at] = add ? to.array()[at] + passed : passed;
    }
  }

  @Override
  public Node tangent(Tangents tangents, Node y) {
    Node moves = tangents.of(x);
    // A gate that moves alone changes nothing; zero is what a scaled node can say.
    return tangents.append(moves == null ? new Scale(tangents.of(by), 0f) : new Gate(moves, by));
  }

  @Override
  public Description description() {
    return Description.of("x where by > 0");
  }
}
