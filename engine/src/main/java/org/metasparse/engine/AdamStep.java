package org.metasparse.engine;

/**
 * The constants of one step of Adam, with the bias corrections of that step worked in.
 *
 * @param stepSize learning rate divided by {@code 1 - beta1^t}
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the denominator
 * @param rootCorrection2 {@code sqrt(1 - beta2^t)}
 */
public record AdamStep(
    float stepSize, float beta1, float beta2, float epsilon, float rootCorrection2) {
  /**
   * The constants of step {@code t}, computed in double precision with {@link StrictMath}, so that
   * they have the same bits on every JVM.
   *
   * @param learningRate the learning rate
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon added to the denominator, positive
   * @param t the step's number, from 1
   * @return the constants
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static AdamStep of(
      double learningRate, double beta1, double beta2, double epsilon, long t) {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException("betas " + beta1 + ", " + beta2 + " must lie in [0, 1)");
    }
    if (t < 1 || !(epsilon > 0)) {
      throw new IllegalArgumentException(
          "step " + t + " >= 1 and epsilon " + epsilon + " > 0 needed");
    }
    return new AdamStep(
        (float) (learningRate / (1 - StrictMath.pow(beta1, t))),
        (float) beta1,
        (float) beta2,
        (float) epsilon,
        (float) Math.sqrt(1 - StrictMath.pow(beta2, t)));
  }
}
