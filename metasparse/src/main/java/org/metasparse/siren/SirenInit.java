package org.metasparse.siren;

import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Rng;

/**
 * The initialisation of a SIREN (Sitzmann et al. 2020, section 3.2): the first layer from {@code
 * U(-1/fanIn, 1/fanIn)}, every other, the last included, from {@code U(-sqrt(6/fanIn)/omega,
 * sqrt(6/fanIn)/omega)}; a bias from the same interval as its layer's weights.
 */
public final class SirenInit {
  private SirenInit() {}

  /**
   * A dense network with random parameters, drawn in the order of the layout.
   *
   * @param shape its shape
   * @param rng where the numbers come from
   * @return the network
   */
  public static Siren random(SirenShape shape, Rng rng) {
    Layout layout = shape.layout();
    float[] theta = new float[layout.size()];
    for (int i = 0; i <= shape.layers(); i++) {
      int fanIn = shape.fanIn(i);
      float bound = i == 0 ? 1f / fanIn : (float) (Math.sqrt(6.0 / fanIn) / shape.omega());
      fill(theta, layout.block("weight." + i), bound, rng);
      fill(theta, layout.block("bias." + i), bound, rng);
    }
    return new Siren(shape, layout, theta);
  }

  private static void fill(float[] theta, Block block, float bound, Rng rng) {
    for (int j = 0; j < block.size(); j++) {
      theta[block.offset() + j] = rng.uniform(-bound, bound);
    }
  }
}
