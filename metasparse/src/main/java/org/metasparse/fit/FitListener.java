package org.metasparse.fit;

/** Is told how far a fit is. */
@FunctionalInterface
public interface FitListener {
  /** Does not listen. */
  FitListener NONE = (steps, mse) -> {};

  /**
   * Called now and then.
   *
   * @param steps how many steps have been taken, of {@link Fitting#steps}; they may begin anew, and
   *     end early
   * @param mse the mean squared error before the last of them, on the points that it looked at; of
   *     signals that are fitted side by side, the mean of theirs
   */
  void taken(int steps, double mse);
}
