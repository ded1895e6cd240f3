package org.metasparse.autodiff;

import org.metasparse.engine.AdamStep;
import org.metasparse.engine.Kernels;

/**
 * Adam (Kingma and Ba 2015) on flat arrays, with the customary decays 0.9 and 0.999 and epsilon
 * 1e-8.
 *
 * <p>The moments have the parameters' layout; {@code steps} counts the steps taken, which the bias
 * corrections need. Not thread-safe.
 */
public final class Adam implements Optimiser {
  /** Decay of the first moment. */
  public static final double BETA_1 = 0.9;

  /** Decay of the second moment. */
  public static final double BETA_2 = 0.999;

  /** Added to the denominator. */
  public static final double EPSILON = 1e-8;

  private final Kernels kernels;
  private final double beta2;
  private final float[] m;
  private final float[] v;
  private long steps;

  /**
   * An optimiser that has taken no step.
   *
   * @param size number of parameters
   * @param kernels what to compute with
   */
  public Adam(int size, Kernels kernels) {
    this(new float[size], new float[size], 0, kernels);
  }

  /**
   * An optimiser that has taken no step, with another decay of the second moment.
   *
   * @param size number of parameters
   * @param beta2 the decay, in (0, 1): how slowly the scale of past gradients is forgotten
   * @param kernels what to compute with
   * @throws IllegalArgumentException if the decay is out of range
   */
  public Adam(int size, double beta2, Kernels kernels) {
    this(new float[size], new float[size], 0, beta2, kernels);
  }

  /**
   * An optimiser in the middle of its work.
   *
   * @param m first moments; kept and updated
   * @param v second moments, of the same length; kept and updated
   * @param steps how many steps it has taken
   * @param kernels what to compute with
   * @throws IllegalArgumentException if the moments differ in length or steps are negative
   */
  public Adam(float[] m, float[] v, long steps, Kernels kernels) {
    this(m, v, steps, BETA_2, kernels);
  }

  /**
   * An optimiser in the middle of its work, with another decay of the second moment.
   *
   * @param m first moments; kept and updated
   * @param v second moments, of the same length; kept and updated
   * @param steps how many steps it has taken
   * @param beta2 the decay, in (0, 1): how slowly the scale of past gradients is forgotten
   * @param kernels what to compute with
   * @throws IllegalArgumentException if the moments differ in length, steps are negative or the
   *     decay is out of range
   */
  public Adam(float[] m, float[] v, long steps, double beta2, Kernels kernels) {
    if (!(beta2 > 0 && beta2 < 1)) {
      throw new IllegalArgumentException("a decay of " + beta2 + " must lie in (0, 1)");
    }
    if (m.length != v.length || steps < 0) {
      throw new IllegalArgumentException(
          "moments of " + m.length + " and " + v.length + " floats after " + steps + " steps");
    }
    this.m = m;
    this.v = v;
    this.steps = steps;
    this.beta2 = beta2;
    this.kernels = kernels;
  }

  /** Takes one step: {@code theta -= learningRate * m^ / (sqrt(v^) + epsilon)}. */
  @Override
  public void step(double learningRate, float[] gradient, float[] theta) {
    if (gradient.length != m.length || theta.length != m.length) {
      throw new IllegalArgumentException(
          gradient.length
              + " gradients and "
              + theta.length
              + " parameters for moments of "
              + m.length);
    }
    AdamStep step = AdamStep.of(learningRate, BETA_1, beta2, EPSILON, ++steps);
    kernels.adam(step, gradient, theta, m, v);
  }

  /** {@return the first moments, the optimiser's own array} */
  public float[] m() {
    return m;
  }

  /** {@return the second moments, the optimiser's own array} */
  public float[] v() {
    return v;
  }

  /** {@return how many steps have been taken, at least 0} */
  public long steps() {
    return steps;
  }
}
