package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;

/**
 * The squared error of each pixel, averaged over channels: {@code l = 1/C sum_c (y_c - t_c)^2}. As
 * the objective of a replay, which averages over pixels, it is the paper's loss.
 *
 * <p>Backward: {@code dy_c += dl * 2/C (y_c - t_c)}, and the negative of it for {@code t}.
 *
 * @param y values, C features
 * @param t targets, C features
 */
public record MeanSquaredError(Node y, Node t) implements Operation {
  /**
   * Checks shapes.
   *
   * @throws IllegalArgumentException if the two have not the same number of features
   */
  public MeanSquaredError {
    if (y.rows() != t.rows()) {
      throw new IllegalArgumentException("error between " + y + " and " + t + " of other size");
    }
  }

  @Override
  public int rows() {
    return 1;
  }

  @Override
  public List<Node> inputs() {
    return List.of(y, t);
  }

  @Override
  public void forward(Frame frame, Node l, int panel) {
    frame
        .kernels()
        .squaredError(
            1f / y.rows(), frame.value(y, panel), frame.value(t, panel), frame.value(l, panel));
  }

  @Override
  public void backward(Frame frame, Node l, int panel) {
    if (frame.wants(y)) {
      backward(frame, l, panel, y, t);
    }
    if (frame.wants(t)) {
      backward(frame, l, panel, t, y);
    }
  }

  private void backward(Frame frame, Node l, int panel, Node a, Node b) {
    frame
        .kernels()
        .squaredErrorGradient(
            1f / y.rows(),
            frame.value(a, panel),
            frame.value(b, panel),
            frame.adjoint(l, panel),
            frame.adjoint(a, panel));
  }

  @Override
  public Description description() {
    return Description.of("1/" + y.rows() + " sum_c (y_c - t_c)^2");
  }
}
