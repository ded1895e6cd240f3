package org.metasparse.autodiff.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.FrameGeometry;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panel;
import org.metasparse.engine.Panels;

/**
 * A linear layer by sparse kernels: {@code y = W x + b} with W in compressed sparse rows.
 *
 * <p>Backward: {@code dx += W' dy} (transposed SpMM), {@code dW += dy x'} at W's entries alone
 * (SDDMM), {@code db += dy 1}. The work is proportional to the entries that exist. A weight block
 * without a pattern is taken as one with all its entries. A layer without any entry is its bias.
 */
public final class CsrLinear implements Operation {
  // What parameters() and memory() list, by number. The gradients of W and b are kept in lanes
  // until the chunk's end; W's values stand column by column for the product with W'. Where there
  // is no bias zeros stand for it, the last.
  private static final int W = 0;
  private static final int B = 1;
  private static final int BY_COLUMN = 2;

  private final Node x;
  private final Block weight;
  private final Block bias;
  private final CsrPattern pattern;

  /**
   * The operation for a weight block and a bias block.
   *
   * @param x the input, {@code in} features
   * @param weight the block of W, {@code out x in}
   * @param bias the block of b, {@code out x 1}; null for none, {@code y = W x}
   * @throws IllegalArgumentException if input, weight and bias do not fit
   */
  public CsrLinear(Node x, Block weight, Block bias) {
    Linear.check(x, weight, bias);
    this.x = x;
    this.weight = weight;
    this.bias = bias;
    this.pattern = weight.pattern() != null ? weight.pattern() : full(weight);
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
  public List<Block> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  @Override
  public List<Matrix> memory(FrameGeometry geometry) {
    int nnz = pattern.nnz();
    List<Matrix> all = new ArrayList<>();
    if (geometry.gradient()) {
      all.add(new Matrix(nnz, Kernels.LANES));
      all.add(new Matrix(rows(), Kernels.LANES));
      all.add(new Matrix(nnz, 1));
    }
    if (bias == null) {
      all.add(new Matrix(rows(), 1));
    }
    return all;
  }

  private Matrix b(Frame frame, Node y) {
    return bias != null
        ? frame.parameter(y, B)
        : frame.memory(y, frame.hasGradient() ? BY_COLUMN + 1 : 0);
  }

  @Override
  public void begin(Frame frame, Node y) {
    if (frame.hasGradient()) {
      frame.memory(y, W).fill(0f);
      frame.memory(y, B).fill(0f);
      if (frame.wants(x)) {
        Matrix w = frame.parameter(y, W);
        Matrix byColumn = frame.memory(y, BY_COLUMN);
        pattern.transpose(w.array(), w.offset(), byColumn.array(), byColumn.offset());
      }
    }
  }

  @Override
  public void forward(Frame frame, Node y, int panel) {
    Matrix w = frame.parameter(y, W);
    frame.kernels().spmm(pattern, w, frame.value(x, panel), b(frame, y), frame.value(y, panel));
  }

  @Override
  public boolean startsAdjoints() {
    return true;
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    if (frame.wants(x)) {
      Matrix w = frame.memory(y, BY_COLUMN);
      Panel dy = frame.adjoint(y, panel);
      frame.kernels().spmmT(pattern, w, dy, frame.start(y, x), frame.adjoint(x, panel));
    }
  }

  @Override
  public void accumulate(Frame frame, Node y) {
    Panels dy = frame.adjoints(y);
    Matrix sums = bias == null ? null : frame.memory(y, B);
    frame.kernels().sddmm(pattern, frame.active(), dy, frame.values(x), frame.memory(y, W), sums);
  }

  @Override
  public void end(Frame frame, Node y) {
    if (bias != null) {
      frame.kernels().foldLanes(frame.memory(y, B), frame.gradient(y, B));
    }
    frame.kernels().foldLanes(frame.memory(y, W), frame.gradient(y, W));
  }

  @Override
  public Node tangent(Tangents tangents, Node y) {
    return Linear.tangent(tangents, x, weight, bias);
  }

  @Override
  public Description description() {
    return Linear.describe(weight, bias, pattern.nnz(), "sparse");
  }
}
