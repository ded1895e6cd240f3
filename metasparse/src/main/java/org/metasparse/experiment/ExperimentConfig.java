package org.metasparse.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.fit.Protocol;
import org.metasparse.train.Preset;
import org.metasparse.train.TrainConfig;

/**
 * What determines an experiment besides its data, its methods and its seeds.
 *
 * @param train the training of Meta-SparseINR, from which those of the others derive; its seed is
 *     not used
 * @param every which rounds are evaluated: every so many
 * @param evaluation how they are evaluated
 */
public record ExperimentConfig(TrainConfig train, int every, Evaluation evaluation) {
  private static final int RATE_SIGNALS = 5;

  /**
   * How a network is evaluated, on the first held-out signals.
   *
   * @param signals how many signals are fitted
   * @param adam the protocol of the headline, 100 steps of Adam
   * @param curveSignals for how many of them, the first ones, PSNR is followed over the steps
   * @param curveSteps how many steps those are fitted for
   * @param rateSignals on how many signals of those that were learned from each method's own
   *     learning rate is found, at which all are fitted once more; 0 for not at all
   */
  public record Evaluation(
      int signals, Protocol adam, int curveSignals, int curveSteps, int rateSignals) {
    /** At how many steps PSNR is noted. */
    private static final List<Integer> STEPS = List.of(0, 1, 2, 5, 10, 20, 50, 100, 200);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if they do not fit each other
     */
    public Evaluation {
      if (signals < 1
          || curveSignals < 0
          || curveSignals > signals
          || curveSteps < adam.steps()
          || rateSignals < 0
          || adam.steps() < 2) {
        throw new IllegalArgumentException(
            signals
                + " signals for "
                + adam.steps()
                + " steps, "
                + curveSignals
                + " of them for "
                + curveSteps
                + ", rates on "
                + rateSignals
                + ": at least 1, at least 2, not more of them, not fewer steps, at least 0");
      }
    }

    /** {@return at how many steps PSNR is noted, up to the longest fit, its own included} */
    public List<Integer> steps() {
      List<Integer> steps = new ArrayList<>(STEPS);
      steps.removeIf(s -> s >= curveSteps);
      steps.add(curveSteps);
      return steps;
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if no round would be evaluated
   */
  public ExperimentConfig {
    if (every < 1 || every > train.schedule().rounds()) {
      throw new IllegalArgumentException(
          "every " + every + " rounds of " + train.schedule().rounds() + " are evaluated");
    }
  }

  /**
   * A preset's experiment: quick has a few signals; the others have what the paper evaluates, where
   * there are as many densities as the paper's at every second of them.
   *
   * @param preset the preset
   * @return the numbers
   */
  public static ExperimentConfig of(Preset preset) {
    boolean quick = preset == Preset.QUICK;
    int signals = quick ? 20 : 100;
    Evaluation evaluation =
        new Evaluation(signals, Protocol.ADAM100, signals / 5, 200, RATE_SIGNALS);
    TrainConfig train = preset.config();
    return new ExperimentConfig(train, train.schedule().rounds() < 20 ? 1 : 2, evaluation);
  }

  /** {@return the rounds that are evaluated, ascending, the dense network not among them} */
  public List<Integer> rounds() {
    List<Integer> rounds = new ArrayList<>();
    for (int round = every; round <= train.schedule().rounds(); round += every) {
      rounds.add(round);
    }
    return rounds;
  }

  /**
   * How many weights survive each pruning.
   *
   * @param round a round
   * @return the weights after the first pruning, the second … up to that round's
   */
  public List<Integer> survivors(int round) {
    List<Integer> survivors = new ArrayList<>();
    int weights = train.shape().layout().weights();
    for (int i = 0; i < round; i++) {
      weights -= (int) Math.floor(train.schedule().fraction() * weights);
      survivors.add(weights);
    }
    return survivors;
  }

  /** {@return the configuration as keys and values of JSON in a fixed order} */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>(train.toJson());
    json.remove("seed");
    json.put("evaluateEvery", every);
    json.put("evaluationSignals", evaluation.signals());
    json.put("evaluationSteps", evaluation.adam().steps());
    json.put("evaluationRate", evaluation.adam().learningRate());
    json.put("curveSignals", evaluation.curveSignals());
    json.put("curveSteps", evaluation.curveSteps());
    // Left out where there is none, as in experiments from before there were any.
    if (evaluation.rateSignals() > 0) {
      json.put("rateSignals", evaluation.rateSignals());
    }
    return json;
  }
}
