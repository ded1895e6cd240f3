package org.metasparse.autodiff.op;

import java.util.Arrays;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.FrameGeometry;
import org.metasparse.autodiff.Node;
import org.metasparse.engine.Workspace;

/**
 * A weight's gradient by the dense product. A block without a pattern receives it directly; for one
 * with a pattern a dense matrix is summed first and its entries picked at the end.
 *
 * @param weight the block of W
 */
record DenseGradient(Block weight) implements WeightGradient {
  // Memory: scratch for the product, then the dense matrix where there is a pattern.

  private int scratch(FrameGeometry geometry) {
    return Math.multiplyExact(geometry.tile(), Workspace.lines(weight.rows() + weight.cols()));
  }

  private int matrix() {
    return weight.pattern() == null ? 0 : Workspace.lines(weight.rows() * weight.cols());
  }

  @Override
  public int memory(FrameGeometry geometry) {
    return scratch(geometry) + matrix();
  }

  @Override
  public void begin(Frame frame, int at) {
    int from = at + scratch(frame.geometry());
    Arrays.fill(frame.array(), from, from + matrix(), 0f);
  }

  @Override
  public void accumulate(Frame frame, Node y, Node x, int at) {
    boolean direct = weight.pattern() == null;
    int n = frame.panelWidth();
    frame
        .kernels()
        .gemmNT(
            weight.rows(),
            weight.cols(),
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
            direct ? frame.gradient() : frame.array(),
            direct ? weight.offset() : at + scratch(frame.geometry()),
            weight.cols(),
            frame.array(),
            at);
  }

  @Override
  public void end(Frame frame, int at) {
    if (weight.pattern() != null) {
      weight
          .pattern()
          .collect(
              frame.array(), at + scratch(frame.geometry()), frame.gradient(), weight.offset());
    }
  }
}
