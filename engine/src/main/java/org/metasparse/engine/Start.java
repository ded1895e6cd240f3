package org.metasparse.engine;

/**
 * From which value each chain of a product starts: what stands in for {@code c[i, j]} in its
 * formula. Chosen by the caller, so that no pass over {@code C} is needed before the product.
 */
public enum Start {
  /** The element's present value: the product is accumulated. */
  PRESENT,
  /** Positive zero: the element is overwritten, whatever it held. */
  ZERO,
  /** {@code bias[i]}, one value for each row of {@code C}: the element is overwritten. */
  BIAS;

  /**
   * The value from which chains of a row start, where that is not the present one.
   *
   * @param bias one value for each row; read for {@link #BIAS} only, otherwise it may be null
   * @param index the index of the row's value
   * @return {@code bias[index]} for {@link #BIAS}, else 0
   */
  public float of(float[] bias, int index) {
    return this == BIAS ? bias[index] : 0f;
  }
}
