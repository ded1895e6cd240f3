package org.metasparse.experiment;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleUnaryOperator;

/**
 * The learning rate that suits a method's fits best. One rate for all is no fair comparison: the
 * same rate moves a narrow dense network further than a wide pruned one, and a method may seem
 * better only because it makes fits calmer.
 */
final class OwnRate {
  private static final int MOST_DOUBLINGS = 12;
  private static final int MOST_HALVINGS = 8;

  private final DoubleUnaryOperator psnr;
  private final BooleanSupplier stop;
  private boolean stopped;

  private OwnRate(DoubleUnaryOperator psnr, BooleanSupplier stop) {
    this.psnr = psnr;
    this.stop = stop;
  }

  /**
   * Doubles a rate for as long as that is better; where it is not at once, halves it.
   *
   * @param first where to begin
   * @param psnr what fits at a rate reach in the mean, NaN for nothing
   * @param stop asked before each rate
   * @return the best of the rates {@code 2^k first} up to the first that is worse; NaN if asked to
   *     stop
   */
  static double of(double first, DoubleUnaryOperator psnr, BooleanSupplier stop) {
    OwnRate search = new OwnRate(psnr, stop);
    double start = search.reached(first);
    double best = search.better(first, start, 2, MOST_DOUBLINGS);
    best = best == first ? search.better(first, start, 0.5, MOST_HALVINGS) : best;
    return search.stopped ? Double.NaN : best;
  }

  private double reached(double rate) {
    stopped = stopped || stop.getAsBoolean();
    return stopped ? Double.NaN : psnr.applyAsDouble(rate);
  }

  private double better(double first, double start, double factor, int most) {
    double rate = first;
    double best = start;
    for (int k = 0; k < most && !stopped; k++) {
      double next = reached(rate * factor);
      // Where nothing was reached yet, because the rate was too high, any next one is tried.
      if (next <= best || Double.isNaN(next) && !Double.isNaN(best)) {
        break;
      }
      rate *= factor;
      best = next;
    }
    return Double.isNaN(best) ? first : rate;
  }
}
