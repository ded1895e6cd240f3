package org.metasparse.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metasparse.files.JsonObject;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.meta.MetaStep;

/**
 * What a training does beyond, or instead of, the paper's Algorithm 1: options, each with its
 * source.
 *
 * @param scoring which weights are pruned first
 * @param roundRate beta in the rounds after the first pruning, 0 for the same as before
 * @param decay what is left of beta at the end of the dense training and of each round, in (0, 1]:
 *     it falls linearly from 1 within each, as learning rates are re-wound with each pruning in
 *     Renda et al. 2020 (<i>Comparing Rewinding and Fine-tuning</i>); 1 keeps it constant
 * @param warmUp outer steps over which alpha rises linearly from 0 to its value, at the start
 * @param lastFrom share of the last gradient {@code g_K} in the multi-step meta-gradient at the
 *     start, the others sharing the rest evenly; negative for the rule's own weights
 * @param lastTo its share from the end of the dense training on; in between linear (the annealed
 *     multi-step loss of Antoniou et al. 2019, <i>How to train your MAML</i>, section 4)
 * @param rewind whether survivors go back, at each pruning, to the values that they had at the end
 *     of the dense training, with fresh moments (Frankle et al. 2020, <i>Linear Mode
 *     Connectivity</i>); the paper does not rewind
 */
public record Variation(
    Scoring scoring,
    double roundRate,
    double decay,
    int warmUp,
    double lastFrom,
    double lastTo,
    boolean rewind) {
  /** The paper's Algorithm 1 as it is. */
  public static final Variation NONE = new Variation(Scoring.MAGNITUDE, 0, 1, 0, -1, -1, false);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Variation {
    if (!(roundRate >= 0 && roundRate < Double.POSITIVE_INFINITY)
        || !(decay > 0 && decay <= 1)
        || warmUp < 0) {
      throw new IllegalArgumentException(
          "a round rate of "
              + roundRate
              + ", a decay to "
              + decay
              + ", a warm-up of "
              + warmUp
              + " steps: not negative, in (0, 1], not negative");
    }
    if (!(lastFrom <= 1 && lastTo <= 1) || (lastFrom < 0) != (lastTo < 0)) {
      throw new IllegalArgumentException(
          "shares of the last gradient from " + lastFrom + " to " + lastTo + " lie in [0, 1]");
    }
  }

  /**
   * The same with another scoring.
   *
   * @param other which weights are pruned first
   * @return the variation
   */
  public Variation with(Scoring other) {
    return new Variation(other, roundRate, decay, warmUp, lastFrom, lastTo, rewind);
  }

  /**
   * The same with outer rates that fall.
   *
   * @param to what is left of beta at the end of each round
   * @return the variation
   */
  public Variation withDecay(double to) {
    return new Variation(scoring, roundRate, to, warmUp, lastFrom, lastTo, rewind);
  }

  /**
   * The same with a warm-up of alpha.
   *
   * @param steps outer steps that it takes
   * @return the variation
   */
  public Variation withWarmUp(int steps) {
    return new Variation(scoring, roundRate, decay, steps, lastFrom, lastTo, rewind);
  }

  /**
   * The same with other weights in the multi-step meta-gradient.
   *
   * @param from the last gradient's share at the start
   * @param to its share from the end of the dense training on
   * @return the variation
   */
  public Variation withLast(double from, double to) {
    return new Variation(scoring, roundRate, decay, warmUp, from, to, rewind);
  }

  /**
   * The same with rewinding.
   *
   * @return the variation
   */
  public Variation withRewind() {
    return new Variation(scoring, roundRate, decay, warmUp, lastFrom, lastTo, true);
  }

  /**
   * The numbers of an outer step.
   *
   * @param meta the configuration that this varies
   * @param schedule how long the training is
   * @param round 0 for the dense network
   * @param step the step within the round, from 0
   * @return weights and rates
   */
  MetaStep step(MetaConfig meta, TrainConfig.Schedule schedule, int round, long step) {
    double outerRate = round > 0 && roundRate > 0 ? roundRate : meta.outerRate();
    outerRate *= 1 - (1 - decay) * step / Math.max(1, schedule.steps(round) - 1);
    double innerRate = meta.innerRate();
    if (round == 0 && step < warmUp) {
      innerRate *= step / (double) warmUp;
    }
    float[] weights = meta.rule().weights(meta.innerSteps());
    if (lastFrom >= 0 && meta.rule() == MetaGradient.MULTISTEP) {
      double done = round > 0 ? 1 : step / (double) Math.max(1, schedule.denseSteps() - 1);
      double last = lastFrom + (lastTo - lastFrom) * done;
      int innerSteps = meta.innerSteps();
      Arrays.fill(weights, 0, innerSteps, (float) ((1 - last) / innerSteps));
      weights[innerSteps] = (float) last;
    }
    return new MetaStep(weights, innerRate, outerRate);
  }

  /** Keys for what differs from the paper's algorithm, so that its configurations stay as short. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (scoring != NONE.scoring) {
      json.put("score", scoring.id());
    }
    if (roundRate != NONE.roundRate) {
      json.put("roundRate", roundRate);
    }
    if (decay != NONE.decay) {
      json.put("decay", decay);
    }
    if (warmUp != NONE.warmUp) {
      json.put("warmUp", warmUp);
    }
    if (lastFrom >= 0) {
      json.put("lastFrom", lastFrom);
      json.put("lastTo", lastTo);
    }
    if (rewind) {
      json.put("rewind", true);
    }
    return json;
  }

  /** Reads what {@link #toJson} wrote among other keys. */
  static Variation of(JsonObject json) {
    return new Variation(
        json.has("score") ? Scoring.of(json.getString("score")) : NONE.scoring,
        json.has("roundRate") ? json.getDouble("roundRate") : NONE.roundRate,
        json.has("decay") ? json.getDouble("decay") : NONE.decay,
        json.has("warmUp") ? json.getInt("warmUp") : NONE.warmUp,
        json.has("lastFrom") ? json.getDouble("lastFrom") : NONE.lastFrom,
        json.has("lastTo") ? json.getDouble("lastTo") : NONE.lastTo,
        json.has("rewind") && json.getBoolean("rewind"));
  }
}
