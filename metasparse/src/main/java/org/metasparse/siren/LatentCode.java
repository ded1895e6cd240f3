package org.metasparse.siren;

import java.util.Arrays;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Rng;

/**
 * A latent code: numbers {@code z} that shift the argument of each sine through a learned linear
 * map, {@code h = sin(omega (W_i x + b_i + M_i z))} (Dupont et al. 2022, <i>From data to
 * functa</i>, "shift modulations"; Perez et al. 2018, FiLM). A signal moves {@code z} alone; all
 * else is what signals share. The network with a code is that without one whose biases are {@code
 * b_i + M_i z}.
 *
 * <p>Not thread-safe: one caller at a time.
 */
public final class LatentCode {
  static final String MAP = "map.";
  static final String CODE = "code";

  private final Layout layout;
  private final Layout plain;
  private final Block code;
  private final int layers;
  private final double[] sums;

  /**
   * For networks of a layout.
   *
   * @param shape their shape, with a code
   * @param layout their layout
   */
  LatentCode(SirenShape shape, Layout layout) {
    this.layout = layout;
    this.plain = new Layout(layout.blocks().subList(0, (int) shape.plainBlocks()));
    this.code = layout.block(CODE);
    this.layers = shape.layers();
    this.sums = new double[shape.code()];
  }

  /**
   * Gives a network a code.
   *
   * @param siren a network without one
   * @param numbers how many
   * @param rng draws the maps: even numbers of variance {@code 1 / numbers}, so that a step of all
   *     of a code shifts a sine as far as a step of its bias
   * @return the same function, with a code of zeros, which is what its fits move
   * @throws IllegalArgumentException if the network has a code, or they are less than 1
   */
  public static Siren give(Siren siren, int numbers, Rng rng) {
    if (siren.shape().code() > 0 || numbers < 1) {
      throw new IllegalArgumentException(
          "a code of " + numbers + " numbers for a network of " + siren.shape());
    }
    SirenShape shape = siren.shape().withCode(numbers);
    Layout.Builder builder = new Layout.Builder();
    for (Block block : siren.layout().blocks()) {
      builder.add(block.name(), block.kind(), block.rows(), block.cols(), block.pattern());
    }
    Layout layout = shape.withCode(builder).build();
    float[] theta = new float[layout.size()];
    System.arraycopy(siren.theta(), 0, theta, 0, siren.theta().length);
    Block code = layout.block(CODE);
    float bound = (float) Math.sqrt(3.0 / numbers);
    for (int j = siren.theta().length; j < code.offset(); j++) {
      theta[j] = rng.uniform(-bound, bound);
    }
    return new Siren(shape, layout, theta, new Moves(Moves.ALL.in(code)));
  }

  /** The layout of the network without a code. */
  Layout plainLayout() {
    return plain;
  }

  /**
   * The parameters of the network without a code, {@code b_i + M_i z} for its biases.
   *
   * @param theta the parameters with one; read
   * @param to receives those without; overwritten
   */
  void plain(float[] theta, float[] to) {
    System.arraycopy(theta, 0, to, 0, to.length);
    for (int i = 0; i < layers; i++) {
      Block M = map(i);
      int b = bias(i).offset();
      for (int r = 0; r < M.rows(); r++) {
        double shift = 0;
        for (int k = 0; k < M.cols(); k++) {
          shift += (double) theta[M.offset() + r * M.cols() + k] * theta[code.offset() + k];
        }
        to[b + r] += (float) shift;
      }
    }
  }

  /**
   * The gradient by the parameters with a code: {@code dL/dM_i = dL/db_i z^T} and {@code dL/dz =
   * sum_i M_i^T dL/db_i}.
   *
   * @param theta the parameters; read
   * @param from the gradient by those without a code, at {@link #plain}; read
   * @param gradient receives the gradient; overwritten
   */
  void gradient(float[] theta, float[] from, float[] gradient) {
    System.arraycopy(from, 0, gradient, 0, from.length);
    Arrays.fill(sums, 0);
    for (int i = 0; i < layers; i++) {
      Block M = map(i);
      int b = bias(i).offset();
      for (int r = 0; r < M.rows(); r++) {
        float shift = from[b + r];
        int row = M.offset() + r * M.cols();
        for (int k = 0; k < M.cols(); k++) {
          gradient[row + k] = shift * theta[code.offset() + k];
          sums[k] += (double) shift * theta[row + k];
        }
      }
    }
    for (int k = 0; k < sums.length; k++) {
      gradient[code.offset() + k] = (float) sums[k];
    }
  }

  private Block map(int layer) {
    return layout.blocks().get(plain.blocks().size() + layer);
  }

  private Block bias(int layer) {
    return layout.blocks().get(2 * layer + 1);
  }
}
