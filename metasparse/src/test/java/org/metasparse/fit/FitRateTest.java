package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Signal;
import org.metasparse.signal.Spread;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Sirens;
import org.metasparse.siren.Way;

/** The rate of a model: what most signals ask for, and of two that are as good the lower. */
class FitRateTest {
  private static Signal flat(Signal signal, float scale) {
    float[] values = signal.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return signal.with(signal.grid(), signal.channels(), values);
  }

  /** The geometric mean of the losses of up to three. */
  private static double whole(List<RateTrials> trials, double rate) {
    List<RateTrials> some = Spread.of(trials, 3);
    return Math.exp(
        some.stream().mapToDouble(t -> Math.log(t.whole(rate))).average().orElseThrow());
  }

  @Test
  void isTheMedianOfFiveOrHalfOfItWhereThatIsAsGood() {
    Siren siren = Sirens.pruned(new SirenShape(2, 20, 3, 3, 30f), 0.5, 6);
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      signals.add(flat(Pictures.of(12, 9, 3, i), 1 / (1f + 3 * i)));
    }
    try (Compute compute = Way.plain().start()) {
      // What the network gives already: the nearer to it the smaller the steps.
      Signal own =
          Renderer.render(siren, "own", signals.get(0).kind(), signals.get(0).grid(), compute);
      signals.set(5, own);
      signals.set(6, flat(own, 0.999f));
      SirenReplay replay = SirenReplay.clamped(siren.shape(), siren.layout(), compute);
      HashSet<Double> met = new HashSet<>();
      HashSet<Double> halved = new HashSet<>();
      for (int seed = 0; seed < 12; seed++) {
        Collections.shuffle(signals, new Random(seed));
        List<RateTrials> trials =
            Spread.of(signals.subList(0, 1 + seed % signals.size()), 5).stream()
                .map(s -> new RateTrials(siren, s, replay, compute))
                .toList();
        double[] rates = trials.stream().mapToDouble(t -> t.best().rate()).toArray();
        Arrays.stream(rates).forEach(met::add);
        Arrays.sort(rates);
        double median = rates[rates.length / 2];
        double rate = FitRate.of(siren, signals.subList(0, 1 + seed % signals.size()), compute);
        String where = "seed " + seed + ": " + Arrays.toString(rates) + " and " + rate;
        assertTrue(List.of(1.0, 2.0, 4.0, 8.0, 16.0).contains(median / rate), where);
        halved.add(median / rate);
        // Each half on the way is as good as the best before it, the next one is not.
        double least = whole(trials, median);
        for (double r = median / 2; r >= rate; r /= 2) {
          double loss = whole(trials, r);
          assertTrue(loss <= 1.01 * least, where);
          least = Math.min(least, loss);
        }
        assertTrue(rate == median / 16 || whole(trials, rate / 2) > 1.01 * least, where);
      }
      assertTrue(halved.size() > 1, "halved and not: " + halved);
      assertTrue(met.size() > 2, "different rates, or nothing is tested: " + met);
    }
  }
}
