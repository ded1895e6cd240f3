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
 * @param code numbers of a latent code that shifts the sines, see {@link LatentCode}; 0 for none
 */
public record SirenShape(int dimIn, int width, int layers, int dimOut, float omega, int code) {
  /**
   * Checks sizes.
   *
   * @throws IllegalArgumentException if a size is less than 1, omega is not positive and finite, or
   *     the code is negative
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
    if (code < 0) {
      throw new IllegalArgumentException("a code of " + code + " numbers; 0 stands for none");
    }
    Math.multiplyExact(width, Math.multiplyExact(width, layers));
    Math.multiplyExact(code, Math.multiplyExact(width, layers));
  }

  /**
   * A shape without a latent code.
   *
   * @param dimIn number of coordinates
   * @param width features of each sine layer
   * @param layers number of sine layers
   * @param dimOut number of channels
   * @param omega the frequency factor, the same in every sine layer
   * @throws IllegalArgumentException if a size is less than 1 or omega is not positive and finite
   */
  public SirenShape(int dimIn, int width, int layers, int dimOut, float omega) {
    this(dimIn, width, layers, dimOut, omega, 0);
  }

  /**
   * {@return the same with another latent code}
   *
   * @param numbers of the code; 0 for none
   */
  public SirenShape withCode(int numbers) {
    return new SirenShape(dimIn, width, layers, dimOut, omega, numbers);
  }

  /** {@return the blocks of the layout} */
  long blocks() {
    return plainBlocks() + (code > 0 ? layers + 1L : 0);
  }

  /** The blocks without those of the code: weights and biases of the sine layers and the last. */
  long plainBlocks() {
    return 2 * (layers + 1L);
  }

  /**
   * {@return the layout of the dense network: {@code weight.i} (out x in) and {@code bias.i} (out x
   * 1) for i = 0 … layers; with a latent code then {@code map.i} (width x code) for the sine layers
   * i = 0 … layers - 1, and {@code code} (code x 1)}
   */
  public Layout layout() {
    Layout.Builder builder = new Layout.Builder();
    for (int i = 0; i <= layers; i++) {
      builder.add("weight." + i, Block.Kind.WEIGHT, fanOut(i), fanIn(i), null);
      builder.add("bias." + i, Block.Kind.BIAS, fanOut(i), 1, null);
    }
    return withCode(builder).build();
  }

  /**
   * {@return the builder}
   *
   * @param builder receives the blocks of the latent code behind all others; none if there is no
   *     code
   */
  public Layout.Builder withCode(Layout.Builder builder) {
    for (int i = 0; code > 0 && i < layers; i++) {
      builder.add(LatentCode.MAP + i, Block.Kind.CODE, width, code, null);
    }
    return code > 0 ? builder.add(LatentCode.CODE, Block.Kind.CODE, code, 1, null) : builder;
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
    String shape = dimIn + " -> " + width + " x " + layers + " -> " + dimOut + ", omega " + omega;
    return code == 0 ? shape : shape + ", a code of " + code;
  }
}
