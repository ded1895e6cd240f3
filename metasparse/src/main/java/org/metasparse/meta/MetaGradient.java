package org.metasparse.meta;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A rule for the meta-gradient: a weighted sum of the gradients {@code g_k = dL(theta_k)} met on
 * the inner loop's way {@code theta_{k+1} = theta_k - alpha g_k}, k = 0 … K. All but one are of
 * first order: they do not differentiate through the inner steps.
 */
public enum MetaGradient {
  /**
   * The first-order multi-step loss: {@code 1/(K+1) sum_{k=0..K} g_k}, the gradient of the mean
   * loss along the way (Antoniou et al. 2019 without second-order terms). It survives pruning best.
   */
  MULTISTEP,

  /**
   * Reptile (Nichol et al. 2018): {@code sum_{k<K} g_k = (theta - theta_K) / alpha}, used as a
   * gradient.
   */
  REPTILE,

  /**
   * First-order MAML (Finn et al. 2017): {@code g_K}, the gradient at the adapted parameters. At
   * the paper's inner learning rate it diverges on images.
   */
  FOMAML,

  /**
   * Exact MAML (Finn et al. 2017; the paper's): the derivative of {@code L(theta_K)} by theta,
   * {@code (I - alpha H_0) … (I - alpha H_{K-1}) g_K} with the Hessians {@code H_k} at {@code
   * theta_k}. A reference to compare with, at about three times the cost of the others for K = 2.
   */
  MAML;

  /**
   * The weight of each gradient.
   *
   * @param innerSteps K, at least 1
   * @return {@code K + 1} weights; trailing zeros mean that those gradients are not needed
   */
  public float[] weights(int innerSteps) {
    float[] w = new float[innerSteps + 1];
    switch (this) {
      case MULTISTEP -> Arrays.fill(w, 1f / (innerSteps + 1));
      case REPTILE -> Arrays.fill(w, 0, innerSteps, 1f);
      case FOMAML, MAML -> w[innerSteps] = 1f;
    }
    return w;
  }

  /** {@return whether the weighted gradients are taken back through the inner steps} */
  public boolean exact() {
    return this == MAML;
  }

  /**
   * How much there is to compute for a signal of a batch.
   *
   * @param innerSteps K, at least 1
   * @return at most so many gradients, or what takes as many multiply-adds: one at each place of
   *     the way, three for each product with a Hessian
   */
  public int gradients(int innerSteps) {
    return innerSteps + 1 + (exact() ? 3 * innerSteps : 0);
  }

  /** {@return the rule's name as users write it, lower case} */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the names of all rules, separated by commas} */
  public static String ids() {
    return Arrays.stream(values()).map(MetaGradient::id).collect(Collectors.joining(", "));
  }

  /**
   * Finds a rule by its name.
   *
   * @param id the name as users write it
   * @return the rule
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  public static MetaGradient of(String id) {
    return Arrays.stream(values())
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is not one of " + ids()));
  }
}
