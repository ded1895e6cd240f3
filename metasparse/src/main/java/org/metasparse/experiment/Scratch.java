package org.metasparse.experiment;

import org.metasparse.engine.Rng;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;

/** The paper's baseline Scratch: a narrow dense network that has learned nothing. */
public final class Scratch {
  private Scratch() {}

  /**
   * A randomly initialised network of a {@link DenseNarrow} shape.
   *
   * @param wide the shape of the wide network
   * @param weights surviving weights of the pruned network that it is compared with
   * @param rng where the numbers come from
   * @return the network
   */
  public static Siren initial(SirenShape wide, int weights, Rng rng) {
    return SirenInit.random(DenseNarrow.shape(wide, weights), rng);
  }
}
