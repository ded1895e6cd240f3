package org.metasparse.experiment;

import org.metasparse.siren.SirenShape;

/**
 * The paper's baseline Dense-Narrow: a dense network of smaller width, meta-learned as the wide one
 * is, with as many weights as the pruned network has.
 */
public final class DenseNarrow {
  private DenseNarrow() {}

  /**
   * The shape of the narrow network: the smallest even width that gives at least so many weights.
   * At width 256 this is the paper's list, 230 after the first round to 28 after the twentieth.
   *
   * @param wide the shape of the wide network
   * @param weights surviving weights of the pruned network
   * @return the shape of the narrow one
   * @throws IllegalArgumentException if the wide network has fewer weights
   */
  public static SirenShape shape(SirenShape wide, int weights) {
    for (int width = 2; width <= wide.width() + 1; width += 2) {
      SirenShape narrow =
          new SirenShape(wide.dimIn(), width, wide.layers(), wide.dimOut(), wide.omega());
      if (narrow.layout().weights() >= weights) {
        return narrow;
      }
    }
    throw new IllegalArgumentException(
        weights + " weights are more than " + wide.layout().weights() + ", those of " + wide);
  }
}
