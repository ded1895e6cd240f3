package org.metasparse.meta;

/**
 * The numbers of meta-learning.
 *
 * @param rule how the meta-gradient is formed
 * @param innerSteps K, SGD steps of the inner loop
 * @param innerRate alpha, their learning rate
 * @param outerRate beta, the learning rate of the outer Adam
 * @param batch signals drawn for each outer step
 * @param samples points of a signal that are drawn for each gradient; 0 for all, as in the paper
 */
public record MetaConfig(
    MetaGradient rule, int innerSteps, double innerRate, double outerRate, int batch, int samples) {
  /**
   * Numbers for gradients of whole signals.
   *
   * @param rule how the meta-gradient is formed
   * @param innerSteps K, SGD steps of the inner loop
   * @param innerRate alpha, their learning rate
   * @param outerRate beta, the learning rate of the outer Adam
   * @param batch signals drawn for each outer step
   * @throws IllegalArgumentException if one is not positive
   */
  public MetaConfig(
      MetaGradient rule, int innerSteps, double innerRate, double outerRate, int batch) {
    this(rule, innerSteps, innerRate, outerRate, batch, 0);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not positive, or samples are negative
   */
  public MetaConfig {
    if (samples < 0) {
      throw new IllegalArgumentException(samples + " samples: must be at least 1, or 0 for all");
    }
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
