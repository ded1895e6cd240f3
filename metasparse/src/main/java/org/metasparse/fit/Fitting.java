package org.metasparse.fit;

import org.metasparse.format.Checkpoint;

/**
 * How a signal is fitted: by an {@link Effort}, which finds its numbers itself, or by a {@link
 * Protocol}, which is told them.
 */
public sealed interface Fitting permits Effort, Protocol {
  /**
   * {@return how many gradients of the signal a fit takes, what is tried out beforehand not
   * counted}
   */
  int steps();

  /**
   * The same on another number of random points.
   *
   * @param n points that are drawn for each gradient, 0 for all
   * @return the fitting
   * @throws IllegalArgumentException if {@code n} is negative
   */
  Fitting withSamples(int n);

  /**
   * {@return the points that are drawn for each gradient of a signal; 0 for all}
   *
   * @param points how many the signal has
   * @param enough how many tell the network at hand all that it can learn in a step
   */
  int drawn(int points, int enough);

  /**
   * The same from a model that may know more about it.
   *
   * @param model where fits start
   * @return the fitting; an {@link Effort} begins with the rate that the model's training found
   */
  default Fitting from(Checkpoint model) {
    return at(model.fitRate());
  }

  /**
   * The same from a model of which a rate is known.
   *
   * @param rate that suits signals of its class, see {@link FitRate}; 0 if none is known
   * @return the fitting; an {@link Effort} begins with that rate
   */
  default Fitting at(double rate) {
    return this;
  }
}
