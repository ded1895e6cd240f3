package org.metasparse.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metasparse.autodiff.Adam;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Sirens;
import org.metasparse.siren.Way;

/** A learner that leaves the realm of numbers says so, and keeps what it had before that step. */
class DivergenceTest {
  @ParameterizedTest
  @CsvSource({
    // Parameters beyond the sine's range at the first inner step: not a number.
    "MULTISTEP, 1e30, 1e-3, 0",
    "FOMAML, 1e30, 1e-3, 0",
    "REPTILE, 1e30, 1e-3, 0",
    "MAML, 1e30, 1e-3, 0",
    // An outer step out of the sine's range, which the next one meets.
    "MULTISTEP, 0.01, 1e10, 1",
    "FOMAML, 0.01, 1e10, 1",
    "REPTILE, 0.01, 1e10, 1",
    "MAML, 0.01, 1e10, 1",
  })
  void nothingOfTheStepIsKept(MetaGradient rule, double inner, double outer, int goodSteps) {
    Siren initial = Sirens.pruned(new SirenShape(2, 16, 2, 3, 30f), 0.2, 31);
    MetaConfig config = new MetaConfig(rule, 2, inner, outer, 2);
    try (Compute compute = Way.plain().start()) {
      Adam adam = new Adam(initial.theta().length, compute.kernels());
      MetaLearner learner =
          new MetaLearner(config, initial, adam, new Rng(9), Pictures.rgb(3, 8), compute);
      for (int t = 0; t < goodSteps; t++) {
        learner.step();
      }
      float[] theta = learner.theta().clone();
      float[] m = adam.m().clone();
      float[] v = adam.v().clone();
      String message = assertThrows(DivergedException.class, learner::step).getMessage();
      assertTrue(message.matches("the loss became (NaN|Infinity)"), message);
      Bits.same(theta, learner.theta(), "theta");
      Bits.same(m, adam.m(), "m");
      Bits.same(v, adam.v(), "v");
      assertEquals(goodSteps, adam.steps());
    }
  }
}
