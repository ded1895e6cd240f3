package org.metasparse.prune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.metasparse.format.Own;
import org.metasparse.siren.Moves;

/** What goes on moving. */
class MovePruningTest {
  private static final double BETA_2 = 0.5;

  /** Four parameters; the third signal has not been met and does not count. */
  private static Own own() {
    return new Own(
        new int[] {1, 2, 0},
        new float[][] {{1, 5, 2, -1}, {3, 5, 4, 1}, {90, 90, 90, 90}},
        new float[3][4],
        new float[][] {{.5f, 9, 2, 1}, {.75f, 9, 3, 1.5f}, {9, 9, 9, 9}});
  }

  /** {@code d^2} is 2, 0, 2, 2 in sum; the corrected second moments are 2, 30, 8, 4. */
  @Test
  void theScoreIsItsDefinition() {
    assertArrayEquals(new double[] {4, 0, 16, 8}, MovePruning.scores(own(), BETA_2), 1e-6);
  }

  @Test
  void thoseThatAreMissedMostStay() {
    Moves moves = new Moves(new int[] {10, 20, 30, 40});
    assertEquals(new Moves(new int[] {30}), MovePruning.keep(moves, own(), BETA_2, 1, 50));
    assertEquals(new Moves(new int[] {30, 40}), MovePruning.keep(moves, own(), BETA_2, 2, 50));
    assertEquals(new Moves(new int[] {0, 2, 3}), MovePruning.keep(Moves.ALL, own(), BETA_2, 3, 4));
    assertEquals(moves, MovePruning.keep(moves, own(), BETA_2, 4, 50));
  }

  @Test
  void whatCannotBeChosenIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> MovePruning.keep(Moves.ALL, own(), BETA_2, 5, 4));
    assertThrows(
        IllegalArgumentException.class, () -> MovePruning.keep(Moves.ALL, own(), BETA_2, 0, 4));
    assertThrows(
        IllegalArgumentException.class, () -> MovePruning.keep(Moves.ALL, own(), BETA_2, 3, 9));
    Own nobody = new Own(new int[1], new float[1][4], new float[1][4], new float[1][4]);
    assertThrows(
        IllegalArgumentException.class, () -> MovePruning.keep(Moves.ALL, nobody, BETA_2, 2, 4));
  }

  @Test
  void whatGoesOnKeepsItsValues() {
    Moves moves = new Moves(new int[] {1, 2, 4, 5});
    float[] theta = {9, 9, 9, 9, 9, 9};
    Own left = own().keep(moves, new Moves(new int[] {2, 5}), theta);
    assertArrayEquals(new int[] {1, 2, 0}, left.steps());
    assertArrayEquals(new float[][] {{5, -1}, {5, 1}, {90, 90}}, left.values());
    assertArrayEquals(new float[][] {{9, 1}, {9, 1.5f}, {9, 9}}, left.v());
    assertEquals(2, left.moved());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Own(new int[1], new float[1][2], new float[1][2], new float[1][3]));
  }
}
