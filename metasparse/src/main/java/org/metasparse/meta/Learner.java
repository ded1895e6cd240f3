package org.metasparse.meta;

import org.metasparse.autodiff.Adam;
import org.metasparse.engine.Rng;

/** An outer loop, step after step. Not thread-safe: one caller at a time. */
public interface Learner {
  /**
   * What an outer step met.
   *
   * @param inner the mean loss where its inner loops begin
   * @param outer the mean loss at the last parameters that were evaluated
   */
  record Losses(double inner, double outer) {}

  /**
   * Takes one outer step.
   *
   * @param numbers the step's own weights and rates
   * @return the losses that it met
   * @throws DivergedException if one is NaN or infinite; theta and its moments are then as before
   */
  Losses step(MetaStep numbers);

  /** {@return the parameters as they are now, the learner's own array} */
  float[] theta();

  /** {@return the outer optimiser, its moments and step count} */
  Adam adam();

  /** {@return the generator that draws batches, its state} */
  Rng rng();
}
