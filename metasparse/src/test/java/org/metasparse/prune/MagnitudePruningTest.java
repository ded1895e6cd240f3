package org.metasparse.prune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Rng;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;

/** Which weights go, how many, and what stays of layout and arrays. */
class MagnitudePruningTest {
  private static Layout twoLayers() {
    return new Layout.Builder()
        .add("weight.0", Block.Kind.WEIGHT, 2, 3, null)
        .add("bias.0", Block.Kind.BIAS, 2, 1, null)
        .add("weight.1", Block.Kind.WEIGHT, 2, 2, null)
        .add("bias.1", Block.Kind.BIAS, 2, 1, null)
        .build();
  }

  @Test
  void oneThresholdOverAllLayersAndBiasesStay() {
    // Of ten weights the four smallest are 1, 2 and 3 of layer 0 and the -2 of layer 1; a fraction
    // of each layer would be 2 and 1. The biases are smaller than all weights.
    float[] theta = {1, -9, 2, 8, -3, 7, 0, 0.5f, 6, -2, 5, 10, -0.1f, 0};
    Pruned pruned = MagnitudePruning.prune(twoLayers(), theta, 0.4);
    assertArrayEquals(new float[] {-9, 8, 7, 0, 0.5f, 6, 5, 10, -0.1f, 0}, pruned.shrink(theta));
    assertArrayEquals(new int[] {1, 3, 5, 6, 7, 8, 10, 11, 12, 13}, pruned.kept());
    Layout layout = pruned.layout();
    assertEquals(
        CsrPattern.of(2, 3, new int[] {0, 1, 3}, new int[] {1, 0, 2}),
        layout.block("weight.0").pattern());
    assertEquals(
        CsrPattern.of(2, 2, new int[] {0, 1, 3}, new int[] {0, 0, 1}),
        layout.block("weight.1").pattern());
    assertNull(layout.block("bias.0").pattern());
    assertEquals(6, layout.weights());
    assertEquals(10, layout.denseWeights());
  }

  @Test
  void amongEqualMagnitudesTheFirstGo() {
    float[] theta = {1, -1, 1, -1, 1, 1, 9, 9, -1, 1, -1, 1, 9, 9};
    Pruned pruned = MagnitudePruning.prune(twoLayers(), theta, 0.7);
    assertArrayEquals(new int[] {6, 7, 9, 10, 11, 12, 13}, pruned.kept());
    // Zeros of both signs are equal, too.
    float[] zeros = {0, -0f, 0, -0f, 0, -0f, 9, 9, -0f, 0, -0f, 0, 9, 9};
    assertArrayEquals(
        new int[] {6, 7, 9, 10, 11, 12, 13},
        MagnitudePruning.prune(twoLayers(), zeros, 0.7).kept());
  }

  @Test
  void theNumberIsRoundedDown() {
    float[] theta = new float[14];
    for (int percent = 0; percent <= 100; percent++) {
      Pruned pruned = MagnitudePruning.prune(twoLayers(), theta, percent / 100.0);
      assertEquals(10 - percent / 10, pruned.layout().weights(), percent + " %");
      assertEquals(pruned.layout().size(), pruned.kept().length);
    }
  }

  @Test
  void nothingToRemoveLeavesTheLayoutAsItIs() {
    Layout layout = twoLayers();
    assertEquals(layout, MagnitudePruning.prune(layout, new float[14], 0.05).layout());
    Pruned once = MagnitudePruning.prune(layout, new float[14], 0.3);
    assertNotNull(once.layout().block("weight.0").pattern());
    assertNull(once.layout().block("weight.1").pattern(), "untouched and so still dense");
    assertEquals(once.layout(), MagnitudePruning.prune(once.layout(), new float[11], 0).layout());
  }

  /** Of the paper's network, of which a fifth goes twenty times. */
  @Test
  void survivorsOfThePapersRounds() {
    Siren siren = SirenInit.random(new SirenShape(2, 256, 4, 3, 200f), new Rng(4));
    Layout layout = siren.layout();
    float[] theta = siren.theta();
    int expected = 197_888;
    for (int round = 1; round <= 20; round++) {
      expected -= expected / 5;
      Pruned pruned = MagnitudePruning.prune(layout, theta, 0.2);
      theta = pruned.shrink(theta);
      layout = pruned.layout();
      assertEquals(expected, layout.weights(), "round " + round);
      // 0.8^k but for the rounding: at most one weight a round.
      assertEquals(197_888 * Math.pow(0.8, round), layout.weights(), 5);
      if (round == 14) {
        // Where the paper's table shows 8704.
        assertEquals(8704, layout.weights(), 5);
      }
    }
    assertEquals(0.0115, layout.density(), 5e-5);
  }

