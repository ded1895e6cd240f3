package org.metasparse.autodiff;

/**
 * What an operation says of itself to those who read a tape.
 *
 * @param formula its result as a formula of its inputs, for a pixel
 * @param multiplyAdds multiplications with addition that its matrix product takes for a pixel in
 *     the forward pass; 0 where there is none. The two products of the backward pass take as many
 *     each
 * @param kernels which kernels compute it and why these; empty where there is no choice
 */
public record Description(String formula, long multiplyAdds, String kernels) {
  /**
   * The description of an operation without a matrix product.
   *
   * @param formula its result as a formula of its inputs
   * @return the description
   */
  public static Description of(String formula) {
    return new Description(formula, 0, "");
  }
}
