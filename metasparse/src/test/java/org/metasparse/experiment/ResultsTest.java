package org.metasparse.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.files.Json;
import org.metasparse.files.JsonObject;

class ResultsTest {
  private static Cell cell(Method method, int round, long seed, int weights, double adam) {
    return new Cell(
        new Cell.Key(method, round, seed),
        weights / 1000.0,
        weights,
        weights + 9,
        8,
        3,
        adam - 5,
        adam,
        0.5,
        List.of(adam - 9, adam),
        2e-4,
        adam + 1,
        1.5);
  }

  private static final Results RESULTS =
      new Results(
          List.of(
              cell(Method.META_SPARSE, 0, 1, 1000, 40),
              cell(Method.META_SPARSE, 2, 1, 100, 30),
              cell(Method.META_SPARSE, 2, 2, 100, 32),
              cell(Method.RANDOM, 2, 1, 100, 20)));

  @Test
  void meansAndDeviationsOverSeeds() {
    Results.Mean mean = RESULTS.mean(Method.META_SPARSE, 2, Cell::adam);
    assertEquals(31, mean.value());
    assertEquals(Math.sqrt(2), mean.deviation(), 1e-12);
    assertEquals(2, mean.seeds());
    assertEquals(0, RESULTS.mean(Method.RANDOM, 2, Cell::adam).deviation());
    assertNull(RESULTS.mean(Method.RANDOM, 0, Cell::adam));
    assertEquals(List.of(Method.META_SPARSE, Method.RANDOM), RESULTS.methods());
    assertEquals(List.of(0, 2), RESULTS.rounds());
    assertEquals(List.of(1L, 2L), RESULTS.seeds());
  }

  /** A method with one seed is not compared with another's mean over two. */
  @Test
  void aMethodIsComparedWithItsLike() {
    Results alike = RESULTS.withSeedsOf(Method.RANDOM);
    assertEquals(List.of(1L), alike.seeds());
    assertEquals(1, alike.mean(Method.META_SPARSE, 2, Cell::adam).seeds());
    assertEquals(List.of(), RESULTS.withSeedsOf(Method.IMP).cells());
    assertEquals(RESULTS, RESULTS.withSeedsOf(Method.META_SPARSE));
  }

  @Test
  void weightsForAQualityAreReadOffTheCurve() {
    assertEquals(1000, RESULTS.weightsFor(Method.META_SPARSE, Cell::adam, 40), 1e-9);
    assertEquals(100, RESULTS.weightsFor(Method.META_SPARSE, Cell::adam, 31), 1e-9);
    // Half way from 31 to 40 dB: the geometric mean of 100 and 1000.
    assertEquals(Math.sqrt(1e5), RESULTS.weightsFor(Method.META_SPARSE, Cell::adam, 35.5), 1e-9);
    assertTrue(Double.isNaN(RESULTS.weightsFor(Method.META_SPARSE, Cell::adam, 41)));
    assertTrue(Double.isNaN(RESULTS.weightsFor(Method.RANDOM, Cell::adam, 15)));
  }

  /** A code that can be no longer does not make a row one of fewer weights. */
  @Test
  void aRowHasTheWeightsThatSurvive() {
    Cell code = cell(Method.LATENT, 2, 1, 30, 20);
    Cell pruned = cell(Method.META_SPARSE, 2, 1, 100, 30);
    Cell narrow = cell(Method.DENSE_NARROW, 2, 1, 110, 30);
    assertEquals(100, new Results(List.of(code, narrow, pruned)).weights(2));
    assertEquals(30, new Results(List.of(code)).weights(2));
    assertEquals(0, new Results(List.of(code)).weights(1));
  }

  @Test
  void theNearestDensity() {
    assertEquals(2, RESULTS.roundNear(0.2, 1000));
    assertEquals(0, RESULTS.roundNear(0.5, 1000));
  }

  @Test
  void cellsSurviveJsonEvenIfAFitDiverged() {
    for (Cell cell :
        List.of(cell(Method.IMP, 3, 4, 77, 22.5), cell(Method.IMP, 3, 4, 7, Double.NaN))) {
      assertEquals(cell, Cell.of(JsonObject.parse("it", Json.write(cell.toJson()))));
    }
  }
}
