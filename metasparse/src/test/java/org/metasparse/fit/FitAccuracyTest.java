package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.PlainSiren;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Sirens;
import org.metasparse.siren.Way;

/** Both protocols, on dense and pruned networks, against the same steps in double precision. */
class FitAccuracyTest {
  private static final Signal SIGNAL = Pictures.of(12, 11, 3, 9);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.6, 0.95})
  void sgd(double pruned) {
    Siren initial = Sirens.pruned(new SirenShape(2, 16, 2, 3, 30f), pruned, 2);
    PlainSiren plain = new PlainSiren(initial);
    double[] theta = PlainSiren.doubles(initial.theta());
    double[] losses = new double[3];
    for (int k = 0; k <= 2; k++) {
      double[] g = new double[theta.length];
      losses[k] = plain.loss(theta, SIGNAL, g);
      for (int i = 0; i < g.length && k < 2; i++) {
        theta[i] -= 0.01 * g[i];
      }
    }
    // Two steps are a hundredth of theta, whose rounding shows: measured are 3.3e-6 and 9.3e-8.
    compare(initial, Protocol.SGD2, theta, losses, 1e-5, 3e-7);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.6, 0.95})
  void adam(double pruned) {
    Siren initial = Sirens.pruned(new SirenShape(2, 16, 2, 3, 30f), pruned, 3);
    PlainSiren plain = new PlainSiren(initial);
    double[] theta = PlainSiren.doubles(initial.theta());
    double[] m = new double[theta.length];
    double[] v = new double[theta.length];
    double[] losses = new double[31];
    for (int k = 0; k <= 30; k++) {
      double[] g = new double[theta.length];
      losses[k] = plain.loss(theta, SIGNAL, g);
      for (int i = 0; i < g.length && k < 30; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
        double mHat = m[i] / (1 - Math.pow(0.9, k + 1));
        double vHat = v[i] / (1 - Math.pow(0.999, k + 1));
        theta[i] -= 1e-4 * mHat / (Math.sqrt(vHat) + 1e-8);
      }
    }
    // Adam makes small gradients, and their errors, as large as others: measured are 9.9e-5,
    // 5.7e-7.
    compare(initial, Protocol.ADAM100.withSteps(30), theta, losses, 3e-4, 2e-6);
  }

  private static void compare(
      Siren initial,
      Protocol protocol,
      double[] theta,
      double[] losses,
      double wayTolerance,
      double lossTolerance) {
    String where = initial.layout().weights() + " weights";
    try (Compute compute = Way.plain().start()) {
      Fit fit = new Fitter(initial, compute).fit(SIGNAL, protocol);
      assertEquals(losses.length, fit.losses().length);
      double worst = 0;
      for (int k = 0; k < losses.length; k++) {
        worst = Math.max(worst, Math.abs(fit.losses()[k] - losses[k]) / losses[k]);
      }
      double loss = worst;
      double error = PlainSiren.errorOfWay(initial.theta(), theta, fit.theta());
      assertTrue(loss <= lossTolerance, () -> where + ": a loss is off by " + loss);
      assertTrue(error <= wayTolerance, () -> where + ": the way is off by " + error);
    }
  }
}
