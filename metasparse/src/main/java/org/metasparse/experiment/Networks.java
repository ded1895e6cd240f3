package org.metasparse.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.files.Folders;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.files.JsonLines;
import org.metasparse.files.JsonObject;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;
import org.metasparse.train.DataSet;
import org.metasparse.train.Run;
import org.metasparse.train.RunFolder;
import org.metasparse.train.Settings;
import org.metasparse.train.TrainConfig;

/**
 * The trained networks of an experiment, each in a run folder of its own below {@code train}, so
 * that every one can be inspected, resumed and used as a model. The dense network is trained once a
 * seed; the methods that prune it start from copies of its checkpoint.
 */
record Networks(ExperimentConfig config, DataSet data, Path root, Compute compute) {
  private static final String DENSE = "dense";

  /**
   * A training that a method's cells need.
   *
   * @param name of its folder
   * @param config what determines it
   * @param fromDense whether it starts from the seed's dense network
   */
  record Training(String name, TrainConfig config, boolean fromDense) {}

  /** The trainings that a cell needs, in the order in which they must be done. */
  List<Training> runs(Cell.Key cell) {
    TrainConfig base = base(cell.seed());
    Training dense = new Training(DENSE, dense(base, base.shape()), false);
    Method method = cell.method();
    return switch (method.kind()) {
      case PRUNED ->
          cell.round() == 0
              ? List.of(dense)
              : List.of(dense, new Training(method.id(), method.config(base), true));
      case VARIANT -> List.of(new Training(method.id(), method.config(base), false));
      case NARROW -> List.of(narrow(base, cell.round()));
      case CODE -> cell.round() == 0 ? List.of(dense) : List.of(dense, code(base, cell.round()));
      case PRUNED_FIT -> List.of(dense);
      case SCRATCH -> List.of();
    };
  }

  private Training narrow(TrainConfig base, int round) {
    SirenShape shape = DenseNarrow.shape(base.shape(), weights(round));
    TrainConfig narrow = dense(base, shape);
    if (base.get(Settings.LAST_STEPS) > 0) {
      // Most steps are taken with few weights: the narrow network takes as many, at their rate.
      TrainConfig.Schedule all = base.schedule();
      narrow =
          narrow
              .with(Settings.DENSE_STEPS, (int) all.before(round, all.steps(round)))
              .with(Settings.OUTER_RATE, base.outerRate(round));
    }
    return new Training("dense-narrow-" + shape.width(), narrow, false);
  }

  /**
   * A code of as many numbers as weights survive, but no more than there are sines to shift; in one
   * round of as many steps as the others take up to there.
   */
  private Training code(TrainConfig base, int round) {
    TrainConfig.Schedule all = base.schedule();
    int steps = (int) (all.before(round, all.steps(round)) - all.denseSteps());
    int sines = base.shape().width() * base.shape().layers();
    TrainConfig code =
        base.with(Settings.CODE, Math.min(weights(round), sines))
            .with(Settings.ROUNDS, 1)
            .with(Settings.ROUND_STEPS, steps)
            .with(Settings.LAST_STEPS, 0);
    return new Training("latent-" + round, code, true);
  }

  /** Surviving weights of a round. */
  int weights(int round) {
    List<Integer> survivors = config.survivors(round);
    return round == 0 ? config.train().shape().layout().weights() : survivors.get(round - 1);
  }

  private TrainConfig base(long seed) {
    return config.train().with(Settings.SEED, seed);
  }

  /** The same training without any pruning. */
  private static TrainConfig dense(TrainConfig t, SirenShape shape) {
    return t.with(Settings.WIDTH, shape.width()).with(Settings.ROUNDS, 0);
  }

  /** Whether a training is finished. */
  boolean finished(Training run) {
    int rounds = run.config().schedule().rounds();
    return Files.exists(new RunFolder(path(run)).round(rounds));
  }

  /**
   * Trains until the end, or until the listener asks to stop.
   *
   * @return true if the training is finished
   */
  boolean train(Training run, Run.Listener listener, double checkpointSeconds) {
    RunFolder folder = open(run);
    if (run.fromDense() && !Files.exists(folder.latest())) {
      Checkpoint dense = CheckpointFile.read(new RunFolder(denseOf(run)).round(0));
      Checkpoint start =
          new Checkpoint(
              dense.siren(),
              0,
              dense.step(),
              dense.firstMoment(),
              dense.secondMoment(),
              dense.adamSteps(),
              dense.rngState(),
              Json.write(run.config().toJson()));
      CheckpointFile.write(folder.round(0), start.withFitRate(dense.fitRate()));
      CheckpointFile.write(folder.latest(), start);
    }
    Run training =
        new Run(
            run.config(), data.signals(), List.of(), compute, listener, folder, checkpointSeconds);
    return run.config().finished(training.run());
  }

  private RunFolder open(Training run) {
    Path path = path(run);
    Folders.make(path.getParent());
    Map<String, Object> identity = new LinkedHashMap<>(run.config().toJson());
    identity.put("data", data.toJson());
    return RunFolder.open(path, identity);
  }

  /**
   * The network from which a cell's fits start; its trainings are finished.
   *
   * @throws InputException if its checkpoint is damaged
   */
  Siren initial(Cell.Key cell) {
    if (cell.method().kind() == Method.Kind.SCRATCH) {
      Rng rng = new Rng(cell.seed()).split(0);
      return Scratch.initial(config.train().shape(), weights(cell.round()), rng);
    }
    List<Training> runs = runs(cell);
    Training last = runs.get(runs.size() - 1);
    int round = Math.min(last.config().schedule().rounds(), cell.round());
    return CheckpointFile.read(new RunFolder(path(last)).round(round)).siren();
  }

  /** Seconds that all trainings below the folder have taken, from the last lines of their logs. */
  double seconds() {
    if (!Files.isDirectory(root)) {
      return 0;
    }
    try (Stream<Path> logs = Files.find(root, 3, (p, a) -> p.endsWith("log.jsonl"))) {
      double seconds = 0;
      for (Path log : logs.sorted().toList()) {
        List<JsonObject> lines = new JsonLines(log).read();
        seconds += lines.isEmpty() ? 0 : lines.get(lines.size() - 1).getDouble("seconds");
      }
      return seconds;
    } catch (IOException e) {
      throw new InputException(root + ": cannot be read", e);
    }
  }

  private Path path(Training run) {
    return root.resolve("seed-" + run.config().seed()).resolve(run.name());
  }

  private Path denseOf(Training run) {
    return path(run).resolveSibling(DENSE);
  }
}
