package org.metasparse.prune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Rng;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;

/** The scores by which weights go: magnitude, layer-adaptive magnitude, Fisher, chance. */
class ScoreTest {
  private static final long SEED = 11;
  private static final Siren SIREN =
      SirenInit.random(new SirenShape(2, 12, 3, 3, 30f), new Rng(SEED));

  /** The definition, pair by pair. */
  @Test
  void lampIsTheShareAmongWeightsAtLeastAsLarge() {
    Layout layout = SIREN.layout();
    float[] theta = SIREN.theta();
    float[] scores = LampPruning.scores(layout, theta);
    for (Block block : layout.blocks()) {
      if (block.kind() == Block.Kind.BIAS) {
        continue;
      }
      for (int i = block.offset(); i < block.offset() + block.size(); i++) {
        double sum = 0;
        for (int j = block.offset(); j < block.offset() + block.size(); j++) {
          if (Math.abs(theta[j]) > Math.abs(theta[i]) || j == i) {
            sum += (double) theta[j] * theta[j];
          }
        }
        double expected = (double) theta[i] * theta[i] / sum;
        assertEquals(expected, scores[i], 1e-6 * expected, block.name() + " " + i);
      }
    }
  }

  @Test
  void lampLeavesEveryLayerItsLargestWeight() {
    Layout layout = SIREN.layout();
    int layers = SIREN.shape().layers() + 1;
    Pruned pruned =
        Pruning.lowest(layout, SIREN.theta(), layout.weights() - layers, LampPruning::scores);
    for (Block block : pruned.layout().blocks()) {
      if (block.kind() == Block.Kind.WEIGHT) {
        assertEquals(1, block.size(), block.name());
      }
    }
  }

  @Test
  void lampScoresZerosAsNothing() {
    Layout layout = SIREN.layout();
    float[] zeros = new float[layout.size()];
    assertArrayEquals(zeros, LampPruning.scores(layout, zeros));
  }

  /** The definition: half the removed weights' squares, weighted by the mean squared gradients. */
  @Test
  void fisherOrdersWeightsByWhatTheirRemovalCosts() {
    Layout layout = SIREN.layout();
    float[] theta = SIREN.theta();
    float[] squares = squares(1e-12f);
    float[] scores = new FisherPruning(squares).of(layout, theta);
    for (int i = 0; i < theta.length; i++) {
      double cost = 0.5 * theta[i] * theta[i] * squares[i];
      assertEquals(Math.sqrt(2 * cost), scores[i], 1e-6 * scores[i], "parameter " + i);
    }
  }

  /** A layer's scale may move between its weights and the units that feed it: nothing changes. */
  @Test
  void fisherDoesNotDependOnTheScaleOfALayer() {
    Layout layout = SIREN.layout();
    float[] squares = squares(1f);
    float[] theta = SIREN.theta().clone();
    int[] before = Pruning.lowest(layout, theta, 0.5, new FisherPruning(squares)).kept();
    Block block = layout.blocks().get(2);
    for (int i = block.offset(); i < block.offset() + block.size(); i++) {
      theta[i] *= 1024;
      squares[i] /= 1024 * 1024;
    }
    assertArrayEquals(
        before, Pruning.lowest(layout, theta, 0.5, new FisherPruning(squares)).kept());
    int[] magnitudes = Pruning.lowest(layout, theta, 0.5, MagnitudePruning::scores).kept();
    assertTrue(!Arrays.equals(before, magnitudes));
  }

  /** A training without a step before its first pruning has no moments. */
  @Test
  void fisherWithoutGradientsIsMagnitude() {
    Layout layout = SIREN.layout();
    float[] theta = SIREN.theta();
    assertArrayEquals(
        MagnitudePruning.scores(layout, theta),
        new FisherPruning(new float[theta.length]).of(layout, theta));
  }

  @Test
  void fisherNeedsASquareForEachParameter() {
    assertEquals(
        "2 squared gradients for " + SIREN.theta().length + " parameters",
        assertThrows(
                IllegalArgumentException.class,
                () -> new FisherPruning(new float[2]).of(SIREN.layout(), SIREN.theta()))
            .getMessage());
  }

  private static float[] squares(float scale) {
    Rng rng = new Rng(SEED).split(1);
    float[] squares = new float[SIREN.theta().length];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = scale * rng.nextFloat();
    }
    return squares;
  }

  @Test
  void randomPruningTakesAboutAsMuchOfEveryLayerWhateverTheMagnitudes() {
    Layout layout = new SirenShape(2, 64, 3, 3, 30f).layout();
    float[] theta = new float[layout.size()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = i;
    }
    Pruned pruned = Pruning.lowest(layout, theta, 0.5, new RandomPruning(new Rng(SEED)));
    assertEquals(layout.weights() - layout.weights() / 2, pruned.layout().weights());
    for (Block block : pruned.layout().blocks()) {
      if (block.kind() == Block.Kind.WEIGHT) {
        int n = block.rows() * block.cols();
        // Five standard deviations of a fair draw, seed 11.
        assertEquals(n / 2.0, block.size(), 5 * Math.sqrt(n) / 2, block.name());
      }
    }
  }

  @Test
  void randomPruningIsDecidedByItsSeed() {
    int[] first = kept(1);
    assertArrayEquals(first, kept(1));
    assertTrue(!Arrays.equals(first, kept(2)));
  }

  private static int[] kept(long seed) {
    Rng rng = new Rng(seed);
    return Pruning.lowest(SIREN.layout(), SIREN.theta(), 0.3, new RandomPruning(rng)).kept();
  }

  @Test
  void aNumberOfWeightsGoesExactly() {
    Layout layout = SIREN.layout();
    for (int count : new int[] {0, 1, 17, layout.weights()}) {
      Pruned pruned = Pruning.lowest(layout, SIREN.theta(), count, MagnitudePruning::scores);
      assertEquals(layout.weights() - count, pruned.layout().weights());
    }
    assertEquals(
        "400 weights to prune of 348 that are left",
        assertThrows(
                IllegalArgumentException.class,
                () -> Pruning.lowest(layout, SIREN.theta(), 400, MagnitudePruning::scores))
            .getMessage());
  }
}
