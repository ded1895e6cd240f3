package org.metasparse.meta;

/**
 * The numbers of meta-learning.
 *
 * @param rule how the meta-gradient is formed
 * @param innerSteps K, SGD steps of the inner loop
 * @param innerRate alpha, their learning rate
 * @param outerRate beta, the learning rate of the outer Adam
 * @param batch signals drawn for each outer step
 */
public record MetaConfig(
    MetaGradient rule, int innerSteps, double innerRate, double outerRate, int batch) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public MetaConfig {
    if (innerSteps < 1 || batch < 1) {
      throw new IllegalArgumentException(
          innerSteps + " inner steps and a batch of " + batch + ": both must be at least 1");
    }
    if (!(innerRate > 0 && outerRate > 0)) {
      throw new IllegalArgumentException(
          "inner rate " + innerRate + " and outer rate " + outerRate + " must be positive");
    }
  }
}
