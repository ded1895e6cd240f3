package org.metasparse.siren;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.GradientCheck;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.fit.Fit;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.fit.Renderer;
import org.metasparse.signal.Signal;

/** Networks of which a signal moves a latent code. */
class LatentCodeTest {
  private static final Signal SIGNAL = Pictures.of(9, 7, 3, 5);
  private static final int NUMBERS = 5;

  /** Dense, and pruned so that some of its units are dead. */
  private static final List<Siren> WITHOUT =
      List.of(
          SirenInit.random(new SirenShape(2, 11, 3, 3, 30f), new Rng(2)),
          Sirens.pruned(new SirenShape(2, 40, 2, 3, 30f), 0.9, 6));

  /** With a code that is not zero. */
  private static Siren coded(Siren without) {
    Siren siren = LatentCode.give(without, NUMBERS, new Rng(7));
    float[] theta = siren.theta().clone();
    Rng rng = new Rng(8);
    for (int place : siren.moves().places()) {
      theta[place] = rng.uniform(-0.1f, 0.1f);
    }
    return new Siren(siren.shape(), siren.layout(), theta, siren.moves());
  }

  /** Biases, and what a map and the code add to them, in double precision. */
  private static double[] plain(Siren siren, double[] theta) {
    double[] plain = Arrays.copyOf(theta, siren.plain().theta().length);
    Block code = siren.layout().block("code");
    for (int i = 0; i < siren.shape().layers(); i++) {
      Block map = siren.layout().block("map." + i);
      for (int r = 0; r < map.rows(); r++) {
        for (int k = 0; k < NUMBERS; k++) {
          plain[siren.layout().block("bias." + i).offset() + r] +=
              theta[map.offset() + r * NUMBERS + k] * theta[code.offset() + k];
        }
      }
    }
    return plain;
  }

  @Test
  void aNewCodeChangesNothing() {
    for (Siren without : WITHOUT) {
      Siren siren = LatentCode.give(without, NUMBERS, new Rng(7));
      assertEquals(without.shape(), siren.plain().shape());
      assertEquals(without.layout(), siren.plain().layout());
      Bits.same(without.theta(), siren.plain().theta(), "the same function");
      assertSame(without, without.plain());
      int from = without.theta().length + without.shape().layers() * without.shape().width() * 5;
      assertArrayEquals(
          IntStream.range(from, from + NUMBERS).toArray(), siren.moves().places(), "the code");
      assertEquals(without.layout().weights(), siren.layout().weights(), "maps do not count");
      assertEquals(from + NUMBERS, siren.theta().length);
      assertTrue(siren.shape().toString().endsWith(", a code of 5"), siren.shape().toString());
      assertThrows(IllegalArgumentException.class, () -> LatentCode.give(siren, 2, new Rng(1)));
      assertThrows(IllegalArgumentException.class, () -> LatentCode.give(without, 0, new Rng(1)));
    }
    assertThrows(IllegalArgumentException.class, () -> WITHOUT.get(0).shape().withCode(-1));
  }

  @Test
  void mapsShiftTheSines() {
    for (Siren without : WITHOUT) {
      Siren siren = coded(without);
      double[] expected = plain(siren, PlainSiren.doubles(siren.theta()));
      float[] found = siren.plain().theta();
      assertEquals(expected.length, found.length);
      for (int i = 0; i < found.length; i++) {
        assertEquals(expected[i], found[i], 1e-7, "parameter " + i);
      }
    }
  }

  /** By all parameters, the maps among them, against central differences. */
  @Test
  void theGradient() {
    for (Siren without : WITHOUT) {
      Siren siren = coded(without);
      PlainSiren exact = new PlainSiren(siren.plain());
      float[] gradient = new float[siren.theta().length];
      try (Compute compute = Way.plain().start()) {
        SirenReplay replay = new SirenReplay(siren.shape(), siren.layout(), compute);
        double[] loss = new double[1];
        replay.gradients(List.of(replay.job(siren.theta(), SIGNAL, gradient)), loss);
        double[] theta = PlainSiren.doubles(siren.theta());
        assertEquals(exact.loss(plain(siren, theta), SIGNAL, null), loss[0], 1e-6);
        assertEquals(loss[0], replay.loss(replay.job(siren.theta(), SIGNAL, null)));
      }
      GradientCheck check =
          GradientCheck.of(t -> exact.loss(plain(siren, t), SIGNAL, null), siren.theta(), gradient);
      assertTrue(check.error() < 2e-5, check.toString());
      for (int place : siren.moves().places()) {
        assertTrue(gradient[place] != 0, "a gradient by the code");
      }
    }
  }

  /** A fit moves the code alone, to the same bits by any way, and is rendered as it was fitted. */
  @Test
  void fits() {
    for (Siren without : WITHOUT) {
      Siren siren = LatentCode.give(without, NUMBERS, new Rng(7));
      Protocol protocol = Protocol.ADAM100.withSteps(20).withRate(1e-2);
      float[] first = null;
      List<Way> ways = new ArrayList<>(List.of(Way.plain()));
      ways.addAll(Way.others());
      for (Way way : ways) {
        try (Compute compute = way.start()) {
          Fit fit = new Fitter(siren, compute).fit(SIGNAL, protocol);
          first = first == null ? fit.theta() : first;
          Bits.same(first, fit.theta(), way.toString());
          assertTrue(fit.mse() < fit.losses()[0], "nothing learned");
          int code = siren.layout().block("code").offset();
          assertArrayEquals(
              Arrays.copyOf(siren.theta(), code), Arrays.copyOf(fit.theta(), code), "shared");
          Siren fitted = new Siren(siren.shape(), siren.layout(), fit.theta());
          Signal rendered = Renderer.render(fitted, "x", SIGNAL.kind(), SIGNAL.grid(), compute);
          double sum = 0;
          for (int i = 0; i < rendered.values().length; i++) {
            double d = rendered.values()[i] - SIGNAL.values()[i];
            sum += d * d;
          }
          assertEquals(fit.mse(), sum / SIGNAL.values().length, 1e-6 * sum);
        }
      }
    }
  }

  @Test
  void theSameFunctionWithAnotherOmega() {
    Siren siren = coded(WITHOUT.get(0));
    Bits.same(
        siren.plain().withOmega(240f).theta(), siren.withOmega(240f).plain().theta(), "8 times");
    assertEquals(NUMBERS, siren.withOmega(240f).shape().code());
  }
}
