package org.metasparse.train;

import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;
import org.metasparse.engine.Compute;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.files.WriterLock;
import org.metasparse.fit.FitRate;
import org.metasparse.fit.Protocol;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.meta.DivergedException;
import org.metasparse.meta.Learner;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;

/**
 * {@link MetaSparse} in a folder: locked, logged, with a checkpoint now and then, so that it can be
 * stopped or killed at any step and resumed to the bits of an uninterrupted run.
 *
 * @param config what determines the run
 * @param signals what to learn from
 * @param heldOut what to evaluate on now and then; may be empty; does not change the result
 * @param compute kernels and threads
 * @param listener is told of the progress
 * @param folder where checkpoints and log are kept
 * @param checkpointSeconds time between checkpoints within a round
 */
public record Run(
    TrainConfig config,
    List<Signal> signals,
    List<Signal> heldOut,
    Compute compute,
    Listener listener,
    RunFolder folder,
    double checkpointSeconds) {
  /** What a run tells, and how it is asked to stop. */
  public interface Listener {
    /**
     * Called after every outer step.
     *
     * @param round the round, 0 for the dense network
     * @param step outer steps of the whole run so far
     * @param losses what the step met
     */
    default void step(int round, long step, Learner.Losses losses) {}

    /**
     * Called when a round's steps are taken and fits from its network are measured: of the held-out
     * signals, and for the rate that later ones begin with. That may take as long as some hundred
     * outer steps.
     *
     * @param round the round
     * @param step outer steps of the whole run so far
     */
    default void measuring(int round, long step) {}

    /**
     * Called when a round is finished.
     *
     * @param model where the run stands: the round's network, moments and random state
     * @param psnr mean PSNR of the held-out signals after 100 steps of Adam, NaN without any
     * @param seconds training time of the run so far
     */
    default void round(Checkpoint model, double psnr, double seconds) {}

    /**
     * Asked when a round's steps are taken: whether to find the rate that fits from its network
     * begin with.
     *
     * @param round the round
     * @return false to leave the rate unknown; fits then try rates themselves
     */
    default boolean findsRate(int round) {
      return true;
    }

    /** {@return true to stop here, with a checkpoint; asked before every outer step} */
    default boolean stop() {
      return false;
    }
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
    WriterLock lock = folder.lock();
    try (lock) {
      return train();
    } catch (DivergedException e) {
      boolean saved = Files.exists(folder.latest());
      throw new DivergedException(
          e.getMessage()
              + ", with a new --out"
              + (saved ? "; the last good checkpoint is " + folder.latest() : ""));
    }
  }

  private Checkpoint train() {
    Checkpoint from = MetaSparse.initial(config);
    long logged = -1;
    if (Files.exists(folder.latest())) {
      from = latest();
      // The last line of a round stands before its file, and is written again with it.
      logged = config.schedule().before(from.round(), from.step()) - (lacksFile(from) ? 1 : 0);
    }
    double seconds = folder.rewindLog(from.round(), logged);
    RunLog log = new RunLog(config, heldOut, compute, folder, seconds);
    MetaSparse algorithm = new MetaSparse(config, signals, compute, keeper(from, log));
    boolean rewinds = config.get(Settings.REWIND) && from.round() > 0;
    Siren dense = rewinds ? CheckpointFile.read(folder.round(0)).siren() : null;
    Checkpoint end = algorithm.run(from, dense);
    // What signals have of their own is large, and only of use for going on.
    CheckpointFile.write(folder.latest(), config.finished(end) ? end.withOwn(null) : end);
    return end;
  }

  private Checkpoint latest() {
    Checkpoint latest = CheckpointFile.read(folder.latest());
    if (!latest.configuration().equals(Json.write(config.toJson()))) {
      throw new InputException(
          folder.latest() + ": is of a run of another configuration; delete it to start anew");
    }
    return latest;
  }

  /** Whether a state has all steps of its round, whose file is not written. */
  private boolean lacksFile(Checkpoint at) {
    return ended(at) && !Files.isRegularFile(folder.round(at.round()));
  }

  private boolean ended(Checkpoint at) {
    return at.step() == config.schedule().steps(at.round());
  }

  /** Writes down what the algorithm hands out, and passes on what is to be told. */
  private MetaSparse.Listener keeper(Checkpoint from, RunLog log) {
    return new MetaSparse.Listener() {
      private boolean kept = ended(from) && !lacksFile(from);
      private long saved = System.nanoTime();

      @Override
      public boolean stop() {
        return listener.stop();
      }

      @Override
      public void step(int round, long step, Learner.Losses losses, Supplier<Checkpoint> state) {
        listener.step(round, config.schedule().before(round, step), losses);
        log.add(losses);
        if (log.due(round, step)) {
          log.write(state.get(), Protocol.SGD2);
        }
        // Not after the last step: a checkpoint there, resumed before the round's file is written,
        // would have forgotten the losses of the round's last line.
        boolean last = step == config.schedule().steps(round);
        if (!last && (System.nanoTime() - saved) * 1e-9 > checkpointSeconds) {
          save(state.get());
        }
      }

      @Override
      public void round(Checkpoint state) {
        if (!kept) {
          boolean findsRate = listener.findsRate(state.round());
          if (findsRate || !heldOut.isEmpty()) {
            listener.measuring(
                state.round(), config.schedule().before(state.round(), state.step()));
          }
          double psnr = log.write(state, Protocol.ADAM100);
          double rate = findsRate ? FitRate.of(state.siren(), signals, compute) : 0;
          CheckpointFile.write(folder.round(state.round()), state.withFitRate(rate).withOwn(null));
          listener.round(state, psnr, log.seconds());
        }
        kept = false;
      }

      @Override
      public void pruned(Checkpoint state) {
        save(state);
      }

      private void save(Checkpoint state) {
        CheckpointFile.write(folder.latest(), state);
        saved = System.nanoTime();
      }
    };
  }
}
