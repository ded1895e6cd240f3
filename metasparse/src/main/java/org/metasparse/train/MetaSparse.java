package org.metasparse.train;

import static org.metasparse.train.Settings.CODE;
import static org.metasparse.train.Settings.FRACTION;
import static org.metasparse.train.Settings.REWIND;
import static org.metasparse.train.Settings.SCORE;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.files.Json;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.Own;
import org.metasparse.meta.DivergedException;
import org.metasparse.meta.Learner;
import org.metasparse.meta.SharedLearner;
import org.metasparse.prune.MovePruning;
import org.metasparse.prune.Pruned;
import org.metasparse.prune.Pruning;
import org.metasparse.prune.Rewinding;
import org.metasparse.prune.Score;
import org.metasparse.signal.Signal;
import org.metasparse.siren.LatentCode;
import org.metasparse.siren.Moves;
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
    default void step(int round, long step, Learner.Losses losses, Supplier<Checkpoint> state) {}

    /**
     * Called with the state when a round has all its steps.
     *
     * @param state the state then
     */
    default void round(Checkpoint state) {}

    /**
     * Called with the pruned state when a round begins.
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
    int steps = config.schedule().steps(state.round());
    Round round = new Round(config, state, signals, compute);
    for (long step = state.step(); step < steps; step++) {
      if (listener.stop()) {
        state = round.state(step);
        return false;
      }
      Learner.Losses losses = round.step(step);
      long done = step + 1;
      listener.step(state.round(), done, losses, () -> round.state(done));
    }
    state = round.state(steps);
    return true;
  }

  /** Begins the next round with the weights that score highest, as they are or rewound. */
  private void prune() {
    if (config.shares()) {
      state = config.get(CODE) > 0 && state.round() == 0 ? coded() : share();
      return;
    }
    Siren siren = state.siren();
    Score score = config.get(SCORE).score(config.seed(), state.round() + 1, state.secondMoment());
    Pruned pruned = Pruning.lowest(siren.layout(), siren.theta(), config.get(FRACTION), score);
    if (config.get(REWIND)) {
      float[] theta = Rewinding.values(dense.layout(), dense.theta(), pruned.layout());
      next(pruned.layout(), theta, new float[theta.length], new float[theta.length], 0);
    } else {
      float[] theta = pruned.shrink(siren.theta());
      float[] m = pruned.shrink(state.firstMoment());
      float[] v = pruned.shrink(state.secondMoment());
      next(pruned.layout(), theta, m, v, state.adamSteps());
    }
  }

  /** Begins the next round with fewer parameters that move: those that signals miss most. */
  private Checkpoint share() {
    Siren siren = state.siren();
    float[] theta = siren.theta();
    Own own = state.own();
    Own known = own == null ? config.survey().of(siren, signals, compute) : own;
    // As many as a pruned network has, which keeps its biases.
    int biases = siren.shape().code() > 0 ? 0 : theta.length - siren.layout().weights();
    int weights = known.moved() - biases;
    int count = known.moved() - (int) Math.floor(config.get(FRACTION) * weights);
    Moves moves =
        MovePruning.keep(siren.moves(), known, SharedLearner.OWN_BETA_2, count, theta.length);
    Own left =
        own == null
            ? Own.of(Sharers.count(config, signals.size(), count), moves, theta)
            : own.keep(siren.moves(), moves, theta);
    // What moves is no more the outer Adam's.
    float[] m = state.firstMoment().clone();
    float[] v = state.secondMoment().clone();
    moves.scatter(new float[count], m);
    moves.scatter(new float[count], v);
    return begun(new Siren(siren.shape(), siren.layout(), theta, moves), m, v, left);
  }

  /** Begins the first round with a latent code, which then is all that moves. */
  private Checkpoint coded() {
    Rng maps = new Rng(config.seed()).split(2);
    Siren siren = LatentCode.give(state.siren(), config.get(CODE), maps);
    int n = siren.theta().length;
    int sharers = Sharers.count(config, signals.size(), config.get(CODE));
    return begun(
        siren,
        Arrays.copyOf(state.firstMoment(), n),
        Arrays.copyOf(state.secondMoment(), n),
        Own.of(sharers, siren.moves(), siren.theta()));
  }

  private Checkpoint begun(Siren siren, float[] m, float[] v, Own own) {
    int round = state.round() + 1;
    long adamSteps = state.adamSteps();
    return new Checkpoint(siren, round, 0, m, v, adamSteps, state.rngState(), state.configuration())
        .withOwn(own);
  }

  private void next(Layout layout, float[] theta, float[] m, float[] v, long adamSteps) {
    Siren siren = new Siren(state.siren().shape(), layout, theta);
    int round = state.round() + 1;
    state =
        new Checkpoint(siren, round, 0, m, v, adamSteps, state.rngState(), state.configuration());
  }
}
