package org.metasparse.train;

import static org.metasparse.train.Settings.BATCH;
import static org.metasparse.train.Settings.CODE;
import static org.metasparse.train.Settings.DECAY;
import static org.metasparse.train.Settings.DENSE_STEPS;
import static org.metasparse.train.Settings.FRACTION;
import static org.metasparse.train.Settings.INNER_RATE;
import static org.metasparse.train.Settings.INNER_STEPS;
import static org.metasparse.train.Settings.LAST;
import static org.metasparse.train.Settings.LAST_STEPS;
import static org.metasparse.train.Settings.LAYERS;
import static org.metasparse.train.Settings.MOVES;
import static org.metasparse.train.Settings.OMEGA;
import static org.metasparse.train.Settings.OUTER_RATE;
import static org.metasparse.train.Settings.OWN_RATE;
import static org.metasparse.train.Settings.ROUNDS;
import static org.metasparse.train.Settings.ROUND_RATE;
import static org.metasparse.train.Settings.ROUND_STEPS;
import static org.metasparse.train.Settings.RULE;
import static org.metasparse.train.Settings.SAMPLES;
import static org.metasparse.train.Settings.SEED;
import static org.metasparse.train.Settings.WARM_UP;
import static org.metasparse.train.Settings.WIDTH;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metasparse.files.JsonObject;
import org.metasparse.format.Checkpoint;
import org.metasparse.meta.DivergedException;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.meta.MetaStep;
import org.metasparse.meta.Survey;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.siren.SirenShape;

/**
 * All that determines a training run besides its data: two runs of equal configuration on equal
 * data give the same bits.
 *
 * @param preparation how each signal is prepared
 * @param settings all other numbers
 */
public record TrainConfig(SignalPreparation preparation, Settings settings) {
  private static final int SURVEYED = 40;
  private static final int SURVEY_STEPS = 60;

