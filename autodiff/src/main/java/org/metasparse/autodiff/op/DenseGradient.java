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
record DenseGradient(Block weight) {
  // Memory: scratch for the product, then the dense matrix where there is a pattern.

  private int scratch(FrameGeometry geometry) {
    return Math.multiplyExact(geometry.tile(), Workspace.lines(weight.rows() + weight.cols()));
  }

  private int matrix() {
    return weight.pattern() == null ? 0 : Workspace.lines(weight.rows() * weight.cols());
  }

  /** Floats that it keeps from {@link #begin} to {@link #end}, a multiple of a cache line. */
  int memory(FrameGeometry geometry) {
    return scratch(geometry) + matrix();
  }

  /** Starts at zero, in memory that begins at index {@code at} of the frame's array. */
  void begin(Frame frame, int at) {
    int from = at + scratch(frame.geometry());
    Arrays.fill(frame.array(), from, from + matrix(), 0f);
  }

  /** Adds what the active panels of a tile contribute. */
  void accumulate(Frame frame, Node y, Node x, int at) {
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

  /** Adds the sum to the frame's gradient. */
  void end(Frame frame, int at) {
    if (weight.pattern() != null) {
      weight
          .pattern()
          .collect(
              frame.array(), at + scratch(frame.geometry()), frame.gradient(), weight.offset());
    }
  }
}
