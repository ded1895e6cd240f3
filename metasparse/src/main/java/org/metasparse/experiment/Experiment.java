package org.metasparse.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.metasparse.autodiff.Block;
import org.metasparse.engine.Compute;
import org.metasparse.files.Folders;
import org.metasparse.files.InputException;
import org.metasparse.files.JsonLines;
import org.metasparse.files.JsonObject;
import org.metasparse.files.WriterLock;
import org.metasparse.meta.Learner;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.train.DataSet;
import org.metasparse.train.Run;
import org.metasparse.train.RunFolder;
import org.metasparse.train.TrainConfig;

/**
 * The paper's comparison: each method, at each density, with each seed, is a <i>cell</i>; its
 * networks are trained, held-out signals fitted, and one line written to {@code cells.jsonl}. What
 * is finished is never computed again: trainings resume at their step, evaluations at their signal.
 */
public final class Experiment {
  private static final double CHECKPOINT_SECONDS = 60;

  /** What an experiment tells while it runs, and how it is asked to stop. */
  public interface Listener {
    /**
     * Called often.
     *
     * @param done work done so far, that of earlier calls of the program included
     * @param total all work
     * @param part what is being computed
     */
    default void progress(double done, double total, String part) {}

    /**
     * Called for each cell when it is finished.
     *
     * @param cell the cell
     */
    default void cell(Cell cell) {}

    /**
     * Asked often.
     *
     * @return true to stop here
     */
    default boolean stop() {
      return false;
    }
  }

  private final ExperimentConfig config;
  private final List<Signal> heldOut;
  private final Path path;
  private final RunFolder folder;
  private final Listener listener;
  private final Networks networks;
  private final Evaluator evaluator;
  private final JsonLines lines;
  private final int trainPoints;

  private double done;
  private double total;

  /**
   * Opens an experiment's folder, or makes one.
   *
   * @param config what determines it
   * @param train what to learn from
   * @param test held-out signals
   * @param path the folder
   * @param compute kernels and threads
   * @param listener is told of the progress
   * @throws InputException if the folder holds an experiment of another configuration or on other
   *     data, or cannot be written
   * @throws IllegalArgumentException if there are too few held-out signals
   */
  public Experiment(
      ExperimentConfig config,
      DataSet train,
      DataSet test,
      Path path,
      Compute compute,
      Listener listener) {
    if (test.signals().size() < config.evaluation().signals()) {
      throw new IllegalArgumentException(
          test.signals().size()
              + " held-out signals; "
              + config.evaluation().signals()
              + " are to be fitted");
    }
    this.config = config;
    this.heldOut = test.signals();
    this.path = path;
    this.listener = listener;
    Map<String, Object> identity = new LinkedHashMap<>(config.toJson());
    identity.put("train", train.toJson());
    identity.put("test", test.toJson());
    this.folder = RunFolder.open(path, identity);
    this.networks = new Networks(config, train, path.resolve("train"), compute);
    this.evaluator = new Evaluator(config, train.signals(), heldOut, compute);
    this.lines = new JsonLines(path.resolve("cells.jsonl"));
    this.trainPoints = train.signals().get(0).grid().count();
  }

