package org.metasparse.autodiff.op;

import java.util.Arrays;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.engine.Kernels;

/**
 * A bias's gradient, {@code db += dy 1}, kept in lanes until the chunk's end.
 *
 * @param bias the block of b
 */
record BiasGradient(Block bias) {
  /** Floats that it keeps, a multiple of a cache line. */
  int memory() {
    return bias.rows() * Kernels.LANES;
  }

  void begin(Frame frame, int at) {
    Arrays.fill(frame.array(), at, at + memory(), 0f);
  }

  void accumulate(Frame frame, Node y, int at) {
    int n = frame.panelWidth();
    frame
        .kernels()
        .rowSums(
            bias.rows(),
            frame.active(),
            n,
            frame.array(),
            frame.adjoint(y, 0),
            n,
            frame.stride(y),
            frame.array(),
            at);
  }

  void end(Frame frame, int at) {
    frame.kernels().foldLanes(bias.rows(), frame.array(), at, frame.gradient(), bias.offset());
  }
}
