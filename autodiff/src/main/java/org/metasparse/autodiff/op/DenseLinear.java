package org.metasparse.autodiff.op;

import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.FrameGeometry;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.engine.Start;
import org.metasparse.engine.Workspace;

/**
 * A linear layer by dense kernels: {@code y = W x + b}.
 *
 * <p>Backward: {@code dx += W' dy}, {@code dW += dy x'}, {@code db += dy 1}. Where the weight block
 * has a pattern, its values are spread out into a dense matrix first and its gradient is picked
 * from a dense one: the surviving weights alone are parameters, zeros are only computed with.
 */
public final class DenseLinear implements Operation {
  private final Node x;
  private final Block weight;
  private final Block bias;
  private final BiasGradient biasGradient;
  private final DenseGradient weightGradient;

  /**
   * The operation for a weight block and a bias block.
   *
   * @param x the input, {@code in} features
   * @param weight the block of W, {@code out x in}
   * @param bias the block of b, {@code out x 1}
   * @throws IllegalArgumentException if input, weight and bias do not fit
   */
  public DenseLinear(Node x, Block weight, Block bias) {
    Linear.check(x, weight, bias);
    this.x = x;
    this.weight = weight;
    this.bias = bias;
    this.biasGradient = new BiasGradient(bias);
    this.weightGradient = new DenseGradient(weight);
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

  // Memory: the dense W where there is a pattern, then with gradient that of the bias and of W.

  private int matrix() {
    return weight.pattern() == null ? 0 : Workspace.lines(weight.rows() * weight.cols());
  }

  @Override
  public int memory(FrameGeometry geometry) {
    return geometry.gradient()
        ? matrix() + biasGradient.memory() + weightGradient.memory(geometry)
        : matrix();
  }

  private int biasAt(Frame frame, Node y) {
    return frame.memory(y) + matrix();
  }

  private int weightAt(Frame frame, Node y) {
    return biasAt(frame, y) + biasGradient.memory();
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
      biasGradient.begin(frame, biasAt(frame, y));
      weightGradient.begin(frame, weightAt(frame, y));
    }
  }

  @Override
  public void forward(Frame frame, Node y, int panel) {
    int n = frame.panelWidth();
    frame
        .kernels()
        .gemmNN(
            rows(),
            n,
            x.rows(),
            w(frame),
            wAt(frame, y),
            x.rows(),
            frame.array(),
            frame.value(x, panel),
            n,
            Start.BIAS,
            frame.theta(),
            bias.offset(),
            frame.array(),
            frame.value(y, panel),
            n);
  }

  @Override
  public boolean startsAdjoints() {
    return true;
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
              frame.fresh(y, x) ? Start.ZERO : Start.PRESENT,
              null,
              0,
              frame.array(),
              frame.adjoint(x, panel),
              n);
    }
  }

  @Override
  public void accumulate(Frame frame, Node y) {
    biasGradient.accumulate(frame, y, biasAt(frame, y));
    weightGradient.accumulate(frame, y, x, weightAt(frame, y));
  }

  @Override
  public void end(Frame frame, Node y) {
    biasGradient.end(frame, biasAt(frame, y));
    weightGradient.end(frame, weightAt(frame, y));
  }
}