  /**
   * How long to train and how much to prune (Algorithm 1 of the paper).
   *
   * @param denseSteps outer steps of the dense network
   * @param rounds how many times to prune and retrain
   * @param roundSteps outer steps after each pruning but the last
   * @param lastSteps outer steps after the last pruning
   * @param fraction of the surviving weights that each pruning removes
   */
  public record Schedule(
      int denseSteps, int rounds, int roundSteps, int lastSteps, double fraction) {
    /**
     * As many steps after each pruning, as in the paper.
     *
     * @param denseSteps outer steps of the dense network
     * @param rounds how many times to prune and retrain
     * @param roundSteps outer steps after each pruning
     * @param fraction of the surviving weights that each pruning removes
     * @throws IllegalArgumentException if steps or rounds are negative or the fraction is not in
     *     (0, 1)
     */
    public Schedule(int denseSteps, int rounds, int roundSteps, double fraction) {
      this(denseSteps, rounds, roundSteps, roundSteps, fraction);
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if steps or rounds are negative or the fraction is not in
     *     (0, 1)
     */
    public Schedule {
      if (denseSteps < 0 || rounds < 0 || roundSteps < 0 || lastSteps < 0) {
        throw new IllegalArgumentException(
            denseSteps
                + " steps, "
                + rounds
                + " rounds of "
                + roundSteps
                + ", the last of "
                + lastSteps
                + ": none is negative");
      }
      if (!(fraction > 0 && fraction < 1)) {
        throw new IllegalArgumentException("a pruning of " + fraction + " must lie in (0, 1)");
      }
    }

    /**
     * {@return the outer steps of a round, 0 being that of the dense network}
     *
     * @param round its number
     */
    public int steps(int round) {
      return round == 0 ? denseSteps : round == rounds ? lastSteps : roundSteps;
    }

    /**
     * {@return the outer steps of the run when so many are done within a round}
     *
     * @param round its number, 0 for the dense network
     * @param step outer steps done within it
     */
    public long before(int round, long step) {
      return round == 0 ? step : denseSteps + (round - 1L) * roundSteps + step;
    }

    /** {@return the outer steps of the whole run} */
    public long totalSteps() {
      return before(rounds, steps(rounds));
    }
  }

  /**
   * {@return the same with another value of a setting, which must be in its range}
   *
   * @param row the setting
   * @param value its value
   * @param <T> type of its values
   */
  public <T> TrainConfig with(Setting<T> row, T value) {
    return new TrainConfig(preparation, settings.with(row, value));
  }

  /**
   * {@return a setting's value}
   *
   * @param row the setting
   * @param <T> type of its values
   */
  public <T> T get(Setting<T> row) {
    return settings.get(row);
  }

  /** {@return the network} */
  public SirenShape shape() {
    return new SirenShape(
        preparation.medium().axes(), get(WIDTH), get(LAYERS), preparation.channels(), get(OMEGA));
  }

  /** {@return the numbers of meta-learning} */
  public MetaConfig meta() {
    return new MetaConfig(
        get(RULE), get(INNER_STEPS), get(INNER_RATE), get(OUTER_RATE), get(BATCH), get(SAMPLES));
  }

  /** {@return how long, and how much is pruned} */
  public Schedule schedule() {
    int last = get(LAST_STEPS) == 0 ? get(ROUND_STEPS) : get(LAST_STEPS);
    return new Schedule(get(DENSE_STEPS), get(ROUNDS), get(ROUND_STEPS), last, get(FRACTION));
  }

  /** {@return the seed of the initialisation and of the batches} */
  public long seed() {
    return get(SEED);
  }

  /**
   * {@return beta at the first step of a round, from which it may fall}
   *
   * @param round its number, 0 for the dense network
   */
  public double outerRate(int round) {
    return round > 0 && get(ROUND_RATE) > 0 ? get(ROUND_RATE) : get(OUTER_RATE);
  }

  /** The weights and rates of an outer step, the first of a round being step 0. */
  MetaStep step(int round, long step) {
    double left = 1 - (1 - get(DECAY)) * step / Math.max(1, schedule().steps(round) - 1);
    double outerRate = outerRate(round) * left;
    double innerRate = get(INNER_RATE);
    if (round > 0 && shares()) {
      innerRate = get(OWN_RATE) * left;
    }
    if (round == 0 && step < get(WARM_UP)) {
      innerRate *= step / (double) get(WARM_UP);
    }
    int innerSteps = get(INNER_STEPS);
    float[] weights = get(RULE).weights(innerSteps);
    Share last = get(LAST);
    if (!last.equals(Share.OWN) && get(RULE) == MetaGradient.MULTISTEP) {
      double done = round > 0 ? 1 : step / (double) Math.max(1, get(DENSE_STEPS) - 1);
      double share = last.from() + (last.to() - last.from()) * done;
      Arrays.fill(weights, 0, innerSteps, (float) ((1 - share) / innerSteps));
      weights[innerSteps] = (float) share;
    }
    return new MetaStep(weights, innerRate, outerRate);
  }

  /** {@return whether signals move a part of the network alone, and share the rest} */
  public boolean shares() {
    return get(MOVES) || get(CODE) > 0;
  }

  /** How it is found out, after the dense training, which parameters have to move. */
  Survey survey() {
    return new Survey(SURVEYED, SURVEY_STEPS, get(OWN_RATE), get(SAMPLES), seed());
  }

  /**
   * {@return whether a state of such a run stands at the end of the schedule}
   *
   * @param state a state of a run of this configuration
   */
  public boolean finished(Checkpoint state) {
    return state.round() == schedule().rounds() && state.step() == schedule().steps(state.round());
  }

  /** An account of a divergence, with what to change. */
  DivergedException diverged(int round, long step, String what) {
    return new DivergedException(
        "training diverged at step "
            + schedule().before(round, step)
            + " (round "
            + round
            + "): "
            + what
            + " with inner rate "
            + get(INNER_RATE)
            + " and outer rate "
            + get(OUTER_RATE)
            + "; try a tenth of one of them"
            + (get(RULE) == MetaGradient.MULTISTEP ? "" : ", or rule multistep"));
  }

  /**
   * The configuration as a JSON object. What later versions added is left out where it is as it
   * always was, so that older runs resume.
   *
   * @return keys and values in a fixed order
   */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>(PreparationJson.write(preparation));
    json.putAll(settings.toJson());
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param json the object
   * @return the configuration
   * @throws org.metasparse.files.InputException if a key is missing or of another type
   * @throws IllegalArgumentException if a value is out of range
   */
  public static TrainConfig of(JsonObject json) {
    return new TrainConfig(PreparationJson.read(json), Settings.of(Settings.ROWS, json));
  }
}
