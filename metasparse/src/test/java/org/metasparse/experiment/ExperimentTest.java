package org.metasparse.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.files.InputException;
import org.metasparse.fit.FitListener;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.fit.Psnr;
import org.metasparse.format.CheckpointFile;
import org.metasparse.report.ExperimentReport;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.Way;
import org.metasparse.train.DataSet;
import org.metasparse.train.Run;
import org.metasparse.train.RunFolder;
import org.metasparse.train.TrainConfig;

/** The comparison of all methods, in small. */
class ExperimentTest {
  private static final DataSet TRAIN = new DataSet(SmallRuns.TRAIN, 1);
  private static final List<Signal> HELD_OUT =
      List.of(named("a", 70), named("b", 71), named("c", 72));
  private static final DataSet TEST = new DataSet(HELD_OUT, 2);
  private static final List<Method> ALL = List.of(Method.values());
  private static final ExperimentConfig CONFIG =
      new ExperimentConfig(
          SmallRuns.config(1e-3, new TrainConfig.Schedule(7, 4, 3, 0.3)),
          2,
          new ExperimentConfig.Evaluation(
              3, new Protocol(Protocol.Optimiser.ADAM, 6, 1e-3), 2, 12, 2));

  @TempDir Path temp;

  private static Signal named(String name, long seed) {
    Signal s = Pictures.of(8, 8, 3, seed);
    return ImageKind.image(name, s.grid(), s.channels(), s.values());
  }

  private static boolean run(
      Path folder, List<Method> methods, List<Long> seeds, Experiment.Listener listener) {
    try (Compute compute = Way.plain().start()) {
      return new Experiment(CONFIG, TRAIN, TEST, folder, compute, listener)
          .run(methods, seeds, true);
    }
  }

  private static List<Cell> cells(Path folder) {
    try (Compute compute = Way.plain().start()) {
      return new Experiment(CONFIG, TRAIN, TEST, folder, compute, new Experiment.Listener() {})
          .cells();
    }
  }

  /** All but the time that it took, in the order of keys. */
  private static Map<String, Object> figures(List<Cell> cells) {
    Map<String, Object> figures = new TreeMap<>();
    for (Cell cell : cells) {
      Map<String, Object> json = cell.toJson();
      json.remove("seconds");
      assertEquals(null, figures.put(cell.key().text(), json.toString()), "twice");
    }
    return figures;
  }

  @Test
  void everyCellIsThereOnceWithTheWeightsThatItClaims() {
    Path folder = temp.resolve("all");
    assertTrue(run(folder, ALL, List.of(1L, 2L), new Experiment.Listener() {}));
    List<Cell> cells = cells(folder);
    // Rounds 2 and 4 of each method, and the dense network of those that train their own.
    int dense = 1 + 1 + 7;
    assertEquals(2 * (2 * ALL.size() + dense), figures(cells).size());
    int wide = CONFIG.train().shape().layout().weights();
    for (Cell cell : cells) {
      String text = cell.key().text();
      int round = cell.key().round();
      int survivors = round == 0 ? wide : CONFIG.survivors(round).get(round - 1);
      boolean narrow =
          cell.key().method() == Method.DENSE_NARROW || cell.key().method() == Method.SCRATCH;
      if (narrow) {
        assertTrue(cell.weights() >= survivors, text);
      } else if (cell.key().method() == Method.MOVES) {
        // Of the biases, too, some do not move, and so more weights do.
        int biases = CONFIG.train().shape().layout().size() - wide;
        assertEquals(survivors + biases, cell.parameters(), text);
        assertTrue(cell.weights() >= survivors, text);
      } else if (cell.key().method() == Method.LATENT) {
        int sines = CONFIG.train().shape().width() * CONFIG.train().shape().layers();
        assertEquals(Math.min(survivors, sines), cell.weights(), text);
        assertEquals(cell.weights(), cell.parameters(), text);
      } else {
        assertEquals(survivors, cell.weights(), text);
      }
      assertEquals(cell.weights() / (double) wide, cell.density(), 1e-12, text);
      assertEquals(3, cell.signals(), text);
      assertTrue(Double.isFinite(cell.adam()) && Double.isFinite(cell.sgd2()), text);
      assertTrue(Double.isFinite(cell.own()) && cell.ownRate() > 0, text);
      boolean pruned = cell.key().method() == Method.ONE_SHOT || cell.key().method() == Method.IMP;
      assertEquals(pruned ? 4 : 6, cell.curve().size(), text);
    }
    for (int round = 0; round <= 4; round++) {
      Path file = folder.resolve("train/seed-1/meta-sparse/round-0" + round + ".safetensors");
      assertEquals(round % 2 == 0, CheckpointFile.read(file).fitRate() > 0, "rate of " + file);
    }
    for (String run : List.of("latent-2", "latent-4")) {
      Path file = folder.resolve("train/seed-1/" + run + "/round-01.safetensors");
      assertTrue(CheckpointFile.read(file).fitRate() > 0, "rate of " + file);
    }
  }

