package org.metasparse.interchange;

/**
 * What a file of tensors does not tell about the network, and where it differs from metasparse's:
 * {@code h = sin(omega (W x + b))} in every sine layer, {@code y = W h + b}.
 *
 * @param omega the frequency factor of the sine layers; NaN to take what the file's metadata tell
 * @param firstOmega that of the first layer, which is folded into its parameters; NaN if it is the
 *     same
 * @param outputScale what the program multiplied the network's output with; folded into the last
 *     layer
 * @param outputOffset what it added then; folded into the last bias
 * @param sparse whether weights that are exactly 0 are pruned ones
 */
public record ImportOptions(
    double omega, double firstOmega, double outputScale, double outputOffset, boolean sparse) {
  /**
   * The network as it is.
   *
   * @param omega the frequency factor; NaN to take what the file's metadata tell
   * @return the options
   */
  public static ImportOptions of(double omega) {
    return new ImportOptions(omega, Double.NaN, 1, 0, false);
  }
}
