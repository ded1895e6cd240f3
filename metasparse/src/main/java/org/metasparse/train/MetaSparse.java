package org.metasparse.train;

import java.util.List;
import java.util.function.Supplier;
import org.metasparse.autodiff.Adam;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.files.Json;
import org.metasparse.format.Checkpoint;
import org.metasparse.meta.DivergedException;
import org.metasparse.meta.MetaLearner;
import org.metasparse.prune.Pruned;
import org.metasparse.prune.Pruning;
import org.metasparse.prune.Rewinding;
import org.metasparse.prune.Score;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;

/**
 * Algorithm 1 of the paper: meta-learn the dense network; then, round after round, prune the
 * weights of the lowest score and learn on with the survivors, which keep their values and the
 * outer Adam its moments (or are rewound, where the configuration says so).
 *
 * <p>It is a function of configuration, signals and the state it starts from, and lives in memory:
 * {@link Run} keeps it in a folder.
 */
public final class MetaSparse {
  /** Is handed every state, and may stop the algorithm between two steps. */
  public interface Listener {
    /** {@return true to stop here; asked before every outer step} */
    default boolean stop() {
      return false;
    }

    /**
     * Called after every outer step.
     *
     * @param round the round, 0 for the dense network
     * @param step outer steps of this round so far
     * @param losses what the step met
     * @param state gives a copy of the state after the step, during the call
     */
    default void step(
        int round, long step, MetaLearner.Losses losses, Supplier<Checkpoint> state) {}

    /**
     * Called when a round has all its steps.
     *
     * @param state the state then
     */
    default void round(Checkpoint state) {}

    /**
     * Called when a round begins with a pruning.
     *
     * @param state the pruned state
     */
    default void pruned(Checkpoint state) {}
  }

  private final TrainConfig config;
  private final List<Signal> signals;
  private final Compute compute;
  private final Listener listener;
  private Checkpoint state;
  private Siren dense;

  /**
   * Prepares the algorithm.
   *
   * @param config all of its numbers
   * @param signals what to learn from; at least a batch
   * @param compute kernels and threads
   * @param listener is handed its states
   */
  public MetaSparse(TrainConfig config, List<Signal> signals, Compute compute, Listener listener) {
    this.config = config;
    this.signals = signals;
    this.compute = compute;
    this.listener = listener;
  }

  /**
   * The state before the first step. Initialisation and batches have streams of random numbers of
   * their own, so that the batches do not depend on the network's size.
   *
   * @param config all numbers
   * @return a random dense network with fresh moments
   */
  public static Checkpoint initial(TrainConfig config) {
    Rng seeds = new Rng(config.seed());
    Siren siren = SirenInit.random(config.shape(), seeds.split(0));
    int n = siren.layout().size();
    long batches = seeds.split(1).state();
    String text = Json.write(config.toJson());
    return new Checkpoint(siren, 0, 0, new float[n], new float[n], 0, batches, text);
  }

  /**
   * Runs from the beginning.
   *
   * @return the state at the end of the last round, or where it was stopped
   * @throws DivergedException if a loss or a parameter became NaN or infinite
   */
  public Checkpoint run() {
    return run(initial(config), null);
  }

  /**
   * Runs on from a state, to the bits of a run that never stopped there.
   *
   * @param from a state that this algorithm handed out
   * @param trained the network at the end of round 0; null if {@code from} is of round 0, or the
   *     configuration does not rewind
   * @return the state at the end of the last round, or where it was stopped
   * @throws DivergedException if a loss or a parameter became NaN or infinite
   */
  public Checkpoint run(Checkpoint from, Siren trained) {
    state = from;
    dense = trained;
    while (learn()) {
      dense = state.round() == 0 ? state.siren() : dense;
      listener.round(state);
      if (config.finished(state)) {
        return state;
      }
      prune();
      listener.pruned(state);
    }
    return state;
  }

  /** Takes the outer steps that the present round still lacks; false if asked to stop. */
  private boolean learn() {
    int round = state.round();
    int steps = config.schedule().steps(round);
    float[] m = state.firstMoment().clone();
    float[] v = state.secondMoment().clone();
    Adam adam = new Adam(m, v, state.adamSteps(), compute.kernels());
    Rng rng = new Rng(state.rngState());
    MetaLearner learner =
        new MetaLearner(config.meta(), state.siren(), adam, rng, signals, compute);
    for (long step = state.step(); step < steps; step++) {
      if (listener.stop()) {
        state = state(learner, step);
        return false;
      }
      MetaLearner.Losses losses = step(learner, round, step);
      long done = step + 1;
      listener.step(round, done, losses, () -> state(learner, done));
    }
    state = state(learner, steps);
    return true;
  }

  private MetaLearner.Losses step(MetaLearner learner, int round, long step) {
    try {
      return learner.step(config.step(round, step));
    } catch (DivergedException e) {
      throw config.diverged(round, step + 1, e.getMessage());
    }
  }

  /** Where the learner stands, unless its last step made it worthless. */
  private Checkpoint state(MetaLearner learner, long step) {
    Siren now = new Siren(config.shape(), state.siren().layout(), learner.theta().clone());
    float[] m = learner.adam().m().clone();
    float[] v = learner.adam().v().clone();
    for (float[] values : List.of(now.theta(), m, v)) {
      for (float value : values) {
        if (!Float.isFinite(value)) {
          String what = "a parameter or moment became " + value;
          throw config.diverged(state.round(), step, what);
        }
      }
    }
    long adamSteps = learner.adam().steps();
    long rng = learner.rng().state();
    return new Checkpoint(now, state.round(), step, m, v, adamSteps, rng, state.configuration());
  }

  /** Begins the next round with the weights that score highest. */
  private void prune() {
    int round = state.round() + 1;
    Siren siren = state.siren();
    Score score = config.get(Settings.SCORE).score(config.seed(), round, state.secondMoment());
    double fraction = config.schedule().fraction();
    Pruned pruned = Pruning.lowest(siren.layout(), siren.theta(), fraction, score);
    float[] theta = pruned.shrink(siren.theta());
    float[] m = pruned.shrink(state.firstMoment());
    float[] v = pruned.shrink(state.secondMoment());
    long adamSteps = state.adamSteps();
    if (config.get(Settings.REWIND)) {
      theta = Rewinding.values(dense.layout(), dense.theta(), pruned.layout());
      m = new float[theta.length];
      v = new float[theta.length];
      adamSteps = 0;
    }
    Siren next = new Siren(siren.shape(), pruned.layout(), theta);
    state =
        new Checkpoint(next, round, 0, m, v, adamSteps, state.rngState(), state.configuration());
  }
}
