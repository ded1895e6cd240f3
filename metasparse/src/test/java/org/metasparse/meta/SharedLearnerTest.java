package org.metasparse.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Adam;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Fitter;
import org.metasparse.format.Own;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Moves;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenReplay;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Way;

/** Learning what signals share. */
class SharedLearnerTest {
  private static final List<Signal> SIGNALS = Pictures.rgb(6, 12);
  private static final SirenShape SHAPE = new SirenShape(2, 12, 2, 3, 20f);
  private static final MetaConfig CONFIG = new MetaConfig(MetaGradient.MULTISTEP, 2, 1, 1, 3);
  private static final MetaStep STEP = new MetaStep(null, 2e-3, 1e-3);

  private static Siren initial() {
    Siren all = SirenInit.random(SHAPE, new Rng(3));
    int[] places = IntStream.range(0, all.theta().length).filter(i -> i % 5 == 2).toArray();
    return new Siren(SHAPE, all.layout(), all.theta(), new Moves(places));
  }

  private static SharedLearner learner(Siren siren, Own own, Compute compute) {
    Adam adam = new Adam(siren.theta().length, compute.kernels());
    return new SharedLearner(CONFIG, siren, own, adam, new Rng(8), SIGNALS, compute);
  }

  private static Own own(Siren siren) {
    return Own.of(SIGNALS.size(), siren.moves(), siren.theta());
  }

  /** Two signals' own values and the shared ones after a step, from their definition. */
  @Test
  void aStepIsWhatItIsSaidToBe() {
    Siren siren = initial();
    int[] places = siren.moves().places();
    try (Compute compute = Way.plain().start()) {
      Own own = own(siren);
      SharedLearner learner = learner(siren, own, compute);
      int[] batch = new Rng(8).distinct(3, SIGNALS.size());
      Learner.Losses losses = learner.step(STEP);

      SirenReplay replay = SirenReplay.clamped(SHAPE, siren.layout(), compute);
      float[] mean = new float[siren.theta().length];
      double[] met = new double[2];
      for (int signal : batch) {
        float[] theta = siren.theta().clone();
        Adam adam = new Adam(places.length, SharedLearner.OWN_BETA_2, compute.kernels());
        for (int k = 0; k < 2; k++) {
          float[] g = new float[theta.length];
          double[] loss = new double[1];
          replay.gradients(List.of(replay.job(theta, SIGNALS.get(signal), g)), loss);
          met[k] += loss[0] / 3;
          float[] values = new float[places.length];
          float[] moved = new float[places.length];
          for (int i = 0; i < places.length; i++) {
            values[i] = theta[places[i]];
            moved[i] = g[places[i]];
          }
          adam.step(2e-3, moved, values);
          for (int i = 0; i < places.length; i++) {
            theta[places[i]] = values[i];
          }
          for (int i = 0; k == 1 && i < g.length; i++) {
            mean[i] += g[i] / 3;
          }
        }
        for (int i = 0; i < places.length; i++) {
          assertEquals(theta[places[i]], own.values()[signal][i], 1e-6f);
        }
        assertEquals(2, own.steps()[signal]);
      }
      assertEquals(met[0], losses.inner(), 1e-9);
      assertEquals(met[1], losses.outer(), 1e-7);
      assertEquals(6, IntStream.of(own.steps()).sum());
      float[] theta = learner.theta();
      for (int i = 0, p = 0; i < theta.length; i++) {
        if (p < places.length && places[p] == i) {
          int at = p++;
          double all = 0;
          for (float[] values : own.values()) {
            all += values[at];
          }
          assertEquals(all / SIGNALS.size(), theta[i], 1e-6);
        } else {
          // Adam's first step is of the rate's size, against the gradient's sign.
          double step = -1e-3 * Math.signum(mean[i]);
          assertEquals(siren.theta()[i] + step, theta[i], 1e-5 + (mean[i] == 0 ? 1e-3 : 0));
        }
      }
    }
  }

  /** What it is for: signals that it has not met are fitted better by as many parameters. */
  @Test
  void newSignalsGain() {
    Siren siren = initial();
    List<Signal> others = Pictures.rgb(9, 12).subList(6, 9);
    try (Compute compute = Way.plain().start()) {
      double before = fitted(siren, others, compute);
      SharedLearner learner = learner(siren, own(siren), compute);
      for (int k = 0; k < 600; k++) {
        learner.step(STEP);
      }
      Siren learned = new Siren(SHAPE, siren.layout(), learner.theta(), siren.moves());
      double after = fitted(learned, others, compute);
      assertTrue(after < 0.7 * before, after + " after " + before);
      for (int place : siren.moves().places()) {
        assertNotEquals(siren.theta()[place], learned.theta()[place]);
      }
    }
  }

  private static double fitted(Siren siren, List<Signal> signals, Compute compute) {
    Fitter fitter = new Fitter(siren, compute);
    return signals.stream()
        .mapToDouble(signal -> fitter.fit(signal, Effort.FAST).mse())
        .average()
        .orElseThrow();
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    Siren siren = initial();
    try (Compute compute = Way.plain().start()) {
      Own few = Own.of(5, siren.moves(), siren.theta());
      assertThrows(IllegalArgumentException.class, () -> learner(siren, few, compute));
      Own all = Own.of(6, Moves.ALL, siren.theta());
      assertThrows(IllegalArgumentException.class, () -> learner(siren, all, compute));
    }
  }

  @Test
  void aDivergenceIsTold() {
    Siren siren = initial();
    siren.theta()[0] = Float.NaN;
    try (Compute compute = Way.plain().start()) {
      SharedLearner learner = learner(siren, own(siren), compute);
      assertThrows(DivergedException.class, () -> learner.step(STEP));
      assertEquals(0, learner.adam().steps());
    }
  }
}
