package org.metasparse.train;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.autodiff.Adam;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.files.RunLock;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.fit.Psnr;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.meta.DivergedException;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.meta.MetaLearner;
import org.metasparse.prune.Pruned;
import org.metasparse.prune.Pruning;
import org.metasparse.prune.Score;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;

/**
 * Algorithm 1 of the paper: meta-learn the dense network; then, round after round, prune by
 * magnitude and retrain, the survivors keeping their values and the outer Adam its moments.
 *
 * <p>With a run folder, training can be stopped at any step and resumed to the bits of an
 * uninterrupted run. Without one it keeps everything in memory.
 */
public final class Training {
  private static final int LOG_LINES_PER_ROUND = 10;

  /** What a training tells while it runs, and how it is asked to stop. */
  public interface Listener {
    /**
     * Called after every outer step.
     *
     * @param round the round, 0 for the dense network
     * @param step outer steps of the whole run so far
     * @param losses what the step met
     */
    default void step(int round, long step, MetaLearner.Losses losses) {}

    /**
     * Called when a round is finished.
     *
     * @param model where the run stands: the round's network, moments and random state
     * @param psnr mean PSNR of the held-out signals after 100 steps of Adam, NaN without any
     * @param seconds training time of the run so far
     */
    default void round(Checkpoint model, double psnr, double seconds) {}

    /**
     * Asked before every outer step.
     *
     * @return true to stop here, with a checkpoint
     */
    default boolean stop() {
      return false;
    }
  }

  private final TrainConfig config;
  private final List<Signal> signals;
  private final List<Signal> heldOut;
  private final Compute compute;
  private final Listener listener;
  private final RunFolder folder;
  private final String configText;
  private final long checkpointNanos;

  private Checkpoint state;
  private Siren keptDense;
  private double secondsBefore;
  private long started;
  private double sumInner;
  private double sumOuter;
  private int summed;

  /**
   * Prepares a training.
   *
   * @param config what determines the run
   * @param signals what to learn from
   * @param heldOut what to evaluate on now and then; may be empty; does not change the result
   * @param compute kernels and threads
   * @param listener is told of the progress
   * @param folder where to keep checkpoints and log, or null to keep nothing
   * @param checkpointSeconds time between checkpoints within a round
   */
  public Training(
      TrainConfig config,
      List<Signal> signals,
      List<Signal> heldOut,
      Compute compute,
      Listener listener,
      RunFolder folder,
      double checkpointSeconds) {
    this.config = config;
    this.signals = signals;
    this.heldOut = heldOut;
    this.compute = compute;
    this.listener = listener;
    this.folder = folder;
    this.configText = Json.write(config.toJson());
    this.checkpointNanos = (long) (checkpointSeconds * 1e9);
  }

  /**
   * Trains until the end of the schedule, or until asked to stop.
   *
   * @return the network as it is then, and where it stands
   * @throws DivergedException if a loss or a parameter became NaN or infinite; the last checkpoint
   *     stays
   * @throws InputException if the folder's checkpoint is damaged or of another configuration, or
   *     another training is writing into the folder
   */
  public Checkpoint run() {
    if (folder == null) {
      return train();
    }
    RunLock lock = folder.lock();
    try {
      return train();
    } finally {
      lock.close();
    }
  }

  private Checkpoint train() {
    started = System.nanoTime();
    state = resume();
    while (true) {
      if (!trainRound()) {
        return state;
      }
      if (state.round() == config.schedule().rounds()) {
        save();
        return state;
      }
      prune();
      save();
    }
  }

  /**
   * Whether a checkpoint stands at the end of its run's schedule.
   *
   * @param config the run's configuration
   * @param checkpoint a checkpoint of it
   * @return true if nothing is left to do
   */
  public static boolean finished(TrainConfig config, Checkpoint checkpoint) {
    return checkpoint.round() == config.schedule().rounds()
        && checkpoint.step() == config.schedule().steps(checkpoint.round());
  }

  private Checkpoint resume() {
    if (folder != null && Files.exists(folder.latest())) {
      Checkpoint latest = CheckpointFile.read(folder.latest());
      if (!latest.configuration().equals(configText)) {
        throw new InputException(
            folder.latest() + ": is of a run of another configuration; delete it to start anew");
      }
      long step = totalStep(latest.round(), latest.step());
      // The last line of a round stands before its file, and is written again with it.
      secondsBefore = folder.rewindLog(latest.round(), ends(latest) ? step - 1 : step);
      return latest;
    }
    if (folder != null) {
      folder.rewindLog(0, -1);
    }
    // Streams of their own, so that the batches do not depend on the network's size.
    Rng seeds = new Rng(config.seed());
    Siren siren = SirenInit.random(config.shape(), seeds.split(0));
    int size = siren.layout().size();
    return new Checkpoint(
        siren, 0, 0, new float[size], new float[size], 0, seeds.split(1).state(), configText);
  }

  /** Whether a checkpoint has all steps of a round whose file is not written. */
  private boolean ends(Checkpoint at) {
    return at.step() == config.schedule().steps(at.round())
        && !Files.isRegularFile(folder.round(at.round()));
  }

  private long totalStep(int round, long step) {
    return config.schedule().before(round, step);
  }

