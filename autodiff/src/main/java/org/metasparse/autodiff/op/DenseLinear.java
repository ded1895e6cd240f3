package org.metasparse.autodiff.op;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.FrameGeometry;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panel;
import org.metasparse.engine.Panels;
import org.metasparse.engine.Transpose;

/**
 * A linear layer by dense kernels: {@code y = W x + b}.
 *
 * <p>Backward: {@code dx += W' dy}, {@code dW += dy x'}, {@code db += dy 1}. Where the weight block
 * has a pattern, its values are spread out into a dense matrix first and its gradient is picked
 * from a dense one: the surviving weights alone are parameters, zeros are only computed with.
 */
public final class DenseLinear implements Operation {
  // What parameters() lists, by number.
  private static final int W = 0;
  private static final int B = 1;

  private final Node x;
  private final Block weight;
  private final Block bias;

  /**
   * The operation for a weight block and a bias block.
   *
   * @param x the input, {@code in} features
   * @param weight the block of W, {@code out x in}
   * @param bias the block of b, {@code out x 1}; null for none, {@code y = W x}
   * @throws IllegalArgumentException if input, weight and bias do not fit
   */
  public DenseLinear(Node x, Block weight, Block bias) {
    Linear.check(x, weight, bias);
    this.x = x;
    this.weight = weight;
    this.bias = bias;
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

  private boolean pruned() {
    return weight.pattern() != null;
  }

  /**
   * W where there is a pattern; zeros where there is no bias; with gradient the bias's gradient in
   * lanes, room for a kernel, W' and, where there is a pattern, dW.
   */
  @Override
  public List<Matrix> memory(FrameGeometry geometry) {
    List<Matrix> all = new ArrayList<>();
    if (pruned()) {
      all.add(new Matrix(rows(), x.rows()));
    }
    if (bias == null) {
      all.add(new Matrix(rows(), 1));
    }
    if (geometry.gradient()) {
      all.add(new Matrix(rows(), Kernels.LANES));
      int scratch = Kernels.gemmNTScratch(geometry.tile(), rows(), x.rows());
      all.add(new Matrix(1, scratch));
      all.add(new Matrix(x.rows(), rows()));
      if (pruned()) {
        all.add(new Matrix(rows(), x.rows()));
      }
    }
    return all;
  }

  private Matrix w(Frame frame, Node y) {
    return pruned() ? frame.memory(y, 0) : frame.parameter(y, W);
  }

  private Matrix b(Frame frame, Node y) {
    return bias == null ? frame.memory(y, pruned() ? 1 : 0) : frame.parameter(y, B);
  }

  private Matrix lanes(Frame frame, Node y) {
    return frame.memory(y, first());
  }

  private Matrix scratch(Frame frame, Node y) {
    return frame.memory(y, first() + 1);
  }

  /** W' for the backward pass: elements of one column of W lie as far apart as W has columns. */
  private Matrix transposed(Frame frame, Node y) {
    return frame.memory(y, first() + 2);
  }

  private Matrix dw(Frame frame, Node y) {
    return pruned() ? frame.memory(y, first() + 3) : frame.gradient(y, W);
  }

  /** The number of the first matrix that is there for the gradient alone. */
  private int first() {
    return (pruned() ? 1 : 0) + (bias == null ? 1 : 0);
  }

  @Override
  public void begin(Frame frame, Node y) {
    if (pruned()) {
      Matrix values = frame.parameter(y, W);
      Matrix w = w(frame, y);
      weight.pattern().expand(values.array(), values.offset(), w.array(), w.offset());
    }
    if (frame.hasGradient()) {
      if (frame.wants(x)) {
        transpose(w(frame, y), transposed(frame, y));
      }
      lanes(frame, y).fill(0f);
      if (pruned()) {
        dw(frame, y).fill(0f);
      }
    }
  }

  private static void transpose(Matrix w, Matrix to) {
    int m = w.rows();
    int n = w.cols();
    Transpose.copy(m, n, w.array(), w.offset(), n, to.array(), to.offset(), m);
  }

  @Override
  public void forward(Frame frame, Node y, int panel) {
    frame.kernels().gemmNN(w(frame, y), frame.value(x, panel), b(frame, y), frame.value(y, panel));
  }

  @Override
  public boolean startsAdjoints() {
    return true;
  }

  @Override
  public void backward(Frame frame, Node y, int panel) {
    if (frame.wants(x)) {
      Panel dy = frame.adjoint(y, panel);
      frame.kernels().gemmTN(transposed(frame, y), dy, frame.start(y, x), frame.adjoint(x, panel));
    }
  }

  @Override
  public void accumulate(Frame frame, Node y) {
    Panels dy = frame.adjoints(y);
    if (bias != null) {
      frame.kernels().rowSums(frame.active(), dy, lanes(frame, y));
    }
    frame.kernels().gemmNT(frame.active(), dy, frame.values(x), dw(frame, y), scratch(frame, y));
  }

  @Override
  public void end(Frame frame, Node y) {
    if (bias != null) {
      frame.kernels().foldLanes(lanes(frame, y), frame.gradient(y, B));
    }
    if (pruned()) {
      Matrix dense = dw(frame, y);
      Matrix to = frame.gradient(y, W);
      weight.pattern().collect(dense.array(), dense.offset(), to.array(), to.offset());
    }
  }

  @Override
  public Node tangent(Tangents tangents, Node y) {
    return Linear.tangent(tangents, x, weight, bias);
  }

  @Override
  public Description description() {
    return Linear.describe(weight, bias, (long) weight.rows() * weight.cols(), "dense");
  }
}