  /**
   * The cells that are finished.
   *
   * @return them in the order in which they were
   * @throws InputException if {@code cells.jsonl} cannot be read
   */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (JsonObject line : lines.open()) {
      cells.add(Cell.of(line));
    }
    return cells;
  }

  /**
   * The cells that methods and seeds ask for.
   *
   * @param methods the methods
   * @param seeds the seeds
   * @param unpruned whether to fit unpruned networks, too, which takes longest
   * @return their keys, seed after seed, method after method
   */
  public List<Cell.Key> keys(List<Method> methods, List<Long> seeds, boolean unpruned) {
    List<Cell.Key> keys = new ArrayList<>();
    for (long seed : seeds) {
      for (Method method : methods) {
        // The dense network of most is one and the same: it is shown once, with the first of them.
        boolean dense = method == Method.META_SPARSE || method.kind() == Method.Kind.VARIANT;
        if (unpruned && (dense || method == Method.SCRATCH)) {
          keys.add(new Cell.Key(method, 0, seed));
        }
        for (int round : config.rounds()) {
          keys.add(new Cell.Key(method, round, seed));
        }
      }
    }
    return keys;
  }

  /**
   * Computes what is missing.
   *
   * @param methods the methods to compare
   * @param seeds the seeds of their trainings
   * @param unpruned whether to fit unpruned networks, too, which takes longest
   * @return true if all of it is finished, false if asked to stop
   * @throws InputException if another program computes in the same folder
   * @throws org.metasparse.meta.DivergedException if a training diverged
   */
  public boolean run(List<Method> methods, List<Long> seeds, boolean unpruned) {
    WriterLock lock = folder.lock();
    try (lock) {
      List<Cell.Key> keys = keys(methods, seeds, unpruned);
      Set<Cell.Key> finished = new LinkedHashSet<>();
      cells().forEach(cell -> finished.add(cell.key()));
      count(keys, finished);
      for (Cell.Key key : keys) {
        if (!finished.contains(key) && !(train(key) && evaluate(key))) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Whether a cell's network is there to be fitted. It is not where a folder was handed on without
   * its trained networks, whose figures are in {@code cells.jsonl} all the same.
   *
   * @param key a finished cell
   * @return whether {@link #reconstruct} finds it
   */
  public boolean hasNetwork(Cell.Key key) {
    return networks.runs(key).stream().allMatch(networks::finished);
  }

  /**
   * A signal fitted by a cell's method, to be looked at.
   *
   * @param key a finished cell
   * @param signal what to fit
   * @return the fitted network and its fit
   * @throws InputException if the cell's network cannot be read
   */
  public PrunedFit.Outcome reconstruct(Cell.Key key, Signal signal) {
    return evaluator.outcome(key, networks.initial(key), signal);
  }

  /**
   * The time that the experiment's trainings have taken.
   *
   * @return seconds, added up over the logs of all of them
   * @throws InputException if a log cannot be read
   */
  public double trainingSeconds() {
    return networks.seconds();
  }

  private void count(List<Cell.Key> keys, Set<Cell.Key> finished) {
    done = 0;
    total = 0;
    Set<Networks.Training> runs = new LinkedHashSet<>();
    for (Cell.Key key : keys) {
      double work = evaluationWork(key);
      total += work;
      done += finished.contains(key) ? work : 0;
      runs.addAll(networks.runs(key));
    }
    for (Networks.Training run : runs) {
      double work = work(run, run.config().schedule().rounds(), -1);
      total += work;
      done += networks.finished(run) ? work : 0;
    }
  }

  /** Work of a training up to a step of a round; a step of -1 stands for the round's last. */
  private double work(Networks.Training run, int round, long step) {
    long steps = step < 0 ? run.config().schedule().steps(round) : step;
    double work = Work.training(run.config(), trainPoints, round, steps);
    int dense = run.config().schedule().denseSteps();
    return run.fromDense() ? work - Work.training(run.config(), trainPoints, 0, dense) : work;
  }

  private double evaluationWork(Cell.Key key) {
    double points = heldOut.get(0).grid().count();
    // Where signals share weights, all of them are computed.
    boolean shares = networks.runs(key).stream().anyMatch(run -> run.config().shares());
    int weights = networks.weights(shares ? 0 : key.round());
    return evaluator.steps() * points * Work.gradient(config.train().shape(), weights);
  }

  private boolean train(Cell.Key key) {
    for (Networks.Training run : networks.runs(key)) {
      if (networks.finished(run)) {
        continue;
      }
      double before = done;
      Run.Listener training =
          new Run.Listener() {
            @Override
            public void step(int round, long step, Learner.Losses losses) {
              String loss = String.format(Locale.ROOT, "loss %.4f", losses.outer());
              tell(round, step, "step " + step + "  " + loss);
            }

            @Override
            public void measuring(int round, long step) {
              tell(round, step, "measuring fits from it");
            }

            @Override
            public boolean findsRate(int round) {
              // The last one, too: a latent code's rounds are not those of the experiment.
              int last = run.config().schedule().rounds();
              return round == 0 || round == last || config.rounds().contains(round);
            }

            private void tell(int round, long step, String what) {
              TrainConfig.Schedule s = run.config().schedule();
              double now = work(run, round, step - s.before(round, 0));
              String where = "seed " + run.config().seed() + " " + run.name() + " round " + round;
              listener.progress(before + now, total, where + " " + what);
            }

            @Override
            public boolean stop() {
              return listener.stop();
            }
          };
      if (!networks.train(run, training, CHECKPOINT_SECONDS)) {
        return false;
      }
      done = before + work(run, run.config().schedule().rounds(), -1);
    }
    return true;
  }

  private boolean evaluate(Cell.Key key) {
    Siren initial = networks.initial(key);
    Path fits = path.resolve("fits").resolve("seed-" + key.seed());
    Folders.make(fits);
    String name = String.format(Locale.ROOT, "%s-%02d.jsonl", key.method().id(), key.round());
    double before = done;
    double work = evaluationWork(key);
    long started = System.nanoTime();
    List<Evaluator.Result> results =
        evaluator.run(
            key,
            initial,
            new JsonLines(fits.resolve(name)),
            listener::stop,
            (share, what) ->
                listener.progress(before + work * share, total, key.text() + "  " + what));
    if (results.size() < config.evaluation().signals()) {
      return false;
    }
    done = before + work;
    Cell cell = cell(key, initial, results, (System.nanoTime() - started) * 1e-9);
    lines.add(cell.toJson());
    listener.cell(cell);
    return true;
  }

  /** Parameters of a kind that the fits from a network move: mostly all. */
  private static int moved(Siren siren, Block.Kind kind) {
    return siren.layout().blocks().stream()
        .filter(block -> block.kind() == kind)
        .mapToInt(block -> siren.moves().in(block).length)
        .sum();
  }

  private Cell cell(Cell.Key key, Siren initial, List<Evaluator.Result> results, double seconds) {
    int wide = config.train().shape().layout().weights();
    boolean pruned = key.method().kind() == Method.Kind.PRUNED_FIT;
    int moved = moved(initial, Block.Kind.WEIGHT) + moved(initial, Block.Kind.CODE);
    int weights = pruned ? networks.weights(key.round()) : moved;
    int biases = moved(initial, Block.Kind.BIAS);
    List<Double> curve = new ArrayList<>();
    int points = results.stream().mapToInt(r -> r.curve().size()).max().orElse(0);
    for (int i = 0; i < points; i++) {
      int at = i;
      curve.add(
          results.stream()
              .filter(r -> !r.curve().isEmpty())
              .mapToDouble(r -> r.curve().get(at))
              .average()
              .orElse(Double.NaN));
    }
    double mean = results.stream().mapToDouble(Evaluator.Result::adam).average().orElse(0);
    double squares = results.stream().mapToDouble(r -> (r.adam() - mean) * (r.adam() - mean)).sum();
    return new Cell(
        key,
        weights / (double) wide,
        weights,
        weights + biases,
        initial.shape().width(),
        results.size(),
        results.stream().mapToDouble(Evaluator.Result::sgd2).average().orElse(0),
        mean,
        results.size() < 2 ? 0 : Math.sqrt(squares / (results.size() - 1)),
        curve,
        results.get(0).ownRate(),
        results.stream().mapToDouble(Evaluator.Result::own).average().orElse(0),
        seconds);
  }
}
