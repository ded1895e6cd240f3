package org.metasparse.autodiff.op;

import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;

/**
 * Chooses how a linear layer is computed: by dense or by sparse kernels.
 *
 * <p>The choice is a fixed rule on the layer's shape and density, the same on every machine,
 * because the two add up a weight's gradient in a different order and runs must reproduce.
 */
public final class Linear {
  /**
   * Up to this density values and input gradients are computed by sparse kernels. Measured on a 256
   * x 256 layer (AMD Zen 4, 512 bits): SpMM reaches 0.50 of peak, the dense product 0.97, which
   * break even at 0.51; prototypes on an Intel machine broke even between 0.35 and 0.45.
   */
  public static final double SPARSE_DENSITY = 0.45;

  /**
   * Up to this density a weight's gradient is computed at its entries alone. Measured likewise:
   * SDDMM reaches 0.40 of peak, the dense product 0.84, which would break even at 0.48; but the
   * lanes of three such layers leave the second-level cache above 0.06 and their traffic brings it
   * down to 0.28.
   */
  public static final double SAMPLED_DENSITY = 0.28;

  /** Layers with fewer rows or columns than a vector has lanes fill no dense register block. */
  public static final int NARROW = 16;

  private Linear() {}

  /**
   * The operation {@code y = W x + b} for a weight block and a bias block.
   *
   * @param x the input, {@code W.cols()} features
   * @param weight the block of W
   * @param bias the block of b
   * @return a {@link CsrLinear} or a {@link DenseLinear}
   */
  public static Operation of(Node x, Block weight, Block bias) {
    return sparse(weight) ? new CsrLinear(x, weight, bias) : new DenseLinear(x, weight, bias);
  }

  /**
   * The rule for values and input gradients.
   *
   * @param weight a weight block
   * @return whether sparse kernels are used for them
   */
  public static boolean sparse(Block weight) {
    return Math.min(weight.rows(), weight.cols()) < NARROW || weight.density() <= SPARSE_DENSITY;
  }

  /**
   * The rule for the weight's gradient.
   *
   * @param weight a weight block
   * @return whether it is computed at the existing entries alone
   */
  public static boolean sampled(Block weight) {
    return Math.min(weight.rows(), weight.cols()) < NARROW || weight.density() <= SAMPLED_DENSITY;
  }

  static void check(Node x, Block weight, Block bias) {
    if (x.rows() != weight.cols() || bias.rows() != weight.rows() || bias.cols() != 1) {
      throw new IllegalArgumentException(
          weight.name()
              + " is "
              + weight.rows()
              + " x "
              + weight.cols()
              + ": it takes "
              + weight.cols()
              + " features, not "
              + x.rows()
              + ", and a bias of "
              + weight.rows()
              + ", not "
              + bias.rows()
              + " x "
              + bias.cols());
    }
    if (bias.pattern() != null) {
      throw new IllegalArgumentException(bias.name() + " is a bias with a pattern");
    }
  }
}
