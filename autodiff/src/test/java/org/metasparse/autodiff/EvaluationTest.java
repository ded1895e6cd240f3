package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.engine.Compute;

/** Reading a node: the right values, each pixel once, the same bits in every way. */
class EvaluationTest {
  private static final long SEED = 61;

  /** Relative to the largest value. Four layers of up to 18 terms: measured are 3.2e-7. */
  private static final double TOLERANCE = 1e-6;

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 127, 129, 4095, 4096, 4097, 9000})
  void theSameInEveryWay(int pixels) {
    EveryOperation network = EveryOperation.on(pixels, SEED);
    float[] expected = null;
    double[] exact =
        network.twin().values(OperationCheck.doubles(EveryOperation.THETA), network.output());
    for (Way way : Way.others()) {
      String where = way + ", " + pixels + " pixels, seed " + SEED;
      try (Compute compute = way.start()) {
        float[] values =
            new Evaluation(network.twin().tape(), network.output(), compute)
                .run(EveryOperation.THETA, network.twin().samples());
        double error = OperationCheck.error(exact, values);
        assertTrue(error <= TOLERANCE, () -> where + ": off by " + error);
        expected = expected == null ? values : expected;
        Bits.same(expected, values, where);
      }
    }
  }

  @Test
  void eachPixelIsGivenOnce() {
    int pixels = 10_001;
    EveryOperation network = EveryOperation.on(pixels, SEED);
    AtomicIntegerArray times = new AtomicIntegerArray(pixels);
    try (Compute compute = Way.others().get(1).start()) {
      new Evaluation(network.twin().tape(), network.output(), compute)
          .run(
              EveryOperation.THETA,
              network.twin().samples(),
              (first, n, from, offset, ld) -> {
                for (int p = first; p < first + n; p++) {
                  times.incrementAndGet(p);
                }
              });
    }
    for (int p = 0; p < pixels; p++) {
      assertEquals(1, times.get(p), "pixel " + p);
    }
  }

  @Test
  void aNodeInTheMiddleAndAnInput() {
    EveryOperation network = EveryOperation.on(20, SEED);
    Twin twin = network.twin();
    try (Compute compute = Way.plain().start()) {
      for (Node node : twin.tape().nodes()) {
        float[] values =
            new Evaluation(twin.tape(), node, compute).run(EveryOperation.THETA, twin.samples());
        double error =
            OperationCheck.error(
                twin.values(OperationCheck.doubles(EveryOperation.THETA), node), values);
        assertTrue(error <= TOLERANCE, () -> node + " is off by " + error);
      }
    }
  }

  @Test
  void inputsThatTheNodeDoesNotNeedMayBeLeftOut() {
    EveryOperation network = EveryOperation.on(20, SEED);
    List<Samples> all = network.twin().samples();
    try (Compute compute = Way.plain().start()) {
      Evaluation evaluation = new Evaluation(network.twin().tape(), network.output(), compute);
      float[] expected = evaluation.run(EveryOperation.THETA, all);
      Bits.same(expected, evaluation.run(EveryOperation.THETA, all.subList(0, 1)), "x alone");
    }
  }

  @Test
  void refusals() {
    EveryOperation network = EveryOperation.on(20, SEED);
    Tape tape = network.twin().tape();
    List<Samples> all = network.twin().samples();
    try (Compute compute = Way.plain().start()) {
      Refusal.of(
          "other[1] is on another tape",
          () -> new Evaluation(tape, new Tape().input("other", 1), compute));
      Evaluation output = new Evaluation(tape, network.output(), compute);
      Refusal.of("no samples given for x[2]", () -> output.run(EveryOperation.THETA, List.of()));
      Refusal.of(
          "3 features given for x[2]",
          () -> output.run(EveryOperation.THETA, List.of(all.get(1), all.get(1))));
      Evaluation loss = new Evaluation(tape, network.target(), compute);
      Refusal.of(
          "no samples given for t[3]", () -> loss.run(EveryOperation.THETA, all.subList(0, 1)));
      Samples fewer = EveryOperation.on(19, SEED).twin().samples().get(1);
      Refusal.of(
          "inputs of 20 and 19 pixels",
          () -> loss.run(EveryOperation.THETA, List.of(all.get(0), fewer)));
      Refusal.of(
          "3 inputs for a tape with [x[2], t[3]]",
          () -> loss.run(EveryOperation.THETA, List.of(all.get(0), all.get(1), all.get(1))));
    }
  }
}
