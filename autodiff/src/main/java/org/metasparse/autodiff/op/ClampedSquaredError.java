package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;

/**
 * The squared error of each pixel, averaged over channels, of values that are clamped to [0, 1]
 * before anybody sees them: {@code l = 1/C sum_c d_c^2}, {@code d_c = y_c - t_c}, but 0 for a value
 * above a target of 1 or below one of 0, which is no error and shall not be pulled back.
 *
 * <p>Backward: {@code dy_c += dl * 2/C d_c}. Targets have no gradient.
 *
 * @param y values, C features
 * @param t targets, C features; an input
 */
public record ClampedSquaredError(Node y, Node t) implements Operation {
  /**
   * Checks shapes.
   *
   * @throws IllegalArgumentException if the two have not the same number of features, or the
   *     targets are computed
   */
  public ClampedSquaredError {
    if (y.rows() != t.rows()) {
      throw new IllegalArgumentException("error between " + y + " and " + t + " of other size");
    }
    if (t.operation() != null) {
      throw new IllegalArgumentException(t + " is computed; targets must be an input");
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
        .clampedError(
            1f / y.rows(), frame.value(y, panel), frame.value(t, panel), frame.value(l, panel));
  }

  @Override
  public void backward(Frame frame, Node l, int panel) {
    if (frame.wants(y)) {
      frame
          .kernels()
          .clampedErrorGradient(
              1f / y.rows(),
              frame.value(y, panel),
              frame.value(t, panel),
              frame.adjoint(l, panel),
              frame.adjoint(y, panel));
    }
  }

  @Override
  public Description description() {
    return Description.of("1/" + y.rows() + " sum_c (clamp(y_c) - t_c)^2, at bounds");
  }
}