  @Test
  void aCellIsTheMeanOverTheSignalsOfItsFits() {
    Path folder = temp.resolve("one");
    run(folder, List.of(Method.META_SPARSE), List.of(3L), new Experiment.Listener() {});
    Cell cell = cells(folder).get(1);
    assertEquals(new Cell.Key(Method.META_SPARSE, 2, 3), cell.key());
    try (Compute compute = Way.plain().start()) {
      var model =
          CheckpointFile.read(folder.resolve("train/seed-3/meta-sparse/round-02.safetensors"));
      Fitter fitter = new Fitter(model.siren(), compute);
      Protocol adam = CONFIG.evaluation().adam();
      assertEquals(Psnr.mean(fitter.fit(HELD_OUT, adam, FitListener.NONE)), cell.adam(), 1e-9);
      assertEquals(
          Psnr.mean(fitter.fit(HELD_OUT, Protocol.SGD2, FitListener.NONE)), cell.sgd2(), 1e-9);
      List<Signal> followed = HELD_OUT.subList(0, 2);
      List<Integer> steps = CONFIG.evaluation().steps();
      assertEquals(List.of(0, 1, 2, 5, 10, 12), steps);
      for (int i = 0; i < steps.size(); i++) {
        double expected =
            Psnr.mean(fitter.fit(followed, adam.withSteps(steps.get(i)), FitListener.NONE));
        assertEquals(expected, cell.curve().get(i), 1e-9, "step " + steps.get(i));
      }
      Protocol own = adam.withRate(cell.ownRate());
      assertEquals(Psnr.mean(fitter.fit(HELD_OUT, own, FitListener.NONE)), cell.own(), 1e-9);
      // Neither half nor twice of it does better on the signals that it was found with.
      List<Signal> learned = SmallRuns.TRAIN.subList(0, 2);
      double best = Psnr.mean(fitter.fit(learned, own, FitListener.NONE));
      for (double factor : new double[] {0.5, 2}) {
        Protocol other = adam.withRate(factor * cell.ownRate());
        double reached = Psnr.mean(fitter.fit(learned, other, FitListener.NONE));
        assertTrue(reached <= best, cell.ownRate() + ": " + best + ", x " + factor + " " + reached);
      }
    }
  }

  @Test
  void theSharedDenseNetworkChangesNothing() throws IOException {
    Path folder = temp.resolve("shared");
    run(folder, List.of(Method.RANDOM), List.of(5L), new Experiment.Listener() {});
    TrainConfig alone = Method.RANDOM.config(CONFIG.train());
    RunFolder straight = RunFolder.open(temp.resolve("straight"), alone.toJson());
    Run.Listener evaluated =
        new Run.Listener() {
          @Override
          public boolean findsRate(int round) {
            return round % 2 == 0;
          }
        };
    SmallRuns.train(alone, List.of(), Way.plain(), evaluated, straight, 1e9);
    for (int round = 0; round <= 4; round++) {
      assertArrayEquals(
          Files.readAllBytes(straight.round(round)),
          Files.readAllBytes(new RunFolder(folder.resolve("train/seed-5/random")).round(round)),
          "round " + round);
    }
  }

  /** Stopped again and again after a random number of looks, and resumed. */
  @Test
  void whereverItIsStoppedItEndsTheSame() {
    List<Method> methods = List.of(Method.META_SPARSE, Method.DENSE_NARROW, Method.IMP);
    Path whole = temp.resolve("whole");
    run(whole, methods, List.of(1L), new Experiment.Listener() {});
    for (long seed = 1; seed <= 3; seed++) {
      Path folder = temp.resolve("stopped-" + seed);
      Rng rng = new Rng(seed);
      int calls = 0;
      List<Cell.Key> computed = new ArrayList<>();
      boolean finished = false;
      while (!finished) {
        int looks = 1 + rng.nextInt(10);
        finished =
            run(
                folder,
                methods,
                List.of(1L),
                new Experiment.Listener() {
                  private int left = looks;

                  @Override
                  public boolean stop() {
                    return left-- <= 0;
                  }

                  @Override
                  public void cell(Cell cell) {
                    computed.add(cell.key());
                  }
                });
        calls++;
      }
      assertTrue(calls > 3, "it was hardly stopped, seed " + seed);
      assertEquals(figures(cells(whole)), figures(cells(folder)), "seed " + seed);
      assertEquals(computed.size(), computed.stream().distinct().count(), "seed " + seed);
    }
  }

