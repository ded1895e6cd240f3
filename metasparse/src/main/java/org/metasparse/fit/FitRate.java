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

  private static final int MOST_HALVINGS = 4;

  /** Of them, those that are fitted for longer. */
  private static final int WHOLE_SIGNALS = 3;

  /**
   * How much worse half the rate may be to be taken. A fit that rounds on its way bears less than
   * one that does not: of 12 867 parameters 1522 move, CelebA, 178 x 178, three faces at 4, 2, 1
   * thousandths 27.31, 27.38, 27.23 dB, and in 974 bytes 26.29, 27.01, 26.90.
   */
  private static final double CALMER = 1.01;

  private FitRate() {}

  /**
   * Finds the rate.
   *
   * @param model the initial network
   * @param signals what it was trained on; five of them are looked at, spread over all
   * @param compute kernels and threads
   * @return the median of the rates that are best after a few steps, or a half, a fourth and so on
   *     of it for as long as that is as good after many; to be kept in the model's checkpoint
   */
  public static double of(Siren model, List<Signal> signals, Compute compute) {
    SirenReplay replay = SirenReplay.clamped(model.shape(), model.layout(), compute);
    List<RateTrials> trials =
        Spread.of(signals, MOST_SIGNALS).stream()
            .map(signal -> new RateTrials(model, signal, replay, compute))
            .toList();
    return calmer(Spread.of(trials, WHOLE_SIGNALS), median(trials));
  }

  private static double median(List<RateTrials> trials) {
    int asked = trials.size();
    double[] rates = new double[asked];
    for (int i = 0; i < asked; i++) {
      double rate = trials.get(i).best().rate();
      rates[i] = rate;
      // Rates are powers of two times the same: most signals soon agree, whatever the others say.
      if (2 * Arrays.stream(rates, 0, i + 1).filter(other -> other == rate).count() > asked) {
        return rate;
      }
    }
    Arrays.sort(rates);
    return rates[asked / 2];
  }

  private static double calmer(List<RateTrials> trials, double highest) {
    double rate = highest;
    double loss = whole(trials, rate);
    for (int k = 0; k < MOST_HALVINGS; k++) {
      double half = whole(trials, rate / 2);
      if (!(half <= CALMER * loss)) {
        break;
      }
      rate /= 2;
      loss = Math.min(loss, half);
    }
    return rate;
  }

  /** The geometric mean of the losses: that of the PSNRs. */
  private static double whole(List<RateTrials> trials, double rate) {
    double sum = 0;
    for (RateTrials trial : trials) {
      sum += Math.log(trial.whole(rate));
    }
    return Math.exp(sum / trials.size());
  }
}
