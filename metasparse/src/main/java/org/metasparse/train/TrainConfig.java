package org.metasparse.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metasparse.files.JsonObject;
import org.metasparse.format.Checkpoint;
import org.metasparse.meta.DivergedException;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.siren.SirenShape;

/**
 * All that determines a training run besides its data: two runs of equal configuration on equal
 * data give the same bits.
 *
 * @param preparation how each signal is prepared
 * @param shape the network
 * @param meta the numbers of meta-learning
 * @param schedule how long, and how much is pruned
 * @param seed of the initialisation and of the batches
 * @param variation what differs from the paper's algorithm
 */
public record TrainConfig(
    SignalPreparation preparation,
    SirenShape shape,
    MetaConfig meta,
    Schedule schedule,
    long seed,
    Variation variation) {
  /**
   * A run of the paper's algorithm as it is.
   *
   * @param preparation how each signal is prepared
   * @param shape the network
   * @param meta the numbers of meta-learning
   * @param schedule how long, and how much is pruned
   * @param seed of the initialisation and of the batches
   */
  public TrainConfig(
      SignalPreparation preparation,
      SirenShape shape,
      MetaConfig meta,
      Schedule schedule,
      long seed) {
    this(preparation, shape, meta, schedule, seed, Variation.NONE);
  }

  /**
   * How long to train and how much to prune (Algorithm 1 of the paper).
   *
   * @param denseSteps outer steps of the dense network
   * @param rounds how many times to prune and retrain
   * @param roundSteps outer steps after each pruning
   * @param fraction of the surviving weights that each pruning removes
   */
  public record Schedule(int denseSteps, int rounds, int roundSteps, double fraction) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if steps or rounds are negative or the fraction is not in
     *     (0, 1)
     */
    public Schedule {
      if (denseSteps < 0 || rounds < 0 || roundSteps < 0) {
        throw new IllegalArgumentException(
            denseSteps + " steps, " + rounds + " rounds of " + roundSteps + ": none is negative");
      }
      if (!(fraction > 0 && fraction < 1)) {
        throw new IllegalArgumentException("a pruning of " + fraction + " must lie in (0, 1)");
      }
    }

    /**
     * The outer steps of a round.
     *
     * @param round 0 for the dense network
     * @return how many
     */
    public int steps(int round) {
      return round == 0 ? denseSteps : roundSteps;
    }

    /**
     * The outer steps of the run before a given one.
     *
     * @param round 0 for the dense network
     * @param step outer steps done within the round
     * @return how many
     */
    public long before(int round, long step) {
      return round == 0 ? step : denseSteps + (round - 1L) * roundSteps + step;
    }

    /**
     * The outer steps of the whole run.
     *
     * @return how many
     */
    public long totalSteps() {
      return denseSteps + (long) rounds * roundSteps;
    }
  }

  /**
   * Whether a state stands at the end of the schedule.
   *
   * @param state a state of a run of this configuration
   * @return true if nothing is left to do
   */
  public boolean finished(Checkpoint state) {
    return state.round() == schedule.rounds() && state.step() == schedule.steps(state.round());
  }

  /** An account of a divergence, with what to change. */
  DivergedException diverged(int round, long step, String what) {
    return new DivergedException(
        "training diverged at step "
            + schedule.before(round, step)
            + " (round "
            + round
            + "): "
            + what
            + " with inner rate "
            + meta.innerRate()
            + " and outer rate "
            + meta.outerRate()
            + "; try a tenth of one of them"
            + (meta.rule() == MetaGradient.MULTISTEP ? "" : ", or rule multistep"));
  }

  /**
   * The configuration as a JSON object. What later versions added is left out where it is as it
   * always was, so that older runs resume.
   *
   * @return keys and values in a fixed order
   */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>(PreparationJson.write(preparation));
    json.put("width", shape.width());
    json.put("layers", shape.layers());
    json.put("omega", shape.omega());
    json.put("rule", meta.rule().id());
    json.put("innerSteps", meta.innerSteps());
    json.put("innerRate", meta.innerRate());
    json.put("outerRate", meta.outerRate());
    json.put("batch", meta.batch());
    if (meta.samples() > 0) {
      json.put("samples", meta.samples());
    }
    json.put("denseSteps", schedule.denseSteps());
    json.put("rounds", schedule.rounds());
    json.put("roundSteps", schedule.roundSteps());
    json.put("fraction", schedule.fraction());
    json.put("seed", seed);
    json.putAll(variation.toJson());
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
    SignalPreparation preparation = PreparationJson.read(json);
    return new TrainConfig(
        preparation,
        new SirenShape(
            preparation.medium().axes(),
            json.getInt("width"),
            json.getInt("layers"),
            preparation.channels(),
            (float) json.getDouble("omega")),
        new MetaConfig(
            MetaGradient.of(json.getString("rule")),
            json.getInt("innerSteps"),
            json.getDouble("innerRate"),
            json.getDouble("outerRate"),
            json.getInt("batch"),
            json.has("samples") ? json.getInt("samples") : 0),
        new Schedule(
            json.getInt("denseSteps"),
            json.getInt("rounds"),
            json.getInt("roundSteps"),
            json.getDouble("fraction")),
        json.getLong("seed"),
        Variation.of(json));
  }
}
