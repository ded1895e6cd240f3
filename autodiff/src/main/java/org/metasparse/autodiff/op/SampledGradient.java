package org.metasparse.autodiff.op;

import java.util.Arrays;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.Node;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Kernels;

/**
 * A weight's gradient at its existing entries alone (SDDMM), kept in lanes until the chunk's end.
 *
 * @param weight the block of W
 * @param pattern its entries
 */
record SampledGradient(Block weight, CsrPattern pattern) {
  /** Floats that it keeps from {@link #begin} to {@link #end}: a cache line for each entry. */
  int memory() {
    return Math.multiplyExact(pattern.nnz(), Kernels.LANES);
  }

  /** Starts at zero, in memory that begins at index {@code at} of the frame's array. */
  void begin(Frame frame, int at) {
    Arrays.fill(frame.array(), at, at + pattern.nnz() * Kernels.LANES, 0f);
  }

  /** Adds what the active panels of a tile contribute. */
  void accumulate(Frame frame, Node y, Node x, int at) {
    int n = frame.panelWidth();
    frame
        .kernels()
        .sddmm(
            pattern,
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
            frame.array(),
            at);
  }

  /** Adds the sum to the frame's gradient. */
  void end(Frame frame, int at) {
    frame.kernels().foldLanes(pattern.nnz(), frame.array(), at, frame.gradient(), weight.offset());
  }
}
