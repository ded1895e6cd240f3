package org.metasparse.autodiff.op;

import java.util.Arrays;
import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.FrameGeometry;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Start;

/**
 * A linear layer by sparse kernels: {@code y = W x + b} with W in compressed sparse rows.
 *
 * <p>Backward: {@code dx += W' dy} (transposed SpMM), {@code dW += dy x'} at W's entries alone
 * (SDDMM), {@code db += dy 1}. The work is proportional to the entries that exist. A weight block
 * without a pattern is taken as one with all its entries. A layer without any entry is its bias.
 */
public final class CsrLinear implements Operation {
  private final Node x;
  private final Block weight;
  private final Block bias;
  private final CsrPattern pattern;
  private final BiasGradient biasGradient;
  private final SampledGradient weightGradient;

  /**
   * The operation for a weight block and a bias block.
   *
   * @param x the input, {@code in} features
   * @param weight the block of W, {@code out x in}
   * @param bias the block of b, {@code out x 1}
   * @throws IllegalArgumentException if input, weight and bias do not fit
   */
  public CsrLinear(Node x, Block weight, Block bias) {
    Linear.check(x, weight, bias);
    this.x = x;
    this.weight = weight;
    this.bias = bias;
    this.pattern = weight.pattern() != null ? weight.pattern() : full(weight);
    this.biasGradient = new BiasGradient(bias);
    this.weightGradient = new SampledGradient(weight, pattern);
  }

  private static CsrPattern full(Block weight) {
    boolean[] all = new boolean[weight.rows() * weight.cols()];
    Arrays.fill(all, true);
    return CsrPattern.ofMask(weight.rows(), weight.cols(), all);
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

  // Memory, with gradient only: that of the bias and of W, then the values of W column by column.

  @Override
  public int memory(FrameGeometry geometry) {
    return geometry.gradient()
        ? biasGradient.memory() + Math.addExact(weightGradient.memory(), pattern.nnz())
        : 0;
  }

  private int weightAt(Frame frame, Node y) {
    return frame.memory(y) + biasGradient.memory();
  }

  private int transposedAt(Frame frame, Node y) {
    return weightAt(frame, y) + weightGradient.memory();
  }

  @Override
  public void begin(Frame frame, Node y) {
    if (frame.hasGradient()) {
      biasGradient.begin(frame, frame.memory(y));
      weightGradient.begin(frame, weightAt(frame, y));
      if (frame.wants(x)) {
        pattern.transpose(frame.theta(), weight.offset(), frame.array(), transposedAt(frame, y));
      }
    }
  }

  @Override
  public void forward(Frame frame, Node y, int panel) {
    int n = frame.panelWidth();
    frame
        .kernels()
        .spmm(
            pattern,
            n,
            frame.theta(),
            weight.offset(),
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
          .spmmT(
              pattern,
              n,
              frame.array(),
              transposedAt(frame, y),
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
    biasGradient.accumulate(frame, y, frame.memory(y));
    weightGradient.accumulate(frame, y, x, weightAt(frame, y));
  }

  @Override
  public void end(Frame frame, Node y) {
    biasGradient.end(frame, frame.memory(y));
    weightGradient.end(frame, weightAt(frame, y));
  }
}
