package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.metasparse.siren.Pictures;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Sirens;
import org.metasparse.siren.Way;

/** The rate of a model is the median of its signals' rates, however soon it is known. */
class FitRateTest {
  private static Signal flat(Signal signal, float scale) {
    float[] values = signal.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return signal.with(signal.grid(), signal.channels(), values);
  }

  @Test
  void isTheMedianOfTheFirstFive() {
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
      for (int seed = 0; seed < 12; seed++) {
        Collections.shuffle(signals, new Random(seed));
        List<Signal> some = signals.subList(0, 1 + seed % signals.size());
        double[] rates =
            some.stream()
                .limit(5)
                .mapToDouble(s -> new RateTrials(siren, s, replay, compute).best().rate())
                .toArray();
        Arrays.stream(rates).forEach(met::add);
        Arrays.sort(rates);
        String where = "seed " + seed + ": " + Arrays.toString(rates);
        assertEquals(rates[rates.length / 2], FitRate.of(siren, some, compute), where);
      }
      assertTrue(met.size() > 2, "different rates, or nothing is tested: " + met);
    }
  }
}
