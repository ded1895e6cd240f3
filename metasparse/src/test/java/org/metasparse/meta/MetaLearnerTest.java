package org.metasparse.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.autodiff.Adam;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.PlainSiren;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Sirens;
import org.metasparse.siren.Way;

/** Meta-gradients and outer steps: right by double precision, and the same bits in every way. */
class MetaLearnerTest {
  private static final SirenShape SHAPE = new SirenShape(2, 17, 2, 3, 30f);
  private static final List<Signal> SIGNALS = Pictures.rgb(5, 12);

  private static MetaConfig config(MetaGradient rule) {
    return new MetaConfig(rule, 2, 0.01, 1e-3, 3);
  }

  private static MetaLearner learner(MetaConfig config, Siren initial, Compute compute) {
    Adam adam = new Adam(initial.theta().length, compute.kernels());
    return new MetaLearner(config, initial, adam, new Rng(8), SIGNALS, compute);
  }

  /** The rule's meta-gradient of a batch as its definition says, and the losses met first, last. */
  private static double[] plain(
      MetaConfig config, Siren siren, double[] theta, List<Signal> batch, double[] meta) {
    PlainSiren plain = new PlainSiren(siren);
    int last = config.innerSteps();
    double[] met = new double[2];
    for (Signal signal : batch) {
      double[] adapted = theta.clone();
      for (int k = 0; k <= last; k++) {
        double[] g = new double[theta.length];
        double loss = plain.loss(adapted, signal, g);
        met[0] += k == 0 ? loss / batch.size() : 0;
        // Reptile has no use for the loss at the last parameters and does not compute it.
        int outer = config.rule() == MetaGradient.REPTILE ? last - 1 : last;
        met[1] += k == outer ? loss / batch.size() : 0;
        for (int i = 0; i < g.length; i++) {
          double share =
              switch (config.rule()) {
                case MULTISTEP -> g[i] / (last + 1);
                case REPTILE -> k < last ? g[i] : 0;
                case FOMAML -> k == last ? g[i] : 0;
                case MAML -> 0;
              };
          meta[i] += share / batch.size();
          adapted[i] -= config.innerRate() * g[i];
        }
      }
    }
    if (config.rule().exact()) {
      exact(config, plain, theta, batch, meta);
    }
    return met;
  }

