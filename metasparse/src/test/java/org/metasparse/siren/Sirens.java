package org.metasparse.siren;

import java.util.Arrays;
import org.metasparse.autodiff.Block;
import org.metasparse.engine.Rng;
import org.metasparse.prune.MagnitudePruning;
import org.metasparse.prune.Pruned;

/** Networks for tests: random, pruned, and pruned with the zeros written out. */
public final class Sirens {
  private Sirens() {}

  /** A random network of which a fraction of the weights was pruned. */
  public static Siren pruned(SirenShape shape, double fraction, long seed) {
    Siren siren = SirenInit.random(shape, new Rng(seed));
    Pruned pruned = MagnitudePruning.prune(siren.layout(), siren.theta(), fraction);
    return new Siren(shape, pruned.layout(), pruned.shrink(siren.theta()));
  }

  /** An array of a network's layout as one of the dense layout, with zeros where weights went. */
  public static float[] dense(Siren siren, float[] values) {
    float[] dense = new float[siren.shape().layout().size()];
    for (Block block : siren.layout().blocks()) {
      int to = siren.shape().layout().block(block.name()).offset();
      if (block.pattern() == null) {
        System.arraycopy(values, block.offset(), dense, to, block.size());
      } else {
        block.pattern().expand(values, block.offset(), dense, to);
      }
    }
    return dense;
  }

  /** Ones where the dense layout's parameters survive, zeros elsewhere. */
  public static float[] mask(Siren siren) {
    float[] ones = new float[siren.layout().size()];
    Arrays.fill(ones, 1);
    return dense(siren, ones);
  }
}
