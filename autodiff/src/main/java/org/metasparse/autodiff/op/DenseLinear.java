package org.metasparse.autodiff.op;

import java.util.Arrays;
import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.FrameGeometry;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Workspace;

/**
 * A linear layer by dense kernels: {@code y = W x + b}.
 *
 * <p>Backward: {@code dx += W' dy}, {@code dW += dy x'}, {@code db += dy 1}. Where the weight block
 * has a pattern, its values are spread out into a dense matrix first and its gradient is picked
 * from a dense one: the surviving weights alone are parameters, zeros are only computed with.
 *
 * @param x the input, {@code in} features
 * @param weight the block of W, {@code out x in}
 * @param bias the block of b, {@code out x 1}
 */
public record DenseLinear(Node x, Block weight, Block bias) implements Operation {
  /**
   * Checks shapes.
   *
   * @throws IllegalArgumentException if input, weight and bias do not fit
   */
  public DenseLinear {
    Linear.check(x, weight, bias);
  }

  @Override
  public int rows() {
    return weight.rows();
  }

  @Override
  public List<Node> inputs() {
    return List.of(x);
  }

  @Override
  public boolean hasParameters() {
    return true;
  }

  // Memory: [dense W][with gradient: bias lanes, scratch for the product dy x', dense dW]; W and dW
  // only
  // where there is a pattern.

  private int matrix() {
    return weight.pattern() == null ? 0 : Workspace.lines(weight.rows() * weight.cols());
  }

  private int lanes() {
    return weight.rows() * Kernels.LANES;
  }

  private int scratch(FrameGeometry geometry) {
    return Math.multiplyExact(geometry.tile(), Workspace.lines(weight.rows() + weight.cols()));
  }

  @Override
  public int memory(FrameGeometry geometry) {
    return geometry.gradient() ? 2 * matrix() + lanes() + scratch(geometry) : matrix();
  }

  private int lanesAt(Frame frame, Node y) {
    return frame.memory(y) + matrix();
  }

  private int scratchAt(Frame frame, Node y) {
    return lanesAt(frame, y) + lanes();
  }

  private int gradientAt(Frame frame, Node y) {
    return scratchAt(frame, y) + scratch(frame.geometry());
  }

  private float[] w(Frame frame) {
    return weight.pattern() == null ? frame.theta() : frame.array();
  }

  private int wAt(Frame frame, Node y) {
    return weight.pattern() == null ? weight.offset() : frame.memory(y);
  }

  @Override
  public void begin(Frame frame, Node y) {
    if (weight.pattern() != null) {
      weight.pattern().expand(frame.theta(), weight.offset(), frame.array(), frame.memory(y));
    }
    if (frame.hasGradient()) {
      int lanes = lanesAt(frame, y);
      Arrays.fill(frame.array(), lanes, lanes + lanes(), 0f);
      if (weight.pattern() != null) {
        int at = gradientAt(frame, y);
        Arrays.fill(frame.array(), at, at + matrix(), 0f);
      }
    }
  }

  @Override
  public void forward(Frame frame, Node y, int panel) {
    Kernels kernels = frame.kernels();
    int n = frame.panelWidth();
    int to = frame.value(y, panel);
    kernels.bias(rows(), n, frame.theta(), bias.offset(), frame.array(), to, n);
    kernels.gemmNN(
        rows(),
        n,
        x.rows(),
        w(frame),
        wAt(frame, y),
        x.rows(),
        frame.array(),
        frame.value(x, panel),
        n,
        frame.array(),
        to,
        n);
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    if (frame.wants(x)) {
      int n = frame.panelWidth();
      frame
          .kernels()
          .gemmTN(
              x.rows(),
              n,
              rows(),
              w(frame),
              wAt(frame, y),
              x.rows(),
              frame.array(),
              frame.adjoint(y, panel),
              n,
              frame.array(),
              frame.adjoint(x, panel),
              n);
    }
  }

  @Override
  public void accumulate(Frame frame, Node y) {
    Kernels kernels = frame.kernels();
    int n = frame.panelWidth();
    float[] dw = weight.pattern() == null ? frame.gradient() : frame.array();
    int dwAt = weight.pattern() == null ? weight.offset() : gradientAt(frame, y);
    kernels.gemmNT(
        rows(),
        x.rows(),
        frame.active(),
        n,
        frame.array(),
        frame.adjoint(y, 0),
        n,
        frame.stride(y),
        frame.array(),
        frame.value(x, 0),
        n,
        frame.stride(x),
        dw,
        dwAt,
        x.rows(),
        frame.array(),
        scratchAt(frame, y));
    kernels.rowSums(
        rows(),
        frame.active(),
        n,
        frame.array(),
        frame.adjoint(y, 0),
        n,
        frame.stride(y),
        frame.array(),
        lanesAt(frame, y));
  }

  @Override
  public void end(Frame frame, Node y) {
    frame
        .kernels()
        .foldLanes(rows(), frame.array(), lanesAt(frame, y), frame.gradient(), bias.offset());
    if (weight.pattern() != null) {
      weight
          .pattern()
          .collect(frame.array(), gradientAt(frame, y), frame.gradient(), weight.offset());
    }
  }
}
