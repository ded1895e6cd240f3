package org.metasparse.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metasparse.autodiff.Block;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.format.Checkpoint;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.signal.image.Preparation;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;
import org.metasparse.testing.Configs;
import org.metasparse.train.MetaSparse;
import org.metasparse.train.TrainConfig;

/**
 * The engine, in floats on a tape, against the algorithm in one file, in doubles: from the same
 * network, with the same batches, through a whole run of two prunings, by each rule.
 */
class EngineTest {
  private static final SirenShape SHAPE = new SirenShape(2, 17, 3, 3, 30f);
  private static final int SIDE = 13;
  private static final int SIGNALS = 5;
  private static final TrainConfig.Schedule SCHEDULE = new TrainConfig.Schedule(40, 2, 25, 0.4);
  private static final long SEED = 11;

  /**
   * Rounding to floats, amplified by 90 steps: the greatest differences measured over the rules are
   * 4.4e-7 of a parameter and 3.1e-5 dB.
   */
  private static final double PARAMETERS = 1.5e-6;

  private static final double DECIBELS = 1e-4;

  /** A smooth picture with detail of its own; channels first, row after row. */
  private static Signal picture(int k) {
    float[] values = new float[3 * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      int p = i % (SIDE * SIDE);
      double row = p / SIDE / (double) SIDE;
      double column = p % SIDE / (double) SIDE;
      double phase = k + 1.3 * (i / (SIDE * SIDE));
      values[i] = (float) (0.5 + 0.4 * Math.sin(6 * row + phase) * Math.cos(4 * column + k * k));
    }
    return ImageKind.image("picture " + k, Grid.ofImage(SIDE, SIDE), 3, values);
  }

  private static MetaSparseInr.Signal doubles(Signal signal) {
    int n = SIDE * SIDE;
    float[] x = new float[2 * n];
    signal.grid().copy(0, n, x, 0, n);
    float[] t = new float[3 * n];
    signal.samples().copy(0, n, t, 0, n);
    return new MetaSparseInr.Signal(rows(x, 2), rows(t, 3));
  }

  private static double[][] rows(float[] values, int rows) {
    int n = values.length / rows;
    return IntStream.range(0, rows)
        .mapToObj(i -> IntStream.range(i * n, (i + 1) * n).mapToDouble(p -> values[p]).toArray())
        .toArray(double[][]::new);
  }

  /** A network's parameters with zeros where it was pruned, and which of them are there. */
  private record Expanded(float[] theta, boolean[] alive) {
    static Expanded of(Siren siren) {
      int size = SHAPE.layout().size();
      Expanded all = new Expanded(new float[size], new boolean[size]);
      for (Block block : siren.layout().blocks()) {
        int to = SHAPE.layout().block(block.name()).offset();
        for (int j = 0, i = 0; j < block.size(); j++, i++) {
          for (; block.pattern() != null && !entry(block, i, j); i++) {}
          all.theta[to + i] = siren.theta()[block.offset() + j];
          all.alive[to + i] = true;
        }
      }
      return all;
    }

    /** Whether place i of the dense matrix is the pattern's entry j. */
    private static boolean entry(Block block, int i, int j) {
      int row = i / block.cols();
      int[] start = block.pattern().rowStart();
      return start[row] <= j
          && j < start[row + 1]
          && block.pattern().column()[j] == i % block.cols();
    }
  }

  private static List<Checkpoint> engine(TrainConfig config, List<Signal> signals, Compute on) {
    List<Checkpoint> rounds = new ArrayList<>();
    MetaSparse.Listener listener =
        new MetaSparse.Listener() {
          @Override
          public void round(Checkpoint state) {
            rounds.add(state);
          }
        };
    new MetaSparse(config, signals, on, listener).run();
    return rounds;
  }

