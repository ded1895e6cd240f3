package org.metasparse.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.bench.step.Forward;
import org.metasparse.bench.step.Gradient;
import org.metasparse.bench.step.InnerStep;
import org.metasparse.bench.step.Network;
import org.metasparse.bench.step.OuterStep;
import org.metasparse.bench.step.StepBenchmark;

/**
 * The summary's figures of uses that the step of the paper's network says nothing of: outer steps,
 * decoding, widths that fill no vector, signals that hardly fill two threads.
 */
final class UseFigures {
  /** The width of outer steps, whose nine gradients take long. */
  private static final int OUTER_WIDTH = 128;

  private static final int GRADIENTS = 9;
  private static final int DECODER_WIDTH = 256;
  private static final double DECODER_DENSITY = 0.086;

  /** No multiples of 16, of all kinds, some of them those of Dense-Narrow. */
  private static final List<Integer> WIDTHS = List.of(17, 22, 28, 44, 54, 60, 90, 130, 206, 230);

  private static final List<Double> WIDTH_DENSITIES = List.of(1.0, 0.168);
  private static final int SMALL_SIDE = 32;
  private static final int SMALL_WIDTH = 64;

  /** 981 of 12 608 weights. */
  private static final double SMALL_DENSITY = 981 / 12608.0;

  private static final double WARM_UP = 0.8;
  private static final int ROUNDS = 15;
  private static final double LIMIT = 30;

  private final double effort;
  private final List<StepBenchmark> opened = new ArrayList<>();
  private final Map<String, Double> outerOverInner = new LinkedHashMap<>();
  private final Map<String, Double> widths = new LinkedHashMap<>();
  private double decodeSeconds;
  private long decodeMultiplyAdds;
  private double worstWidth = Double.POSITIVE_INFINITY;
  private double smallScaling;

  UseFigures(double effort) {
    this.effort = effort;
  }

  void measure() {
    outerSteps();
    decoding();
    widths();
    small();
  }

  private void outerSteps() {
    Race race = new Race(effort);
    Map<String, Race.Entrant> outer = new LinkedHashMap<>();
    Map<String, Race.Entrant> inner = new LinkedHashMap<>();
    for (String key : List.of("1", ".168", ".044")) {
      double density = Double.parseDouble(key);
      outer.put(key, race.enter(open(new OuterStep(), OUTER_WIDTH, density, 1)));
      inner.put(key, race.enter(open(new InnerStep(), OUTER_WIDTH, density, 1)));
    }
    run(race);
    outer.forEach(
        (key, step) -> outerOverInner.put(key, step.best() / (GRADIENTS * inner.get(key).best())));
  }

  private void decoding() {
    Race race = new Race(effort);
    Race.Entrant decode = race.enter(open(new Forward(), DECODER_WIDTH, DECODER_DENSITY, 2));
    run(race);
    decodeSeconds = decode.best();
    decodeMultiplyAdds =
        Network.forwardMultiplyAdds(
            Network.siren(DECODER_WIDTH, DECODER_DENSITY),
            Network.signal(Network.SIDE, Network.SIDE, 1));
  }

  /** The useful speed of each width over that of the next multiple of 16. */
  private void widths() {
    for (double density : WIDTH_DENSITIES) {
      for (int width : WIDTHS) {
        Race race = new Race(effort);
        int next = (width + 15) / 16 * 16;
        Gradient odd = open(new Gradient(), width, density, 1);
        Gradient even = open(new Gradient(), next, density, 1);
        Race.Entrant slow = race.enter(odd);
        Race.Entrant fast = race.enter(even);
        run(race);
        double useful = odd.multiplyAdds() / slow.best() / (even.multiplyAdds() / fast.best());
        widths.put(width + (density == 1 ? "" : " " + text(density)), useful);
        worstWidth = Math.min(worstWidth, useful);
      }
    }
  }

  private static String text(double density) {
    return String.valueOf(density).substring(1);
  }

  private void small() {
    Race race = new Race(effort);
    List<Race.Entrant> entrants = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      Gradient step = new Gradient();
      step.side = SMALL_SIDE;
      entrants.add(race.enter(open(step, SMALL_WIDTH, SMALL_DENSITY, threads)));
    }
    run(race);
    smallScaling = entrants.get(0).best() / entrants.get(1).best();
  }

  private void run(Race race) {
    race.run(WARM_UP, ROUNDS, LIMIT);
    opened.forEach(StepBenchmark::close);
    opened.clear();
  }

  /** The benchmark's own step, checked as it checks. */
  private <T extends StepBenchmark> T open(T step, int width, double density, int threads) {
    step.width = width;
    step.density = density;
    step.threads = threads;
    step.kernels = "simd";
    step.setUp();
    opened.add(step);
    return step;
  }

  /** Adds the figures to others, decoding as a fraction of two threads' peak, too. */
  void addTo(Map<String, Object> figures, double peak) {
    figures.put("outerStepOverInner", outerOverInner);
    double points = Network.SIDE * Network.SIDE;
    figures.put("decodeMegapixels", 1e-6 * points / decodeSeconds);
    figures.put("decodeOfPeak", 2.0 * decodeMultiplyAdds / decodeSeconds / (2 * peak));
    figures.put("worstWidth", worstWidth);
    figures.put("widthOverNext", widths);
    figures.put("smallSignalScaling", smallScaling);
  }
}
