package org.metasparse.prune;

import java.util.stream.IntStream;
import org.metasparse.autodiff.Layout;

/**
 * Fisher pruning (Theis et al. 2018, <i>Faster gaze prediction with dense networks and Fisher
 * pruning</i>; Optimal Brain Damage, LeCun et al. 1990, with the Fisher information for the
 * Hessian's diagonal): those weights go whose removal changes the loss least to second order, by
 * about {@code 1/2 w^2 E[g^2]}. The expectation of the squared gradient is what Adam keeps as its
 * second moment, so the score costs nothing.
 *
 * <p>Unlike a magnitude it does not depend on the scale of a layer: in a SIREN, weights of the
 * first layer begin larger than those of the others by a multiple of omega.
 *
 * @param squares the mean squared gradient of each parameter, in the layout's order, of any scale;
 *     not copied
 */
public record FisherPruning(float[] squares) implements Score {
  /**
   * Scores weights: {@code |w| sqrt(E[g^2])}, which orders them as its square does and cannot
   * underflow as easily. Where no gradient is known, all being 0, it is {@code |w|}: magnitude
   * pruning.
   *
   * @throws IllegalArgumentException if there is not one squared gradient for each parameter
   */
  @Override
  public float[] of(Layout layout, float[] theta) {
    if (squares.length != theta.length) {
      throw new IllegalArgumentException(
          squares.length + " squared gradients for " + theta.length + " parameters");
    }
    if (IntStream.range(0, squares.length).allMatch(i -> squares[i] == 0)) {
      return MagnitudePruning.scores(layout, theta);
    }
    float[] scores = new float[theta.length];
    for (int i = 0; i < theta.length; i++) {
      scores[i] = (float) (Math.abs(theta[i]) * Math.sqrt(squares[i]));
    }
    return scores;
  }
}