  @ParameterizedTest
  @EnumSource(MetaSparseInr.Rule.class)
  void wholeRun(MetaSparseInr.Rule rule) {
    MetaConfig meta =
        new MetaConfig(
            MetaGradient.valueOf(rule.name()),
            MetaSparseInr.K,
            MetaSparseInr.ALPHA,
            MetaSparseInr.BETA,
            MetaSparseInr.BATCH);
    TrainConfig config = Configs.of(Preparation.square(SIDE), SHAPE, meta, SCHEDULE, SEED);
    List<Signal> signals = IntStream.range(0, SIGNALS).mapToObj(EngineTest::picture).toList();
    List<MetaSparseInr.Signal> same = signals.stream().map(EngineTest::doubles).toList();
    MetaSparseInr reference =
        new MetaSparseInr(
            new MetaSparseInr.Numbers(SHAPE.width(), SHAPE.layers(), SHAPE.omega(), rule, 0.4),
            2,
            3,
            new Random(SEED));
    float[] initial = MetaSparse.initial(config).siren().theta();
    Arrays.setAll(reference.theta, i -> initial[i]);
    Rng batches = new Rng(SEED).split(1);
    try (Compute compute = Compute.start(2)) {
      for (Checkpoint round : engine(config, signals, compute)) {
        for (int k = 0; k < SCHEDULE.steps(round.round()); k++) {
          int[] drawn = batches.distinct(MetaSparseInr.BATCH, SIGNALS);
          reference.learn(Arrays.stream(drawn).mapToObj(same::get).toList());
        }
        String where = rule + ", round " + round.round() + ", seed " + SEED;
        Expanded siren = Expanded.of(round.siren());
        assertArrayEquals(reference.alive, siren.alive, "survivors, " + where);
        double worst = 0;
        for (int i = 0; i < siren.theta.length; i++) {
          worst = Math.max(worst, Math.abs(reference.theta[i] - siren.theta[i]));
        }
        double expected = reference.fit(same.get(0));
        double psnr =
            new Fitter(round.siren(), compute).fit(signals.get(0), Protocol.ADAM100).psnr();
        System.out.printf(
            Locale.ROOT,
            "%s: parameters differ by %.3g, PSNR %.4f by %.3g dB, %d weights%n",
            where,
            worst,
            expected,
            Math.abs(expected - psnr),
            round.siren().layout().weights());
        assertTrue(worst <= PARAMETERS, where + ": parameters differ by " + worst);
        assertEquals(expected, psnr, DECIBELS, "PSNR, " + where);
        reference.prune();
      }
    }
  }

  /** The random network has the paper's bounds in both. */
  @Test
  void initialisation() {
    SirenShape shape = new SirenShape(2, 32, 2, 3, 60f);
    MetaSparseInr.Numbers numbers =
        new MetaSparseInr.Numbers(32, 2, 60, MetaSparseInr.Rule.MULTISTEP, 0.4);
    double[] reference = new MetaSparseInr(numbers, 2, 3, new Random(SEED)).theta;
    float[] engine = SirenInit.random(shape, new Rng(SEED)).theta();
    assertEquals(engine.length, reference.length);
    double[] bounds = {0.5, Math.sqrt(6.0 / 32) / 60, Math.sqrt(6.0 / 32) / 60};
    for (int l = 0; l <= 2; l++) {
      Block weight = shape.layout().block("weight." + l);
      Block bias = shape.layout().block("bias." + l);
      double least = 0.8 * bounds[l];
      double mostReference = 0;
      double mostEngine = 0;
      for (int i = weight.offset(); i < bias.offset() + bias.size(); i++) {
        mostReference = Math.max(mostReference, Math.abs(reference[i]));
        mostEngine = Math.max(mostEngine, Math.abs(engine[i]));
      }
      for (double most : new double[] {mostReference, mostEngine}) {
        assertTrue(most <= bounds[l] * (1 + 1e-7) && most > least, "layer " + l + ": " + most);
      }
    }
  }
}