  /** The mean of {@code L(theta_K)}, which is what MAML differentiates, by central differences. */
  private static void exact(
      MetaConfig config, PlainSiren plain, double[] theta, List<Signal> batch, double[] meta) {
    double h = 1e-5;
    for (int i = 0; i < theta.length; i++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        double[] moved = theta.clone();
        moved[i] += sign * h;
        for (Signal signal : batch) {
          meta[i] += sign * adaptedLoss(config, plain, moved, signal) / (2 * h * batch.size());
        }
      }
    }
  }

  private static double adaptedLoss(
      MetaConfig config, PlainSiren plain, double[] theta, Signal signal) {
    double[] adapted = theta.clone();
    for (int k = 0; k < config.innerSteps(); k++) {
      double[] g = new double[theta.length];
      plain.loss(adapted, signal, g);
      for (int i = 0; i < g.length; i++) {
        adapted[i] -= config.innerRate() * g[i];
      }
    }
    return plain.loss(adapted, signal, null);
  }

  @ParameterizedTest
  @EnumSource
  void theMetaGradientOfEachRule(MetaGradient rule) {
    for (double pruned : new double[] {0, 0.7}) {
      Siren initial = Sirens.pruned(SHAPE, pruned, 21);
      MetaConfig config = config(rule);
      List<Signal> batch = SIGNALS.subList(1, 4);
      double[] expected = new double[initial.theta().length];
      double[] met = plain(config, initial, PlainSiren.doubles(initial.theta()), batch, expected);
      try (Compute compute = Way.plain().start()) {
        MetaLearner learner = learner(config, initial, compute);
        float[] meta = new float[expected.length];
        Learner.Losses losses = learner.metaGradient(batch, meta);
        double error = PlainSiren.error(expected, meta);
        // Measured are 8.2e-8 of the largest component, and 2.5e-8 of the losses.
        assertTrue(error <= 3e-7, () -> rule + ", " + pruned + " pruned: off by " + error);
        assertEquals(met[0], losses.inner(), 1e-7 * met[0]);
        assertEquals(met[1], losses.outer(), 1e-7 * met[1]);
        Bits.same(initial.theta(), learner.theta(), "no step was taken");
      }
    }
  }

  /** The way back has as many products as there are inner steps. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void exactForAnyNumberOfInnerSteps(int innerSteps) {
    Siren initial = Sirens.pruned(new SirenShape(2, 7, 2, 3, 30f), 0.3, 26);
    MetaConfig config = new MetaConfig(MetaGradient.MAML, innerSteps, 0.01, 1e-3, 3);
    List<Signal> batch = SIGNALS.subList(0, 3);
    double[] expected = new double[initial.theta().length];
    plain(config, initial, PlainSiren.doubles(initial.theta()), batch, expected);
    try (Compute compute = Way.plain().start()) {
      MetaLearner learner = learner(config, initial, compute);
      float[] meta = new float[expected.length];
      learner.metaGradient(batch, meta);
      // A second time, over what the first has left.
      learner.metaGradient(batch, meta);
      double error = PlainSiren.error(expected, meta);
      // Measured are 9.1e-8 and 1.6e-7.
      assertTrue(error <= 5e-7, () -> innerSteps + " steps: off by " + error);
      MetaConfig without = new MetaConfig(MetaGradient.FOMAML, innerSteps, 0.01, 1e-3, 3);
      learner(without, initial, compute).metaGradient(batch, meta);
      double left = PlainSiren.error(expected, meta);
      assertTrue(left > 1e-3, () -> "the terms of second order are only " + left);
    }
  }

  /** Outer steps: batches as the generator draws them, Adam on the meta-gradient. */
  @Test
  void outerSteps() {
    Siren initial = Sirens.pruned(SHAPE, 0.3, 22);
    MetaConfig config = config(MetaGradient.MULTISTEP);
    double[] theta = PlainSiren.doubles(initial.theta());
    double[] m = new double[theta.length];
    double[] v = new double[theta.length];
    Rng rng = new Rng(8);
    try (Compute compute = Way.plain().start()) {
      MetaLearner learner = learner(config, initial, compute);
      for (int t = 1; t <= 8; t++) {
        Learner.Losses losses = learner.step();
        List<Signal> batch = new ArrayList<>();
        for (int i : rng.distinct(3, SIGNALS.size())) {
          batch.add(SIGNALS.get(i));
        }
        double[] g = new double[theta.length];
        double[] met = plain(config, initial, theta, batch, g);
        assertEquals(met[0], losses.inner(), 4e-6 * met[0], "step " + t);
        assertEquals(met[1], losses.outer(), 4e-6 * met[1], "step " + t);
        for (int i = 0; i < g.length; i++) {
          m[i] = 0.9 * m[i] + 0.1 * g[i];
          v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
          double mHat = m[i] / (1 - Math.pow(0.9, t));
          double vHat = v[i] / (1 - Math.pow(0.999, t));
          theta[i] -= 1e-3 * mHat / (Math.sqrt(vHat) + 1e-8);
        }
      }
      double error = PlainSiren.errorOfWay(initial.theta(), theta, learner.theta());
      // Adam makes small components, and their errors, as large as others: measured are 1.2e-5.
      assertTrue(error <= 4e-5, () -> "after 8 steps off by " + error);
      assertEquals(8, learner.adam().steps());
      assertEquals(rng.state(), learner.rng().state());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameBitsInEveryWay(MetaGradient rule) {
    for (double pruned : new double[] {0, 0.7}) {
      Siren initial = Sirens.pruned(SHAPE, pruned, 23);
      float[] before = initial.theta().clone();
      try (Compute plain = Way.plain().start()) {
        MetaLearner expected = learner(config(rule), initial, plain);
        double[] losses = run(expected);
        for (Way way : Way.others()) {
          String where = rule + ", " + pruned + " pruned, " + way;
          try (Compute compute = way.start()) {
            MetaLearner learner = learner(config(rule), initial, compute);
            Bits.same(losses, run(learner), "losses, " + where);
            Bits.same(expected.theta(), learner.theta(), "theta, " + where);
            Bits.same(expected.adam().m(), learner.adam().m(), "m, " + where);
            Bits.same(expected.adam().v(), learner.adam().v(), "v, " + where);
            assertEquals(expected.rng().state(), learner.rng().state(), where);
          }
        }
      }
      Bits.same(before, initial.theta(), "the initial network is copied");
    }
  }

  private static double[] run(MetaLearner learner) {
    double[] losses = new double[10];
    for (int t = 0; t < 5; t++) {
      Learner.Losses met = learner.step();
      losses[2 * t] = met.inner();
      losses[2 * t + 1] = met.outer();
    }
    return losses;
  }

  @Test
  void itLearns() {
    Siren initial = Sirens.pruned(SHAPE, 0, 24);
    try (Compute compute = Way.plain().start()) {
      MetaLearner learner = learner(config(MetaGradient.MULTISTEP), initial, compute);
      float[] meta = new float[initial.theta().length];
      List<Signal> batch = SIGNALS.subList(0, 3);
      double before = learner.metaGradient(batch, meta).outer();
      for (int t = 0; t < 60; t++) {
        learner.step();
      }
      double after = learner.metaGradient(batch, meta).outer();
      assertTrue(after < before / 3, before + " became " + after);
    }
  }

  @Test
  void tooFewSignals() {
    Siren initial = Sirens.pruned(SHAPE, 0, 25);
    try (Compute compute = Way.plain().start()) {
      Adam adam = new Adam(initial.theta().length, compute.kernels());
      assertEquals(
          "2 signals are too few for batches of 3",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      new MetaLearner(
                          config(MetaGradient.FOMAML),
                          initial,
                          adam,
                          new Rng(1),
                          SIGNALS.subList(0, 2),
                          compute))
              .getMessage());
    }
  }
}
