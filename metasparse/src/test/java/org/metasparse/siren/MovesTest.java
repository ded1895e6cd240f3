package org.metasparse.siren;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Adam;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Optimiser;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Signal;

/** A part of a network that moves, and the rest that does not. */
class MovesTest {
  private static final Siren ALL = SirenInit.random(new SirenShape(2, 9, 2, 3, 20), new Rng(4));

  /** Every fourth parameter but none of the last two blocks. */
  private static final Moves SOME =
      new Moves(IntStream.range(0, ALL.layout().weights() - 27).filter(i -> i % 4 == 1).toArray());

  @Test
  void blocksSeeTheirOwn() {
    int together = 0;
    for (Block block : ALL.layout().blocks()) {
      int[] every = IntStream.range(block.offset(), block.offset() + block.size()).toArray();
      assertArrayEquals(every, Moves.ALL.in(block));
      int[] own = SOME.in(block);
      int[] expected =
          IntStream.of(every)
              .filter(i -> IntStream.of(SOME.places()).anyMatch(p -> p == i))
              .toArray();
      assertArrayEquals(expected, own, block.name());
      together += own.length;
    }
    assertEquals(SOME.places().length, together);
    assertEquals(together, SOME.count(ALL.theta().length));
    assertEquals(7, Moves.ALL.count(7));
    assertTrue(Moves.ALL.all() && !SOME.all());
    assertEquals(0, SOME.in(ALL.layout().blocks().get(5)).length);
  }

  /** As Adam would move them by themselves: with the gradient of these parameters alone. */
  @Test
  void theOthersStayToTheBit() {
    try (Compute compute = Way.plain().start()) {
      Signal signal = Pictures.of(8, 8, 3, 2);
      SirenReplay replay = new SirenReplay(ALL.shape(), ALL.layout(), compute);
      float[] theta = ALL.theta().clone();
      float[] g = new float[theta.length];
      Optimiser some = SOME.optimiser(theta.length, n -> new Adam(n, compute.kernels()));
      Adam alone = new Adam(SOME.places().length, compute.kernels());
      float[] expected = new float[SOME.places().length];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = theta[SOME.places()[i]];
      }
      double[] loss = new double[1];
      for (int k = 0; k < 5; k++) {
        replay.gradients(List.of(replay.job(theta, signal, g)), loss);
        float[] own = new float[expected.length];
        for (int i = 0; i < own.length; i++) {
          own[i] = g[SOME.places()[i]];
        }
        alone.step(1e-2, own, expected);
        some.step(1e-2, g, theta);
      }
      int moved = 0;
      for (int i = 0; i < theta.length; i++) {
        if (moved < expected.length && SOME.places()[moved] == i) {
          assertEquals(expected[moved++], theta[i]);
          assertNotEquals(ALL.theta()[i], theta[i]);
        } else {
          assertEquals(ALL.theta()[i], theta[i]);
        }
      }
    }
  }

  @Test
  void modelsThatMoveOtherParametersAreOthers() {
    Siren some = new Siren(ALL.shape(), ALL.layout(), ALL.theta(), SOME);
    Siren other = new Siren(ALL.shape(), ALL.layout(), ALL.theta(), new Moves(new int[] {1, 6}));
    assertFalse(Arrays.equals(ALL.hash(), some.hash()));
    assertFalse(Arrays.equals(other.hash(), some.hash()));
    assertEquals(SOME, new Moves(SOME.places().clone()));
    assertNotEquals(SOME, Moves.ALL);
  }

  @Test
  void placesAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Moves(new int[0]));
    assertThrows(IllegalArgumentException.class, () -> new Moves(new int[] {-1, 3}));
    assertThrows(IllegalArgumentException.class, () -> new Moves(new int[] {3, 3}));
    assertThrows(IllegalArgumentException.class, () -> new Moves(new int[] {3, 2}));
    int behind = ALL.theta().length;
    Moves beyond = new Moves(new int[] {0, behind});
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Siren(ALL.shape(), ALL.layout(), ALL.theta(), beyond));
    assertTrue(thrown.getMessage().contains("place " + behind), thrown.getMessage());
  }
}
