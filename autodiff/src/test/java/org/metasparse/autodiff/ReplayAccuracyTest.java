package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.engine.Compute;

/** The same bits everywhere are worth something if they are right: against double precision. */
class ReplayAccuracyTest {
  private static final long SEED = 41;

  /** Some twenty operations, each with a rounding or a few: measured are 3.2e-7 of the largest. */
  private static final double TOLERANCE = 1e-6;

  @ParameterizedTest
  @ValueSource(ints = {1, 33, 300})
  void lossAndGradient(int pixels) {
    EveryOperation network = EveryOperation.on(pixels, SEED);
    Job job = network.job();
    double loss;
    try (Compute compute = Way.plain().start()) {
      loss = EveryOperation.run(network.replay(compute), job);
    }
    double exact =
        network.twin().loss(OperationCheck.doubles(EveryOperation.THETA), network.target());
    String where = pixels + " pixels, seed " + SEED;
    assertEquals(exact, loss, exact * TOLERANCE, where);
    GradientCheck check =
        GradientCheck.of(
            theta -> network.twin().loss(theta, network.target()),
            EveryOperation.THETA,
            job.gradient());
    assertTrue(check.error() <= TOLERANCE, () -> where + ": " + check);
  }
}