  @Test
  void whatIsFinishedIsNotComputedAgain() {
    Path folder = temp.resolve("again");
    run(folder, List.of(Method.META_SPARSE), List.of(1L), new Experiment.Listener() {});
    List<String> parts = new ArrayList<>();
    List<Cell> later = new ArrayList<>();
    Experiment.Listener watch =
        new Experiment.Listener() {
          @Override
          public void progress(double done, double total, String part) {
            assertTrue(done <= total * (1 + 1e-9), part + ": " + done + " of " + total);
            parts.add(part);
          }

          @Override
          public void cell(Cell cell) {
            later.add(cell);
          }
        };
    run(folder, List.of(Method.META_SPARSE), List.of(1L), watch);
    assertEquals(List.of(), parts);
    run(folder, List.of(Method.META_SPARSE, Method.RANDOM), List.of(1L), watch);
    assertEquals(2, later.size());
    assertFalse(parts.stream().anyMatch(p -> p.contains("dense") || p.contains("meta-sparse")));
  }

  @Test
  void progressRisesWhileRatesAreTriedAndSignalsFitted() {
    List<String> parts = new ArrayList<>();
    Experiment.Listener watch =
        new Experiment.Listener() {
          private double before;

          @Override
          public void progress(double done, double total, String part) {
            assertTrue(done >= before && done <= total * (1 + 1e-9), part + ": " + done);
            before = done;
            parts.add(part);
          }
        };
    run(temp.resolve("told"), List.of(Method.META_SPARSE), List.of(1L), watch);
    int signal = parts.indexOf("meta-sparse round 2 seed 1  signal 1");
    assertTrue(signal > 2, parts.toString());
    for (int i = signal - 2; i < signal; i++) {
      String part = parts.get(i);
      assertTrue(part.matches("meta-sparse round 2 seed 1  rate .*e-.*: .* dB"), part);
    }
    assertTrue(parts.get(parts.size() - 1).endsWith("signal 3"), parts.toString());
  }

  @Test
  void halfALineAtTheEndIsComputedAgain() throws IOException {
    Path folder = temp.resolve("half");
    run(folder, List.of(Method.META_SPARSE), List.of(1L), new Experiment.Listener() {});
    Map<String, Object> whole = figures(cells(folder));
    for (Path file :
        List.of(
            folder.resolve("cells.jsonl"), folder.resolve("fits/seed-1/meta-sparse-04.jsonl"))) {
      String text = Files.readString(file);
      Files.writeString(file, text.substring(0, text.length() - 20));
    }
    run(folder, List.of(Method.META_SPARSE), List.of(1L), new Experiment.Listener() {});
    assertEquals(whole, figures(cells(folder)));
  }

  /** What is left out is computed later, and changes nothing of the rest. */
  @Test
  void unprunedNetworksCanWait() {
    Path folder = temp.resolve("sparse");
    List<Method> methods = List.of(Method.META_SPARSE, Method.SCRATCH);
    try (Compute compute = Way.plain().start()) {
      Experiment.Listener none = new Experiment.Listener() {};
      Experiment experiment = new Experiment(CONFIG, TRAIN, TEST, folder, compute, none);
      assertTrue(experiment.run(methods, List.of(1L), false));
      Map<String, Object> sparse = figures(experiment.cells());
      assertEquals(4, sparse.size());
      for (Cell cell : experiment.cells()) {
        assertTrue(cell.key().round() > 0, cell.key().text());
      }
      assertTrue(experiment.run(methods, List.of(1L), true));
      Map<String, Object> all = figures(experiment.cells());
      assertEquals(6, all.size());
      assertTrue(all.entrySet().containsAll(sparse.entrySet()));
    }
  }

