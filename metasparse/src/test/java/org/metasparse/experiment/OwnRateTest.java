package org.metasparse.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for the best rate on curves whose best is known. */
class OwnRateTest {
  /** A hill on the scale of logarithms, with its top at a rate; NaN from some rate on. */
  private static double hill(double rate, double top, double diverges) {
    double off = Math.log(rate / top);
    return rate >= diverges ? Double.NaN : 30 - off * off;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.0 / 64, 0.5, 1, 2, 4, 256})
  void theTopIsFound(double factor) {
    double top = factor * 1e-4;
    assertEquals(top, OwnRate.of(1e-4, r -> hill(r, top, 1e9), () -> false));
  }

  @Test
  void whatDivergesIsPassedBy() {
    assertEquals(4e-4, OwnRate.of(1e-4, r -> hill(r, 1, 8e-4), () -> false));
    // Already the first does.
    assertEquals(1e-4 / 8, OwnRate.of(1e-4, r -> hill(r, 1e-4 / 8, 0.9e-4), () -> false));
    assertEquals(1e-4, OwnRate.of(1e-4, r -> Double.NaN, () -> false));
  }

  @Test
  void itEnds() {
    List<Double> tried = new ArrayList<>();
    OwnRate.of(
        1e-4,
        r -> {
          tried.add(r);
          return r;
        },
        () -> false);
    assertEquals(1 + 12, tried.size());
  }

  @Test
  void stopping() {
    int[] asked = {0};
    double rate = OwnRate.of(1e-4, r -> r, () -> ++asked[0] == 3);
    assertTrue(Double.isNaN(rate));
    assertEquals(3, asked[0]);
  }
}
