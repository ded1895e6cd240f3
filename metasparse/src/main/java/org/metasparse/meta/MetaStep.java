package org.metasparse.meta;

/**
 * The numbers of one outer step, where they change over a training.
 *
 * @param weights the weight of each gradient {@code g_0 … g_K} in the meta-gradient; not copied
 * @param innerRate alpha, the learning rate of the inner loop; may be 0
 * @param outerRate beta, the learning rate of the outer Adam
 */
public record MetaStep(float[] weights, double innerRate, double outerRate) {
  /**
   * The numbers as a configuration has them.
   *
   * @param config the configuration
   * @return the same numbers for every step
   */
  public static MetaStep of(MetaConfig config) {
    return new MetaStep(
        config.rule().weights(config.innerSteps()), config.innerRate(), config.outerRate());
  }
}
