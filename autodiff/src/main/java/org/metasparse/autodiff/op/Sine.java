package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;
import org.metasparse.engine.Panel;

/**
 * The sine activation of SIREN: {@code h = sin(omega z)}, element by element.
 *
 * <p>Backward: {@code dz += dh * omega cos(omega z)}. The cosine is computed beside the sine and
 * saved, so that {@code z} itself is not needed again.
 *
 * @param z the input
 * @param omega the frequency factor
 */
public record Sine(Node z, float omega) implements Operation {
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
  public void forward(Frame frame, Node h, int panel) {
    Panel sin = frame.value(h, panel);
    if (frame.wants(z)) {
      frame.kernels().sinCos(omega, frame.value(z, panel), sin, frame.saved(h, panel));
    } else {
      frame.kernels().sin(omega, frame.value(z, panel), sin);
    }
  }

  @Override
  public boolean startsAdjoints() {
    return true;
  }

  @Override
  public void backward(Frame frame, Node h, int panel) {
    if (!frame.wants(z)) {
      return;
    }
    Panel dh = frame.adjoint(h, panel);
    Panel cos = frame.saved(h, panel);
    Panel dz = frame.adjoint(z, panel);
    if (frame.fresh(h, z)) {
      frame.kernels().multiply(omega, dh, cos, dz);
    } else {
      frame.kernels().multiplyAdd(omega, dh, cos, dz);
    }
  }

  @Override
  public Node tangent(Tangents tangents, Node h) {
    Node cos = tangents.append(new Cosine(z, omega));
    Node slope = tangents.append(new Scale(cos, omega));
    return tangents.append(new Multiply(slope, tangents.of(z)));
  }

  @Override
  public Description description() {
    return Description.of("sin(" + omega + " z)");
  }
}
