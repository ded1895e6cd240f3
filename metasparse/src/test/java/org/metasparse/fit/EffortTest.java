package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.engine.Compute;
import org.metasparse.format.Checkpoint;
import org.metasparse.models.ModelNames;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Sirens;
import org.metasparse.siren.Way;

/** Fits that find their numbers themselves. */
class EffortTest {
  private static final Signal SIGNAL = Pictures.of(19, 14, 3, 21);

  private static Siren siren(float omega) {
    return Sirens.pruned(new SirenShape(2, 20, 3, 3, omega), 0.5, 6);
  }

  private static Fit fit(Siren siren, Fitting fitting) {
    try (Compute compute = Way.plain().start()) {
      return new Fitter(siren, compute).fit(SIGNAL, fitting);
    }
  }

  /** Networks whose best rates lie far apart, so that no rate serves all of them. */
  @ParameterizedTest
  @ValueSource(floats = {3, 30, 300})
  void noRateOfAGridIsBetterByTwoDecibels(float omega) {
    Siren siren = siren(omega);
    double found = fit(siren, Effort.FAST).psnr();
    double best = 0;
    for (double rate = 1e-4; rate < 0.1; rate *= 2) {
      Fit fit = fit(siren, new Protocol(Protocol.Optimiser.ADAM, Effort.FAST.steps(), rate));
      best = Math.max(best, fit.psnr());
    }
    assertTrue(found > best - 2, "omega " + omega + ": " + found + " dB, a grid has " + best);
  }

  /** From a network that has learned: of a random one each effort may find another valley. */
  @Test
  void moreEffortIsWorthMore() {
    Siren siren = ModelNames.open("photo-moves-1k").siren();
    double fast = fit(siren, Effort.FAST).psnr();
    double normal = fit(siren, Effort.NORMAL).psnr();
    assertTrue(normal > fast + 1, "fast " + fast + " dB, normal " + normal);
    double best = fit(siren, Effort.BEST).psnr();
    assertTrue(best > normal + 0.5, "normal " + normal + " dB, best " + best);
  }

  @Test
  void whatIsToldIsTheErrorOfWhatIsKept() {
    Siren siren = siren(30);
    for (int samples : new int[] {0, 50}) {
      Fit fit = fit(siren, Effort.FAST.withSamples(samples));
      try (Compute compute = Way.plain().start()) {
        SirenReplay replay = SirenReplay.clamped(siren.shape(), siren.layout(), compute);
        double[] loss = new double[1];
        replay.losses(List.of(replay.job(fit.theta(), SIGNAL, null)), loss);
        assertEquals(loss[0], fit.mse(), "samples " + samples);
      }
      assertTrue(fit.psnr() > 15, "samples " + samples + ": " + fit.psnr());
    }
  }

  @Test
  void theSameBitsInEveryWay() {
    Siren siren = siren(30);
    float[] expected = fit(siren, Effort.FAST).theta();
    for (Way way : Way.others()) {
      try (Compute compute = way.start()) {
        Bits.same(expected, new Fitter(siren, compute).fit(SIGNAL, Effort.FAST).theta(), "" + way);
      }
    }
  }

  @Test
  void aRateThatLeadsAwayIsLowered() {
    // A thousand times what the trials find: the first tries cannot end well.
    Effort bold = Effort.plain("bold", 60, 0.4, 1000);
    Siren siren = siren(30);
    Fit fit = fit(siren, bold);
    double start;
    try (Compute compute = Way.plain().start()) {
      SirenReplay replay = SirenReplay.clamped(siren.shape(), siren.layout(), compute);
      double[] loss = new double[1];
      replay.losses(List.of(replay.job(siren.theta(), SIGNAL, null)), loss);
      start = loss[0];
    }
    double first = 1000 * fit(siren, Effort.plain("plain", 100, 0.95, 1)).learningRate();
    assertTrue(fit.mse() <= start, fit.mse() + " is worse than where it began: " + start);
    List<Integer> told = new ArrayList<>();
    try (Compute compute = Way.plain().start()) {
      new Fitter(siren, compute).fit(SIGNAL, bold, (steps, mse) -> told.add(steps));
    }
    long begun = told.stream().filter(n -> n == 1).count();
    assertTrue(begun > 1, "tried once, at a rate of " + first);
  }

