package org.metasparse.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.fit.Fit;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Way;

/** Fits that prune on their way. */
class PrunedFitTest {
  private static final Siren DENSE = SirenInit.random(new SirenShape(2, 16, 3, 3, 30f), new Rng(7));
  private static final Signal SIGNAL = Pictures.of(9, 11, 3, 4);
  private static final Protocol ADAM = new Protocol(Protocol.Optimiser.ADAM, 12, 1e-3);

  private static PrunedFit.Outcome fit(Protocol protocol, PruneSchedule schedule) {
    try (Compute compute = Way.plain().start()) {
      return new PrunedFit(DENSE, protocol, compute).fit(SIGNAL, schedule);
    }
  }

  @Test
  void withoutPruningItIsTheFitter() {
    for (Protocol protocol : List.of(ADAM, Protocol.SGD2)) {
      try (Compute compute = Way.plain().start()) {
        Fit expected = new Fitter(DENSE, compute).fit(SIGNAL, protocol);
        PrunedFit.Outcome none = fit(protocol, new PruneSchedule(List.of(), List.of()));
        Bits.same(expected.theta(), none.fit().theta(), protocol.toString());
        assertArrayEquals(expected.losses(), none.fit().losses());
      }
    }
  }

  @Test
  void oneShotIsDenseForHalfOfItsStepsAndThenAsSparseAsAsked() {
    PrunedFit.Outcome dense = fit(ADAM, new PruneSchedule(List.of(), List.of()));
    PrunedFit.Outcome pruned = fit(ADAM, PruneSchedule.oneShot(ADAM.steps(), 60));
    assertEquals(60, pruned.network().layout().weights());
    assertArrayEquals(
        Arrays.copyOf(dense.fit().losses(), 6), Arrays.copyOf(pruned.fit().losses(), 6));
    // The seventh loss is met after pruning: far from what the dense network had there.
    double jump = pruned.fit().losses()[6] / dense.fit().losses()[6];
    assertEquals(true, jump > 1.01 || jump < 0.99, "pruning changed the loss by " + jump);
  }

  @Test
  void survivorsKeepValuesAndMoments() {
    // All but the least weight stay: the next step must go on as if nothing had happened to them.
    int weights = DENSE.layout().weights();
    PrunedFit.Outcome dense = fit(ADAM, new PruneSchedule(List.of(), List.of()));
    PrunedFit.Outcome one = fit(ADAM, PruneSchedule.oneShot(ADAM.steps(), weights - 1));
    for (int k = 0; k <= ADAM.steps(); k++) {
      double expected = dense.fit().losses()[k];
      assertEquals(expected, one.fit().losses()[k], 0.02 * expected, "step " + k);
    }
  }

  @Test
  void iterativePruningIsSpreadEvenlyAndEndsExactly() {
    PruneSchedule schedule = PruneSchedule.iterative(100, List.of(80, 64, 51, 41));
    assertEquals(List.of(20, 40, 60, 80), schedule.steps());
    assertEquals(List.of(50), PruneSchedule.iterative(100, List.of(9)).steps());
    PrunedFit.Outcome pruned = fit(ADAM, PruneSchedule.iterative(12, List.of(200, 150, 100)));
    assertEquals(100, pruned.network().layout().weights());
    // More prunings than steps: several before one step.
    PrunedFit.Outcome hasty =
        fit(Protocol.SGD2, PruneSchedule.iterative(2, List.of(250, 200, 150, 100, 50)));
    assertEquals(50, hasty.network().layout().weights());
  }

  @Test
  void theNetworkIsWhatTheFitEndedWith() {
    PrunedFit.Outcome pruned = fit(ADAM, PruneSchedule.oneShot(ADAM.steps(), 60));
    try (Compute compute = Way.plain().start()) {
      Fit again = new Fitter(pruned.network(), compute).fit(SIGNAL, ADAM.withSteps(0));
      assertEquals(pruned.fit().mse(), again.mse());
    }
  }

  @Test
  void refusals() {
    assertThrows(
        IllegalArgumentException.class,
        () -> fit(ADAM, new PruneSchedule(List.of(12), List.of(60))));
    assertThrows(
        IllegalArgumentException.class, () -> new PruneSchedule(List.of(3, 2), List.of(9, 8)));
    assertThrows(
        IllegalArgumentException.class, () -> new PruneSchedule(List.of(2, 3), List.of(8, 9)));
    assertThrows(IllegalArgumentException.class, () -> new PruneSchedule(List.of(2), List.of()));
  }
}
