package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Sirens;
import org.metasparse.siren.Way;

/** What a fit depends on: the network, the signal and the protocol, and nothing else. */
class FitterTest {
  private static final Siren INITIAL = Sirens.pruned(new SirenShape(2, 17, 3, 3, 30f), 0.5, 1);
  private static final Protocol ADAM = Protocol.ADAM100.withSteps(6);

  /** Of such sizes that they are fitted in several groups, one of them too large for a group. */
  private static List<Signal> signals() {
    return List.of(
        Pictures.of(40, 50, 3, 1),
        Pictures.of(1, 1, 3, 2),
        Pictures.of(70, 90, 3, 3),
        Pictures.of(95, 91, 3, 4),
        Pictures.of(16, 16, 3, 5));
  }

  private static void same(Fit expected, Fit actual, String where) {
    Bits.same(expected.losses(), actual.losses(), "losses, " + where);
    Bits.same(expected.theta(), actual.theta(), "theta, " + where);
  }

  @Test
  void aFitDoesNotDependOnItsNeighbours() {
    for (Protocol protocol : List.of(ADAM, Protocol.SGD2)) {
      try (Compute compute = Way.plain().start()) {
        Fitter fitter = new Fitter(INITIAL, compute);
        List<Fit> together = fitter.fit(signals(), protocol, FitListener.NONE);
        assertEquals(5, together.size());
        for (int i = 0; i < 5; i++) {
          String where = signals().get(i).name() + ", " + protocol;
          same(fitter.fit(signals().get(i), protocol), together.get(i), where);
        }
      }
    }
  }

  @Test
  void theSameBitsInEveryWay() {
    List<Fit> expected;
    try (Compute compute = Way.plain().start()) {
      expected = new Fitter(INITIAL, compute).fit(signals(), ADAM, FitListener.NONE);
    }
    for (Way way : Way.others()) {
      try (Compute compute = way.start()) {
        List<Fit> fits = new Fitter(INITIAL, compute).fit(signals(), ADAM, FitListener.NONE);
        for (int i = 0; i < 5; i++) {
          same(expected.get(i), fits.get(i), signals().get(i).name() + ", " + way);
        }
      }
    }
  }

  @Test
  void theInitialNetworkStaysAsItIs() {
    float[] before = INITIAL.theta().clone();
    try (Compute compute = Way.plain().start()) {
      Fit fit = new Fitter(INITIAL, compute).fit(Pictures.of(9, 9, 3, 6), ADAM);
      Bits.same(before, INITIAL.theta(), "theta");
      assertTrue(fit.mse() < fit.losses()[0]);
    }
  }

  @Test
  void noStepIsAnEvaluation() {
    try (Compute compute = Way.plain().start()) {
      Signal signal = Pictures.of(9, 9, 3, 6);
      Fitter fitter = new Fitter(INITIAL, compute);
      Fit fit = fitter.fit(signal, Protocol.SGD2.withSteps(0));
      Bits.same(INITIAL.theta(), fit.theta(), "theta");
      assertEquals(1, fit.losses().length);
      assertEquals(fitter.fit(signal, ADAM).losses()[0], fit.mse());
    }
  }

  @Test
  void progressCountsEveryStepOfEverySignal() {
    List<Integer> told = new ArrayList<>();
    try (Compute compute = Way.plain().start()) {
      new Fitter(INITIAL, compute).fit(signals(), ADAM, (steps, mse) -> told.add(steps));
    }
    for (int i = 1; i < told.size(); i++) {
      assertTrue(told.get(i) > told.get(i - 1), told.toString());
    }
    assertEquals(5 * 6, told.get(told.size() - 1), told.toString());
  }

  @Test
  void aSignalThatDoesNotFit() {
    try (Compute compute = Way.plain().start()) {
      Fitter fitter = new Fitter(INITIAL, compute);
      assertThrows(IllegalArgumentException.class, () -> fitter.fit(Pictures.of(4, 4, 1, 1), ADAM));
    }
  }
}
