package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;
import org.metasparse.engine.Panel;

/**
 * The cosine, of which the derivative of {@link Sine} is made: {@code c = cos(omega z)}, element by
 * element.
 *
 * <p>Backward: {@code dz += dc * -omega sin(omega z)}. The sine is computed beside the cosine and
 * saved, so that {@code z} itself is not needed again.
 *
 * @param z the input
 * @param omega the frequency factor
 */
public record Cosine(Node z, float omega) implements Operation {
  @Override
  public int rows() {
    return z.rows();
  }

  @Override
  public List<Node> inputs() {
    return List.of(z);
  }

  @Override
  public int savedRows() {
    return rows();
  }

  @Override
  public boolean readsInputs() {
    return false;
  }

  @Override
  public boolean inPlace() {
    return true;
  }

  @Override
  public void forward(Frame frame, Node c, int panel) {
    Panel sin = frame.saved(c, panel);
    frame.kernels().sinCos(omega, frame.value(z, panel), sin, frame.value(c, panel));
  }

  @Override
  public void backward(Frame frame, Node c, int panel) {
    if (frame.wants(z)) {
      Panel dc = frame.adjoint(c, panel);
      frame.kernels().multiplyAdd(-omega, dc, frame.saved(c, panel), frame.adjoint(z, panel));
    }
  }

  @Override
  public Node tangent(Tangents tangents, Node c) {
    Node sin = tangents.append(new Sine(z, omega));
    Node slope = tangents.append(new Scale(sin, -omega));
    return tangents.append(new Multiply(slope, tangents.of(z)));
  }

  @Override
  public Description description() {
    return Description.of("cos(" + omega + " z)");
  }
}
