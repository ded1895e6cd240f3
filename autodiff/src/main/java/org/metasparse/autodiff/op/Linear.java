package org.metasparse.autodiff.op;

import java.util.Locale;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tangents;

/**
 * Chooses how a linear layer is computed: by dense or by sparse kernels.
 *
 * <p>The choice is a fixed rule on the layer's shape and density, the same on every machine,
 * because the two add up a weight's gradient in a different order and runs must reproduce.
 */
public final class Linear {
  /**
   * Up to this density a layer is computed by sparse kernels. Measured on SIREN 2 -> 256 x 4 -> 3
   * (AMD Zen 4, 512 bits): at .41 a sparse step takes 0.72 of a dense one; with the dense product
   * for the weight's gradient alone it takes 0.80. Prototypes of SpMM on an Intel machine broke
   * even between 0.35 and 0.45.
   */
  public static final double SPARSE_DENSITY = 0.45;

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
   * The operation {@code y = W x} for a weight block.
   *
   * @param x the input, {@code W.cols()} features
   * @param weight the block of W
   * @return a {@link CsrLinear} or a {@link DenseLinear} without a bias
   */
  public static Operation of(Node x, Block weight) {
    return of(x, weight, null);
  }

  /**
   * {@code y' = V x + v + W x'}, where V and v are the directions of W and b. Neither dense nor
   * sparse: V has W's pattern, so the rule chooses for both alike.
   */
  static Node tangent(Tangents tangents, Node x, Block weight, Block bias) {
    Block v = bias == null ? null : tangents.direction(bias);
    Node own = tangents.append(of(x, tangents.direction(weight), v));
    Node moved = tangents.of(x);
    return Add.sum(tangents, own, moved == null ? null : tangents.append(of(moved, weight)));
  }

  /**
   * The rule.
   *
   * @param weight a weight block
   * @return whether sparse kernels are used for it
   */
  public static boolean sparse(Block weight) {
    return Math.min(weight.rows(), weight.cols()) < NARROW || weight.density() <= SPARSE_DENSITY;
  }

  /** What a linear layer says of itself, with why the rule takes these kernels for it. */
  static Description describe(Block weight, Block bias, long multiplyAdds, String kernels) {
    int narrow = Math.min(weight.rows(), weight.cols());
    String why =
        narrow < NARROW
            ? narrow + (weight.cols() == narrow ? " in" : " out") + " < " + NARROW
            : String.format(
                Locale.ROOT,
                "density %.3f %s %.2f",
                weight.density(),
                weight.density() <= SPARSE_DENSITY ? "<=" : ">",
                SPARSE_DENSITY);
    return new Description(
        weight.name() + " x" + (bias == null ? "" : " + " + bias.name()),
        multiplyAdds,
        kernels + ": " + why);
  }

  static void check(Node x, Block weight, Block bias) {
    if (x.rows() != weight.cols()) {
      throw new IllegalArgumentException(
          shape(weight) + ": it takes " + weight.cols() + " features, not " + x.rows());
    }
    if (bias == null) {
      return;
    }
    if (bias.rows() != weight.rows() || bias.cols() != 1) {
      throw new IllegalArgumentException(
          shape(weight)
              + ": it takes a bias of "
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

  private static String shape(Block weight) {
    return weight.name() + " is " + weight.rows() + " x " + weight.cols();
  }
}
