package org.metasparse.siren;

import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;

/**
 * The shape of a SIREN (Sitzmann et al. 2020): {@code layers} sine layers {@code h = sin(omega (W x
 * + b))}, then one linear layer. The paper's network for images is 2 -> 256 x 4 -> 3 with omega
 * 200.
 *
 * @param dimIn number of coordinates
 * @param width features of each sine layer
 * @param layers number of sine layers
 * @param dimOut number of channels
 * @param omega the frequency factor, the same in every sine layer
 */
public record SirenShape(int dimIn, int width, int layers, int dimOut, float omega) {
  /**
   * Checks sizes.
   *
   * @throws IllegalArgumentException if a size is less than 1 or omega is not positive and finite
   */
  public SirenShape {
    if (dimIn < 1 || width < 1 || layers < 1 || dimOut < 1) {
      throw new IllegalArgumentException(
          "a SIREN of "
              + dimIn
              + " -> "
              + width
              + " x "
              + layers
              + " -> "
              + dimOut
              + ": all sizes must be at least 1");
    }
    if (!(omega > 0 && omega < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("omega " + omega + " must be positive and finite");
    }
    Math.multiplyExact(width, Math.multiplyExact(width, layers));
  }

  /** {@return the blocks of the layout: weights and biases of the sine layers and the last} */
  long blocks() {
    return 2 * (layers + 1L);
  }

  /**
   * {@return the layout of the dense network: {@code weight.i} (out x in) and {@code bias.i} (out x
   * 1) for i = 0 … layers, the layout}
   */
  public Layout layout() {
    Layout.Builder builder = new Layout.Builder();
    for (int i = 0; i <= layers; i++) {
      builder.add("weight." + i, Block.Kind.WEIGHT, fanOut(i), fanIn(i), null);
      builder.add("bias." + i, Block.Kind.BIAS, fanOut(i), 1, null);
    }
    return builder.build();
  }

  /**
   * Inputs of a layer.
   *
   * @param layer from 0 to {@link #layers()}
   * @return its number of columns
   */
  public int fanIn(int layer) {
    return layer == 0 ? dimIn : width;
  }

  /**
   * Outputs of a layer.
   *
   * @param layer from 0 to {@link #layers()}
   * @return its number of rows
   */
  public int fanOut(int layer) {
    return layer == layers ? dimOut : width;
  }

  @Override
  public String toString() {
    return dimIn + " -> " + width + " x " + layers + " -> " + dimOut + ", omega " + omega;
  }
}
