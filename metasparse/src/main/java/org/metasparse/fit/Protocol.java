package org.metasparse.fit;

/**
 * How a signal is fitted from an initial network: an optimiser on the whole grid, a number of steps
 * and a learning rate.
 *
 * @param optimiser which
 * @param steps how many steps, at least 0
 * @param learningRate the learning rate
 */
public record Protocol(Optimiser optimiser, int steps, double learningRate) {
  /** The optimisers that fit. */
  public enum Optimiser {
    /** Plain gradient descent, the inner loop's. */
    SGD,
    /** Adam with fresh moments. */
    ADAM
  }

  /** The paper's protocol (a): two steps of SGD at 0.01. */
  public static final Protocol SGD2 = new Protocol(Optimiser.SGD, 2, 0.01);

  /** The paper's protocol (b), its headline: 100 steps of Adam at 1e-4. */
  public static final Protocol ADAM100 = new Protocol(Optimiser.ADAM, 100, 1e-4);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if steps are negative or the rate is not positive and finite
   */
  public Protocol {
    if (steps < 0 || !(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          steps + " steps at a rate of " + learningRate + ": both must be positive");
    }
  }

  /**
   * The same with another number of steps.
   *
   * @param n the number
   * @return the protocol
   */
  public Protocol withSteps(int n) {
    return new Protocol(optimiser, n, learningRate);
  }
}