  @Test
  void eachRoundKeepsTheLargestOfTheRoundBefore() {
    long seed = 5;
    Siren siren = SirenInit.random(new SirenShape(2, 12, 3, 3, 30f), new Rng(seed));
    Layout layout = siren.layout();
    float[] theta = siren.theta();
    boolean[][] before = null;
    Rng rng = new Rng(seed);
    for (int round = 1; round <= 12; round++) {
      String where = "round " + round + ", seed " + seed;
      Pruned pruned = MagnitudePruning.prune(layout, theta, 0.3);
      int[] kept = pruned.kept();
      boolean[] stays = new boolean[theta.length];
      Arrays.stream(kept).forEach(i -> stays[i] = true);
      float smallestKept = Float.MAX_VALUE;
      float largestGone = 0;
      for (Block block : layout.blocks()) {
        for (int i = block.offset(); i < block.offset() + block.size(); i++) {
          if (block.kind() == Block.Kind.BIAS) {
            assertTrue(stays[i], where + ": a bias went");
          } else if (stays[i]) {
            smallestKept = Math.min(smallestKept, Math.abs(theta[i]));
          } else {
            largestGone = Math.max(largestGone, Math.abs(theta[i]));
          }
        }
      }
      assertTrue(largestGone <= smallestKept, where + ": " + largestGone + " > " + smallestKept);
      assertTrue(IntStream.range(1, kept.length).allMatch(i -> kept[i - 1] < kept[i]), where);

      boolean[][] places = places(pruned.layout());
      for (int l = 0; before != null && l < places.length; l++) {
        for (int i = 0; i < places[l].length; i++) {
          assertTrue(before[l][i] || !places[l][i], where + ": a weight came back");
        }
      }
      before = places;
      theta = pruned.shrink(theta);
      layout = pruned.layout();
      // Training changes which are the smallest.
      for (int i = 0; i < theta.length; i++) {
        theta[i] += rng.uniform(-0.02f, 0.02f);
      }
    }
  }

  /** Where each weight matrix has entries. */
  private static boolean[][] places(Layout layout) {
    return layout.blocks().stream()
        .filter(b -> b.kind() == Block.Kind.WEIGHT)
        .map(MagnitudePruningTest::places)
        .toArray(boolean[][]::new);
  }

  private static boolean[] places(Block block) {
    float[] dense = new float[block.rows() * block.cols()];
    if (block.pattern() == null) {
      Arrays.fill(dense, 1);
    } else {
      float[] ones = new float[block.size()];
      Arrays.fill(ones, 1);
      block.pattern().expand(ones, 0, dense, 0);
    }
    boolean[] places = new boolean[dense.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = dense[i] != 0;
    }
    return places;
  }

  @Test
  void survivorsKeepPlaceAndValue() {
    Siren siren = SirenInit.random(new SirenShape(2, 9, 2, 3, 30f), new Rng(6));
    Layout layout = siren.layout();
    Pruned first = MagnitudePruning.prune(layout, siren.theta(), 0.4);
    Pruned second = MagnitudePruning.prune(first.layout(), first.shrink(siren.theta()), 0.4);
    float[] twice = second.shrink(first.shrink(siren.theta()));
    for (int b = 0; b < layout.blocks().size(); b++) {
      Block old = layout.blocks().get(b);
      Block left = second.layout().blocks().get(b);
      float[] dense = new float[old.size()];
      if (left.pattern() == null) {
        System.arraycopy(twice, left.offset(), dense, 0, left.size());
      } else {
        left.pattern().expand(twice, left.offset(), dense, 0);
      }
      for (int i = 0; i < dense.length; i++) {
        float value = siren.theta()[old.offset() + i];
        assertTrue(dense[i] == 0 || dense[i] == value, old.name() + " " + i);
      }
    }
    // Any array of the layout shrinks alike: Adam's moments go with their weights.
    float[] numbers = new float[layout.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    float[] left = first.shrink(numbers);
    for (int i = 0; i < left.length; i++) {
      assertEquals(first.kept()[i], left[i]);
    }
    Bits.same(numbers, MagnitudePruning.prune(layout, siren.theta(), 0).shrink(numbers), "all");
  }

  /** Whoever chooses what goes: flags of biases count for nothing. */
  @Test
  void biasesStayWhateverIsFlagged() {
    boolean[] all = new boolean[14];
    Arrays.fill(all, true);
    Pruned pruned = Pruning.remove(twoLayers(), all);
    assertEquals(0, pruned.layout().weights());
    assertArrayEquals(new int[] {6, 7, 12, 13}, pruned.kept());
    assertNull(pruned.layout().block("bias.0").pattern());
  }

  @Test
  void refusals() {
    for (double fraction : new double[] {-0.1, 1.1, Double.NaN}) {
      assertEquals(
          "fraction " + fraction + " must lie in [0, 1]",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> MagnitudePruning.prune(twoLayers(), new float[14], fraction))
              .getMessage());
    }
    assertEquals(
        "13 parameters for a layout of 14",
        assertThrows(
                IllegalArgumentException.class,
                () -> MagnitudePruning.prune(twoLayers(), new float[13], 0.1))
            .getMessage());
  }
}