  @Test
  void manyPointsAreDrawnAndFewAreNot() {
    assertEquals(0, Effort.NORMAL.drawn(178 * 178, 178 * 178));
    assertEquals(9000, Effort.NORMAL.drawn(178 * 178, 9000));
    assertEquals(4096, Effort.NORMAL.drawn(1 << 20, 9));
    assertEquals(0, Effort.NORMAL.drawn(4096, 9));
    assertEquals(0, Effort.NORMAL.drawn(256 * 256, 1 << 20));
    assertEquals(16_384, Effort.NORMAL.drawn(256 * 256 + 1, 1 << 20));
    assertEquals(100, Effort.NORMAL.withSamples(100).drawn(101, 9));
    assertEquals(0, Effort.NORMAL.withSamples(100).drawn(100, 9));
    assertEquals(0, Effort.NORMAL.withSamples(0).drawn(Integer.MAX_VALUE, 9));
  }

  @Test
  void theRateRisesAndFallsToNothing() {
    double peak = 3;
    for (Effort effort : List.of(Effort.FAST, Effort.NORMAL, Effort.BEST)) {
      double most = 0;
      for (int k = 0; k < effort.steps(); k++) {
        most = Math.max(most, effort.rate(peak, (k + 0.5) / effort.steps()));
      }
      double half = 0.5 * effort.cycles() / effort.steps();
      assertEquals(peak, most, 0.02 * peak, effort.id());
      assertTrue(effort.rate(peak, half) <= 0.2 * peak, effort.id());
      assertTrue(effort.rate(peak, 1 - half) < 0.02 * peak, effort.id());
    }
  }

  @Test
  void names() {
    assertSame(Effort.BEST, Effort.of("best"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Effort.of("fastest")).getMessage();
    assertEquals("'fastest' is not one of fast, normal, best", message);
    assertThrows(IllegalArgumentException.class, () -> Effort.FAST.withSamples(-1));
    assertThrows(IllegalArgumentException.class, () -> Effort.plain("x", 0, 0.5, 1));
  }

  /** A clock that ticks whenever it is looked at. */
  @Test
  void asManyStepsAsThereIsTimeFor() {
    Siren siren = siren(30);
    for (double seconds : new double[] {0.02, 0.2}) {
      AtomicLong nanos = new AtomicLong();
      List<Integer> told = new ArrayList<>();
      try (Compute compute = Way.plain().start()) {
        new EffortFit(
                siren,
                SIGNAL,
                Effort.within(seconds),
                compute,
                SirenReplay.clamped(siren.shape(), siren.layout(), compute),
                (steps, mse) -> told.add(steps),
                () -> nanos.addAndGet(1_000_000),
                false)
            .run();
        // Of all tries together: each has the time that those before it have left.
        int steps = told.size();
        assertTrue(steps <= 1000 * seconds, steps + " steps of a millisecond or more");
        assertTrue(steps > 800 * seconds, steps + " steps of a millisecond or little more");
      }
    }
  }

  /** What a model's training found is where its fits begin; what leads away is not believed. */
  @Test
  void theModelsRateIsTaken() {
    Siren siren = siren(30);
    try (Compute compute = Way.plain().start()) {
      double found = FitRate.of(siren, List.of(SIGNAL, SIGNAL), compute);
      assertEquals(found, fit(siren, Effort.plain("plain", 100, 0.95, 1)).learningRate());
      Checkpoint model = new Checkpoint(siren, 0, 0, null, null, 0, 0, "");
      Fitting half = Effort.FAST.from(model.withFitRate(found / 2));
      assertEquals(found / 2, fit(siren, half).learningRate());
      Fitting wild = Effort.FAST.from(model.withFitRate(1000));
      assertEquals(fit(siren, Effort.FAST).learningRate(), fit(siren, wild).learningRate());
      assertEquals(Effort.FAST, Effort.FAST.from(model));
    }
  }
}