  /** Takes the outer steps that the present round still lacks; false if asked to stop. */
  private boolean trainRound() {
    int round = state.round();
    int steps = config.schedule().steps(round);
    if (folder != null && state.step() == steps && !ends(state)) {
      return true;
    }
    MetaLearner learner =
        new MetaLearner(
            config.meta(),
            state.siren(),
            new Adam(
                state.firstMoment().clone(),
                state.secondMoment().clone(),
                state.adamSteps(),
                compute.kernels()),
            new Rng(state.rngState()),
            signals,
            compute);
    int logEvery = Math.max(1, steps / LOG_LINES_PER_ROUND);
    long saved = System.nanoTime();
    for (long step = state.step(); step < steps; step++) {
      if (listener.stop()) {
        take(learner, step);
        save();
        return false;
      }
      MetaLearner.Losses losses = step(learner, round, step);
      listener.step(round, totalStep(round, step + 1), losses);
      sumInner += losses.inner();
      sumOuter += losses.outer();
      summed++;
      if ((step + 1) % logEvery == 0 && step + 1 < steps) {
        log(round, step + 1, learner, Protocol.SGD2);
      }
      // Not after the last step: a checkpoint there, resumed before the round's file is written,
      // would have forgotten the losses of the round's last line.
      if (step + 1 < steps && System.nanoTime() - saved > checkpointNanos) {
        take(learner, step + 1);
        save();
        saved = System.nanoTime();
      }
    }
    take(learner, steps);
    double psnr = log(round, steps, learner, Protocol.ADAM100);
    if (folder != null) {
      CheckpointFile.write(folder.round(round), state);
    } else if (round == 0) {
      keptDense = state.siren();
    }
    listener.round(state, psnr, seconds());
    return true;
  }

  private MetaLearner.Losses step(MetaLearner learner, int round, long step) {
    try {
      return learner.step(config.variation().step(config.meta(), config.schedule(), round, step));
    } catch (DivergedException e) {
      throw diverged(round, step + 1, e.getMessage());
    }
  }

  private DivergedException diverged(int round, long step, String what) {
    MetaConfig meta = config.meta();
    boolean saved = folder != null && Files.exists(folder.latest());
    return new DivergedException(
        "training diverged at step "
            + totalStep(round, step)
            + " (round "
            + round
            + "): "
            + what
            + " with inner rate "
            + meta.innerRate()
            + " and outer rate "
            + meta.outerRate()
            + "; try a tenth of one of them"
            + (folder != null ? " with a new --out" : "")
            + (meta.rule() == MetaGradient.MULTISTEP ? "" : ", or rule multistep")
            + (saved ? "; the last good checkpoint is " + folder.latest() : ""));
  }

  /** Takes over where the learner stands, unless its last step made it worthless. */
  private void take(MetaLearner learner, long step) {
    for (float[] values : List.of(learner.theta(), learner.adam().m(), learner.adam().v())) {
      for (float value : values) {
        if (!Float.isFinite(value)) {
          throw diverged(state.round(), step, "a parameter or moment became " + value);
        }
      }
    }
    state =
        new Checkpoint(
            new Siren(state.siren().shape(), state.siren().layout(), learner.theta().clone()),
            state.round(),
            step,
            learner.adam().m().clone(),
            learner.adam().v().clone(),
            learner.adam().steps(),
            learner.rng().state(),
            configText);
  }

  private void prune() {
    Siren siren = state.siren();
    int round = state.round() + 1;
    Score score = config.variation().scoring().score(config.seed(), round, state.secondMoment());
    Pruned pruned =
        Pruning.lowest(siren.layout(), siren.theta(), config.schedule().fraction(), score);
    boolean rewind = config.variation().rewind();
    float[] theta = pruned.shrink(siren.theta());
    state =
        new Checkpoint(
            new Siren(siren.shape(), pruned.layout(), rewind ? rewound(pruned.layout()) : theta),
            round,
            0,
            rewind ? new float[theta.length] : pruned.shrink(state.firstMoment()),
            rewind ? new float[theta.length] : pruned.shrink(state.secondMoment()),
            rewind ? 0 : state.adamSteps(),
            state.rngState(),
            configText);
  }

  /** The values that a pruned network's parameters had at the end of the dense training. */
  private float[] rewound(Layout layout) {
    Siren dense = folder == null ? keptDense : CheckpointFile.read(folder.round(0)).siren();
    float[] theta = new float[layout.size()];
    for (Block block : layout.blocks()) {
      int from = dense.layout().block(block.name()).offset();
      if (block.pattern() == null) {
        System.arraycopy(dense.theta(), from, theta, block.offset(), block.size());
      } else {
        block.pattern().collect(dense.theta(), from, theta, block.offset());
      }
    }
    return theta;
  }

  private void save() {
    if (folder != null) {
      CheckpointFile.write(folder.latest(), state);
    }
  }

  private double seconds() {
    return secondsBefore + (System.nanoTime() - started) * 1e-9;
  }

  /** Writes a line of the log; losses are means since the line before. */
  private double log(int round, long step, MetaLearner learner, Protocol protocol) {
    double psnr = Double.NaN;
    if (!heldOut.isEmpty()) {
      Siren now = new Siren(state.siren().shape(), state.siren().layout(), learner.theta().clone());
      psnr =
          Psnr.mean(
              new Fitter(now, compute)
                  .fit(heldOut, protocol.withSamples(config.meta().samples()), n -> {}));
    }
    if (folder != null) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("step", totalStep(round, step));
      entry.put("round", round);
      entry.put("weights", state.siren().layout().weights());
      entry.put("innerLoss", summed == 0 ? null : sumInner / summed);
      entry.put("outerLoss", summed == 0 ? null : sumOuter / summed);
      if (!heldOut.isEmpty()) {
        entry.put(protocol.equals(Protocol.SGD2) ? "psnrSgd2" : "psnrAdam100", psnr);
      }
      entry.put("seconds", seconds());
      folder.log(entry);
    }
    sumInner = 0;
    sumOuter = 0;
    summed = 0;
    return psnr;
  }
}
