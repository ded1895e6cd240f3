package org.metasparse.autodiff;

/** Moves parameters along a gradient, step after step. */
public interface Optimiser {
  /**
   * Takes one step.
   *
   * @param learningRate the learning rate
   * @param gradient the gradient; read
   * @param theta the parameters, of the same length; updated
   * @throws IllegalArgumentException if the lengths differ
   */
  void step(double learningRate, float[] gradient, float[] theta);
}
