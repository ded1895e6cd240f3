package org.metasparse.autodiff.op;

import org.metasparse.autodiff.Frame;
import org.metasparse.autodiff.FrameGeometry;
import org.metasparse.autodiff.Node;

/**
 * How a linear layer sums {@code dW += dy x'} over pixels: by dense kernels or at the existing
 * entries alone.
 */
interface WeightGradient {
  /** Floats that it keeps from {@link #begin} to {@link #end}, a multiple of a cache line. */
  int memory(FrameGeometry geometry);

  /** Starts at zero, in memory that begins at index {@code at} of the frame's array. */
  void begin(Frame frame, int at);

  /** Adds what the active panels of a tile contribute. */
  void accumulate(Frame frame, Node y, Node x, int at);

  /** Adds the sum to the frame's gradient. */
  void end(Frame frame, int at);
}
