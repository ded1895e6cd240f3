package org.metasparse.fit;

import org.metasparse.autodiff.Adam;
import org.metasparse.autodiff.Sgd;
import org.metasparse.engine.Kernels;

/**
 * How a signal is fitted from an initial network: an optimiser on the whole grid or on random
 * points of it, a number of steps and a learning rate.
 *
 * @param optimiser which
 * @param steps how many steps, at least 0
 * @param learningRate the learning rate
 * @param samples points that are drawn for each step's gradient, the same ones in each fit; 0 for
 *     all
 */
public record Protocol(Optimiser optimiser, int steps, double learningRate, int samples)
    implements Fitting {
  /** The optimisers that fit. */
  public enum Optimiser {
    /** Plain gradient descent, the inner loop's. */
    SGD,
    /** Adam with fresh moments. */
    ADAM;

    /**
     * A new one.
     *
     * @param size number of parameters
     * @param kernels what to compute with
     * @return an optimiser that has taken no step
     */
    public org.metasparse.autodiff.Optimiser of(int size, Kernels kernels) {
      return this == SGD ? new Sgd(kernels) : new Adam(size, kernels);
    }
  }

  /** The paper's protocol (a): two steps of SGD at 0.01. */
  public static final Protocol SGD2 = new Protocol(Optimiser.SGD, 2, 0.01);

  /** The paper's protocol (b), its headline: 100 steps of Adam at 1e-4. */
  public static final Protocol ADAM100 = new Protocol(Optimiser.ADAM, 100, 1e-4);

  /**
   * Finds one of the paper's protocols by its name.
   *
   * @param id {@code adam100} or {@code sgd2}
   * @return the protocol
   * @throws IllegalArgumentException if there is none of this name; the message lists them
   */
  public static Protocol of(String id) {
    return switch (id) {
      case "adam100" -> ADAM100;
      case "sgd2" -> SGD2;
      default -> throw new IllegalArgumentException("'" + id + "' is not one of adam100, sgd2");
    };
  }

  /**
   * A protocol on the whole grid.
   *
   * @param optimiser which
   * @param steps how many steps, at least 0
   * @param learningRate the learning rate
   * @throws IllegalArgumentException if steps are negative or the rate is not positive and finite
   */
  public Protocol(Optimiser optimiser, int steps, double learningRate) {
    this(optimiser, steps, learningRate, 0);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if steps or samples are negative or the rate is not positive
   *     and finite
   */
  public Protocol {
    if (samples < 0) {
      throw new IllegalArgumentException(samples + " samples: must be at least 1, or 0 for all");
    }
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
    return new Protocol(optimiser, n, learningRate, samples);
  }

  /**
   * The same with another learning rate.
   *
   * @param rate the rate
   * @return the protocol
   * @throws IllegalArgumentException if the rate is not positive and finite
   */
  public Protocol withRate(double rate) {
    return new Protocol(optimiser, steps, rate, samples);
  }

  @Override
  public Protocol withSamples(int n) {
    return new Protocol(optimiser, steps, learningRate, n);
  }

  @Override
  public int drawn(int points, int enough) {
    return samples >= points ? 0 : samples;
  }
}
