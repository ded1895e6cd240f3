package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;

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
    frame
        .kernels()
        .sinCos(
            frame.stride(h),
            omega,
            frame.array(),
            frame.value(z, panel),
            frame.array(),
            frame.value(h, panel),
            frame.array(),
            frame.saved(h, panel));
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
    int n = frame.stride(h);
    float[] a = frame.array();
    int dh = frame.adjoint(h, panel);
    int cos = frame.saved(h, panel);
    int dz = frame.adjoint(z, panel);
    if (frame.fresh(h, z)) {
      frame.kernels().multiply(n, omega, a, dh, a, cos, a, dz);
    } else {
      frame.kernels().multiplyAdd(n, omega, a, dh, a, cos, a, dz);
    }
  }
}
