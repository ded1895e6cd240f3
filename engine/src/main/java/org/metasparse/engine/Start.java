package org.metasparse.engine;

/**
 * From which value each chain of a backward product starts: what stands in for {@code c[i, j]} in
 * its formula. Chosen by the caller, so that no pass over {@code C} is needed before the product.
 */
public enum Start {
  /** The element's present value: the product is accumulated. */
  PRESENT,
  /** Positive zero: the element is overwritten, whatever it held. */
  ZERO
}
