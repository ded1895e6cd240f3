package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;

/**
 * The squared error of each pixel, averaged over channels: {@code l = 1/C sum_c (y_c - t_c)^2}. As
 * the objective of a replay, which averages over pixels, it is the paper's loss.
 *
 * <p>Backward: {@code dy_c += dl * 2/C (y_c - t_c)}, and the negative of it for {@code t}.
 *
 * <p>Values may be clamped to a range before anybody sees them. Then one above a target at the
 * upper bound, or below one at the lower, is no error and shall not be pulled back: {@code y_c -
 * t_c} counts as 0.
 *
 * @param y values, C features
 * @param t targets, C features; with a range an input, for they have no gradient then
 * @param low the range's lower bound; negative infinity for none
 * @param high its upper bound; positive infinity for none
 */
public record MeanSquaredError(Node y, Node t, float low, float high) implements Operation {
  /**
   * The error of values as they are.
   *
   * @param y values, C features
   * @param t targets, C features
   * @throws IllegalArgumentException if the two have not the same number of features
   */
  public MeanSquaredError(Node y, Node t) {
    this(y, t, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  }

  /**
   * Checks shapes.
   *
   * @throws IllegalArgumentException if the two have not the same number of features, or there is a
   *     range and the targets are computed
   */
  public MeanSquaredError {
    if (y.rows() != t.rows()) {
      throw new IllegalArgumentException("error between " + y + " and " + t + " of other size");
    }
    if (bounded(low, high) && t.operation() != null) {
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
        .squaredError(
            1f / y.rows(),
            low,
            high,
            frame.value(y, panel),
            frame.value(t, panel),
            frame.value(l, panel));
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
            low,
            high,
            frame.value(a, panel),
            frame.value(b, panel),
            frame.adjoint(l, panel),
            frame.adjoint(a, panel));
  }

  @Override
  public Node tangent(Tangents tangents, Node l) {
    if (bounded(low, high)) {
      throw new UnsupportedOperationException(
          l + " has no second derivative: it is clamped to [" + low + ", " + high + "]");
    }
    Node error = tangents.append(new Add(y, tangents.append(new Scale(t, -1f))));
    Node minus = tangents.of(t) == null ? null : tangents.append(new Scale(tangents.of(t), -1f));
    Node moves = Add.sum(tangents, tangents.of(y), minus);
    Node sum = tangents.append(new Sum(tangents.append(new Multiply(error, moves))));
    return tangents.append(new Scale(sum, 2f / y.rows()));
  }

  @Override
  public Description description() {
    String part = "1/" + y.rows() + " sum_c ";
    return Description.of(
        bounded(low, high) ? part + "(clamp(y_c) - t_c)^2, at bounds" : part + "(y_c - t_c)^2");
  }

  private static boolean bounded(float low, float high) {
    return low > Float.NEGATIVE_INFINITY || high < Float.POSITIVE_INFINITY;
  }
}
