package org.metasparse.fit;

import java.util.Arrays;
import java.util.List;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Signal;
import org.metasparse.signal.Spread;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/**
 * The learning rate that suits a model: what {@link Effort}s find out on signals, once and for all
 * that come after.
 */
public final class FitRate {
  /** Signals that are asked. */
  private static final int MOST_SIGNALS = 5;

  private FitRate() {}

  /**
   * Finds the rate.
   *
   * @param model the initial network
   * @param signals what it was trained on; five of them are looked at, spread over all
   * @param compute kernels and threads
   * @return the median of the rates that are best after a few steps, to be kept in the model's
   *     checkpoint
   */
  public static double of(Siren model, List<Signal> signals, Compute compute) {
    SirenReplay replay = SirenReplay.clamped(model.shape(), model.layout(), compute);
    List<Signal> some = Spread.of(signals, MOST_SIGNALS);
    int asked = some.size();
    double[] rates = new double[asked];
    for (int i = 0; i < asked; i++) {
      double rate = new RateTrials(model, some.get(i), replay, compute).best().rate();
      rates[i] = rate;
      // Rates are powers of two times the same: most signals soon agree, whatever the others say.
      if (2 * Arrays.stream(rates, 0, i + 1).filter(other -> other == rate).count() > asked) {
        return rate;
      }
    }
    Arrays.sort(rates);
    return rates[asked / 2];
  }
}
