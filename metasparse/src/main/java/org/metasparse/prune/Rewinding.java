package org.metasparse.prune;

import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;

/**
 * Rewinding (Frankle et al. 2020, <i>Linear Mode Connectivity</i>): survivors go back to the values
 * that they had earlier in training.
 */
public final class Rewinding {
  private Rewinding() {}

  /**
   * Takes the survivors' values out of the parameters of a dense network.
   *
   * @param dense the dense network's layout
   * @param theta its parameters; not changed
   * @param pruned a layout of the same blocks, pruned
   * @return the values, in the order of the pruned layout
   */
  public static float[] values(Layout dense, float[] theta, Layout pruned) {
    float[] values = new float[pruned.size()];
    for (Block block : pruned.blocks()) {
      int from = dense.block(block.name()).offset();
      if (block.pattern() == null) {
        System.arraycopy(theta, from, values, block.offset(), block.size());
      } else {
        block.pattern().collect(theta, from, values, block.offset());
      }
    }
    return values;
  }
}
