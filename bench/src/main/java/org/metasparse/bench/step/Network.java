package org.metasparse.bench.step;

import org.metasparse.engine.Rng;
import org.metasparse.prune.MagnitudePruning;
import org.metasparse.prune.Pruned;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;

/** The networks and signals that steps are timed on. */
public final class Network {
  /** Rows and columns of the paper's faces: 31 684 pixels. */
  public static final int SIDE = 178;

  private static final int CHANNELS = 3;
  private static final int SINE_LAYERS = 4;
  private static final float OMEGA = 30;
  private static final long SEED = 3;

  private Network() {}

  /**
   * A random SIREN 2 -&gt; width x 4 -&gt; 3, pruned by magnitude in one go.
   *
   * @param width features of its sine layers
   * @param density the fraction of weights that is left
   * @return the network
   */
  public static Siren siren(int width, double density) {
    SirenShape shape = new SirenShape(2, width, SINE_LAYERS, CHANNELS, OMEGA);
    Siren dense = SirenInit.random(shape, new Rng(SEED));
    if (density == 1) {
      return dense;
    }
    Pruned pruned = MagnitudePruning.prune(dense.layout(), dense.theta(), 1 - density);
    return new Siren(shape, pruned.layout(), pruned.shrink(dense.theta()));
  }

  /**
   * A picture of noise.
   *
   * @param height its rows
   * @param width its columns
   * @param seed what noise
   * @return three channels between 0 and 1
   */
  public static Signal signal(int height, int width, long seed) {
    Rng rng = new Rng(seed);
    float[] values = new float[CHANNELS * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = rng.nextFloat();
    }
    return ImageKind.image("noise " + seed, Grid.ofImage(height, width), CHANNELS, values);
  }

  /**
   * The multiply-adds of a network's products at all pixels of a signal, forward only. Sines,
   * biases and the loss are not counted.
   *
   * @param siren the network
   * @param signal the signal
   * @return one for each surviving weight and pixel
   */
  public static long forwardMultiplyAdds(Siren siren, Signal signal) {
    return (long) signal.grid().count() * siren.layout().weights();
  }

  /**
   * The multiply-adds of the products forward and backward: one for the value, one for the gradient
   * of the weight, one for the gradient of the input, which the first layer does not need.
   *
   * @param siren the network
   * @param signal the signal
   * @return almost three for each surviving weight and pixel
   */
  public static long stepMultiplyAdds(Siren siren, Signal signal) {
    long first = siren.layout().block("weight.0").size();
    return signal.grid().count() * (3L * siren.layout().weights() - first);
  }
}
