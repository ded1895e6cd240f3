package org.metasparse.prune;

import java.util.Arrays;
import org.metasparse.format.Own;
import org.metasparse.siren.Moves;

/**
 * Takes from what moves, as the other prunings of this package take from what exists: those
 * parameters stop to move whose signals lose least by sharing one value. To second order, and with
 * the mean squared gradient for the Hessian's diagonal (as in {@link FisherPruning}), a signal
 * loses about {@code 1/2 d^2 E[g^2]}, {@code d} being the distance of its own value from the mean
 * of all.
 */
public final class MovePruning {
  private MovePruning() {}

  /**
   * Chooses what goes on moving.
   *
   * @param moves what moves now
   * @param own what signals have of their own; those that have taken no step do not count
   * @param beta2 the decay of their second moments
   * @param count how many shall move
   * @param size how many parameters there are
   * @return that many of them; of equal ones the first
   * @throws IllegalArgumentException if not so many move, or no signal has taken a step
   */
  public static Moves keep(Moves moves, Own own, double beta2, int count, int size) {
    int n = own.moved();
    if (n != moves.count(size) || count < 1 || count > n) {
      throw new IllegalArgumentException(
          count + " to go on moving of " + moves.count(size) + ", of which signals have " + n);
    }
    double[] scores = scores(own, beta2);
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
    int[] kept = new int[count];
    for (int i = 0; i < count; i++) {
      kept[i] = moves.all() ? order[i] : moves.places()[order[i]];
    }
    Arrays.sort(kept);
    return new Moves(kept);
  }

  /** {@code mean d^2 * mean g^2} over the signals. */
  static double[] scores(Own own, double beta2) {
    int n = own.moved();
    double[] mean = new double[n];
    double[] squares = new double[n];
    double[] gradients = new double[n];
    int met = 0;
    for (int s = 0; s < own.signals(); s++) {
      if (own.steps()[s] > 0) {
        met++;
        double correction = 1 - StrictMath.pow(beta2, own.steps()[s]);
        for (int i = 0; i < n; i++) {
          mean[i] += own.values()[s][i];
          gradients[i] += own.v()[s][i] / correction;
        }
      }
    }
    if (met == 0) {
      throw new IllegalArgumentException("no signal has taken a step");
    }
    for (int s = 0; s < own.signals(); s++) {
      for (int i = 0; own.steps()[s] > 0 && i < n; i++) {
        double d = own.values()[s][i] - mean[i] / met;
        squares[i] += d * d;
      }
    }
    for (int i = 0; i < n; i++) {
      squares[i] *= gradients[i];
    }
    return squares;
  }
}
