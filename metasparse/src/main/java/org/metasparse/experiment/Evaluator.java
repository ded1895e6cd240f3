package org.metasparse.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.metasparse.engine.Compute;
import org.metasparse.files.JsonLines;
import org.metasparse.files.JsonObject;
import org.metasparse.fit.Fit;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.fit.Psnr;
import org.metasparse.signal.Signal;
import org.metasparse.signal.Spread;
import org.metasparse.siren.Siren;

/**
 * Evaluates one cell: fits held-out signals and notes their PSNRs, a line for each signal, so that
 * a stopped evaluation goes on where it was.
 */
record Evaluator(
    ExperimentConfig config, List<Signal> learned, List<Signal> heldOut, Compute compute) {
  /**
   * What one signal's fits gave; the curve is empty for signals that are not followed, the rate and
   * what was reached with it NaN where methods have no rate of their own.
   */
  record Result(double sgd2, double adam, List<Double> curve, double ownRate, double own) {}

  /** About how many rates are tried for a cell. */
  private static final int RATES = 5;

  /** Is told how far a cell is. */
  interface Told {
    /**
     * Called after each rate that was tried and each signal.
     *
     * @param share of the cell's work
     * @param what in a few words
     */
    void done(double share, String what);
  }

  /**
   * Fits what no line tells of yet.
   *
   * @param key the cell
   * @param initial where its fits start
   * @param lines one for each signal
   * @param stop asked between signals
   * @param told how far it is
   * @return the results of all signals, or fewer if asked to stop
   */
  List<Result> run(Cell.Key key, Siren initial, JsonLines lines, BooleanSupplier stop, Told told) {
    Map<String, Result> known = new HashMap<>();
    for (JsonObject line : lines.open()) {
      known.put(line.getString("signal"), result(line));
    }
    List<Result> results = new ArrayList<>();
    int signals = config.evaluation().signals();
    Fitter fitter = new Fitter(initial, compute);
    double ownRate =
        known.values().stream().mapToDouble(Result::ownRate).findFirst().orElse(Double.NaN);
    if (known.isEmpty() && config.evaluation().rateSignals() > 0) {
      ownRate = ownRate(key, initial, fitter, stop, told);
      if (Double.isNaN(ownRate)) {
        return results;
      }
    }
    for (int i = 0; i < signals; i++) {
      String name = heldOut.get(i).name();
      Result result = known.get(name);
      if (result == null) {
        if (stop.getAsBoolean()) {
          return results;
        }
        result = fit(key, initial, fitter, i, ownRate);
        lines.add(line(name, result));
      }
      results.add(result);
      double left = (1 - rateShare()) * (signals - i - 1) / signals;
      told.done(1 - left, "signal " + results.size());
    }
    return results;
  }

  /** The rate at which fits of signals that were learned from reach most; NaN if asked to stop. */
  private double ownRate(
      Cell.Key key, Siren initial, Fitter fitter, BooleanSupplier stop, Told told) {
    List<Signal> tried = Spread.of(learned, config.evaluation().rateSignals());
    int[] rates = new int[1];
    return OwnRate.of(
        config.evaluation().adam().learningRate(),
        rate -> {
          double sum = 0;
          for (Signal signal : tried) {
            sum += atRate(key, initial, fitter, signal, rate);
          }
          double mean = sum / tried.size();
          double share = rateShare() * Math.min(1, ++rates[0] / (double) RATES);
          told.done(share, String.format(Locale.ROOT, "rate %.1e: %.2f dB", rate, mean));
          return mean;
        },
        stop);
  }

  /** Steps of all fits of a cell, about: how many rates are tried is not known. */
  double steps() {
    ExperimentConfig.Evaluation e = config.evaluation();
    double own = e.rateSignals() > 0 ? (double) e.signals() * e.adam().steps() : 0;
    return e.signals() * (2.0 + e.adam().steps())
        + e.curveSignals() * (double) (e.curveSteps() - e.adam().steps())
        + own
        + rateSteps();
  }

  private double rateSteps() {
    return (double) RATES * config.evaluation().rateSignals() * config.evaluation().adam().steps();
  }

  /** What looking for a rate takes of a cell's work. */
  private double rateShare() {
    return rateSteps() / steps();
  }

  private double atRate(Cell.Key key, Siren initial, Fitter fitter, Signal signal, double rate) {
    return fit(key, initial, fitter, signal, config.evaluation().adam().withRate(rate)).psnr();
  }

  /** A fit by the cell's method. */
  private Fit fit(Cell.Key key, Siren initial, Fitter fitter, Signal signal, Protocol protocol) {
    return key.method().kind() == Method.Kind.PRUNED_FIT
        ? prunedFit(key, initial, protocol, signal).fit()
        : fitter.fit(signal, protocol);
  }

  private Result fit(Cell.Key key, Siren initial, Fitter fitter, int index, double ownRate) {
    Signal signal = heldOut.get(index);
    ExperimentConfig.Evaluation e = config.evaluation();
    boolean followed = index < e.curveSignals();
    // Where fits prune, prunings are spread over the protocol's steps: not followed beyond them.
    boolean beyond = followed && key.method().kind() != Method.Kind.PRUNED_FIT;
    Fit sgd = fit(key, initial, fitter, signal, Protocol.SGD2);
    Protocol longest = beyond ? e.adam().withSteps(e.curveSteps()) : e.adam();
    Fit adam = fit(key, initial, fitter, signal, longest);
    List<Double> curve = new ArrayList<>();
    for (int steps : e.steps()) {
      if (followed && steps < adam.losses().length) {
        curve.add(Psnr.of(adam.losses()[steps]));
      }
    }
    double psnr = Psnr.of(adam.losses()[e.adam().steps()]);
    double own = Double.isNaN(ownRate) ? Double.NaN : atRate(key, initial, fitter, signal, ownRate);
    return new Result(sgd.psnr(), psnr, curve, ownRate, own);
  }

  /** A signal fitted by a cell's method with the headline's protocol. */
  PrunedFit.Outcome outcome(Cell.Key key, Siren initial, Signal signal) {
    Protocol adam = config.evaluation().adam();
    if (key.method().kind() == Method.Kind.PRUNED_FIT) {
      return prunedFit(key, initial, adam, signal);
    }
    Fit fit = new Fitter(initial, compute).fit(signal, adam);
    return new PrunedFit.Outcome(new Siren(initial.shape(), initial.layout(), fit.theta()), fit);
  }

  /** The fit that a baseline makes which prunes on its way. */
  private PrunedFit.Outcome prunedFit(Cell.Key key, Siren dense, Protocol protocol, Signal signal) {
    List<Integer> survivors = config.survivors(key.round());
    PruneSchedule schedule =
        key.method() == Method.ONE_SHOT
            ? PruneSchedule.oneShot(protocol.steps(), survivors.get(survivors.size() - 1))
            : PruneSchedule.iterative(protocol.steps(), survivors);
    return new PrunedFit(dense, protocol, compute).fit(signal, schedule);
  }

  private static Map<String, Object> line(String signal, Result result) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("signal", signal);
    line.put("psnrSgd2", result.sgd2());
    line.put("psnrAdam", result.adam());
    line.put("curve", result.curve());
    if (!Double.isNaN(result.ownRate())) {
      line.put("ownRate", result.ownRate());
      line.put("psnrOwn", result.own());
    }
    return line;
  }

  private static Result result(JsonObject line) {
    return new Result(
        line.getDoubleOrNaN("psnrSgd2"),
        line.getDoubleOrNaN("psnrAdam"),
        line.getDoubles("curve"),
        line.getDoubleOrNaN("ownRate"),
        line.getDoubleOrNaN("psnrOwn"));
  }
}