  /** A folder that was handed on without trained networks takes more seeds, and is reported. */
  @Test
  void withoutTrainedNetworks() throws IOException {
    Path folder = temp.resolve("trained-here");
    List<Method> narrow = List.of(Method.DENSE_NARROW);
    run(folder, narrow, List.of(1L), new Experiment.Listener() {});
    Path other = Files.createDirectory(temp.resolve("handed-on"));
    for (String file : List.of("config.json", "cells.jsonl")) {
      Files.copy(folder.resolve(file), other.resolve(file));
    }
    assertTrue(run(other, narrow, List.of(1L), new Experiment.Listener() {}));
    assertFalse(Files.exists(other.resolve("train")));
    int originals = picturesHeight(other);
    assertTrue(originals < picturesHeight(folder));
    run(other, narrow, List.of(1L, 2L), new Experiment.Listener() {});
    assertEquals(picturesHeight(folder), picturesHeight(other));
  }

  private static int picturesHeight(Path folder) throws IOException {
    try (Compute compute = Way.plain().start()) {
      Experiment experiment =
          new Experiment(CONFIG, TRAIN, TEST, folder, compute, new Experiment.Listener() {});
      new ExperimentReport(experiment, CONFIG, folder).pictures(HELD_OUT, compute);
    }
    return ImageIO.read(folder.resolve("reconstructions.png").toFile()).getHeight();
  }

  /** Experiments from before methods had rates of their own go on as they were. */
  @Test
  void withoutRatesOfTheirOwn() throws IOException {
    Path folder = temp.resolve("none");
    ExperimentConfig.Evaluation e = CONFIG.evaluation();
    ExperimentConfig without =
        new ExperimentConfig(
            CONFIG.train(),
            CONFIG.every(),
            new ExperimentConfig.Evaluation(
                e.signals(), e.adam(), e.curveSignals(), e.curveSteps(), 0));
    try (Compute compute = Way.plain().start()) {
      Experiment experiment =
          new Experiment(without, TRAIN, TEST, folder, compute, new Experiment.Listener() {});
      assertTrue(experiment.run(List.of(Method.SCRATCH), List.of(1L), true));
      for (Cell cell : experiment.cells()) {
        assertTrue(Double.isNaN(cell.own()) && Double.isNaN(cell.ownRate()), cell.key().text());
      }
    }
    for (String file : List.of("config.json", "cells.jsonl", "fits/seed-1/scratch-02.jsonl")) {
      String text = Files.readString(folder.resolve(file));
      assertFalse(text.contains("rateSignals") || text.contains("ownRate"), text);
    }
  }

  @Test
  void otherNumbersOrDataAreRefused() {
    Path folder = temp.resolve("refused");
    run(folder, List.of(Method.SCRATCH), List.of(1L), new Experiment.Listener() {});
    ExperimentConfig other = new ExperimentConfig(CONFIG.train(), 1, CONFIG.evaluation());
    try (Compute compute = Way.plain().start()) {
      Experiment.Listener none = new Experiment.Listener() {};
      InputException e =
          assertThrows(
              InputException.class,
              () -> new Experiment(other, TRAIN, TEST, folder, compute, none));
      assertTrue(e.getMessage().contains("evaluateEvery is 2 there, 1 here"), e.getMessage());
      DataSet more = new DataSet(HELD_OUT, 3);
      e =
          assertThrows(
              InputException.class,
              () -> new Experiment(CONFIG, TRAIN, more, folder, compute, none));
      assertTrue(e.getMessage().contains("test is "), e.getMessage());
    }
  }

  @Test
  void aReconstructionHasThePsnrOfItsNetwork() {
    Path folder = temp.resolve("pictures");
    List<Method> methods = List.of(Method.META_SPARSE, Method.ONE_SHOT);
    run(folder, methods, List.of(1L), new Experiment.Listener() {});
    try (Compute compute = Way.plain().start()) {
      Experiment experiment =
          new Experiment(CONFIG, TRAIN, TEST, folder, compute, new Experiment.Listener() {});
      for (Method method : methods) {
        PrunedFit.Outcome outcome =
            experiment.reconstruct(new Cell.Key(method, 4, 1), HELD_OUT.get(0));
        assertEquals(CONFIG.survivors(4).get(3), outcome.network().layout().weights(), method.id());
        Fitter fitter = new Fitter(outcome.network(), compute);
        Protocol none = CONFIG.evaluation().adam().withSteps(0);
        assertEquals(outcome.fit().mse(), fitter.fit(HELD_OUT.get(0), none).mse());
      }
    }
  }
}
