package org.metasparse.siren;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Evaluation;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Replay;
import org.metasparse.engine.Compute;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Rng;
import org.metasparse.fit.Renderer;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;

/** A network without its dead units is the same network, with less to compute. */
class LiveUnitsTest {
  private static Layout chain(boolean[] w1, boolean[] w2) {
    return new Layout.Builder()
        .add("weight.0", Block.Kind.WEIGHT, 3, 2, null)
        .add("bias.0", Block.Kind.BIAS, 3, 1, null)
        .add("weight.1", Block.Kind.WEIGHT, 3, 3, CsrPattern.ofMask(3, 3, w1))
        .add("bias.1", Block.Kind.BIAS, 3, 1, null)
        .add("weight.2", Block.Kind.WEIGHT, 1, 3, CsrPattern.ofMask(1, 3, w2))
        .add("bias.2", Block.Kind.BIAS, 1, 1, null)
        .build();
  }

  @Test
  void unitsThatLeadNowhereGo() {
    // Unit 1 of the second layer leads nowhere, and so do units 0 and 2 of the first, which it
    // alone reads; unit 2 of the second is a constant and stays.
    boolean[] w1 = {false, true, false, true, false, true, false, false, false};
    LiveUnits live = LiveUnits.of(chain(w1, new boolean[] {true, false, true}));
    assertArrayEquals(
        new int[] {2, 3, 7, 9, 12, 14, 15, 16, 17}, live.places().places(), "what is left");
    assertEquals(1, live.layout().block("weight.0").rows());
    CsrPattern middle = live.layout().block("weight.1").pattern();
    assertEquals(CsrPattern.of(2, 1, new int[] {0, 1, 1}, new int[] {0}), middle);
    assertEquals(2, live.layout().block("weight.2").cols());
  }

  @Test
  void aNetworkOfNothingButItsLastBias() {
    LiveUnits live = LiveUnits.of(chain(new boolean[9], new boolean[3]));
    assertArrayEquals(new int[] {0, 1, 6, 9, 12}, live.places().places());
  }

  @Test
  void aNetworkThatLivesIsItself() {
    Layout dense = new SirenShape(2, 20, 3, 3, 30f).layout();
    assertSame(dense, LiveUnits.of(dense).layout());
    assertTrue(LiveUnits.of(dense).places().all());
  }

  @Test
  void kernelsStayAsTheyAre() {
    // 20 of 40 units of each layer die; what is left of the middle layer has all its entries.
    int n = 40;
    boolean[] mask = new boolean[n * n];
    boolean[] out = new boolean[n];
    for (int i = 0; i < 20; i++) {
      out[i] = true;
      for (int j = 0; j < 20; j++) {
        mask[i * n + j] = true;
      }
    }
    Layout layout =
        new Layout.Builder()
            .add("weight.0", Block.Kind.WEIGHT, n, 2, null)
            .add("bias.0", Block.Kind.BIAS, n, 1, null)
            .add("weight.1", Block.Kind.WEIGHT, n, n, CsrPattern.ofMask(n, n, mask))
            .add("bias.1", Block.Kind.BIAS, n, 1, null)
            .add("weight.2", Block.Kind.WEIGHT, 1, n, CsrPattern.ofMask(1, n, out))
            .add("bias.2", Block.Kind.BIAS, 1, 1, null)
            .build();
    assertSame(layout, LiveUnits.of(layout).layout());
  }

  static List<Way> ways() {
    List<Way> ways = new ArrayList<>(Way.others());
    ways.add(Way.plain());
    return ways;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void lossesGradientsAndValuesHaveTheSameBits(Way way) {
    int withDead = 0;
    for (int seed = 0; seed < 60; seed++) {
      Rng rng = new Rng(seed);
      SirenShape shape =
          new SirenShape(2, 3 + rng.nextInt(70), 1 + rng.nextInt(4), 1 + rng.nextInt(3), 30f);
      double fraction = 1 - Math.pow(10, -2 * rng.nextFloat());
      Siren siren = Sirens.pruned(shape, fraction, seed);
      String where = "seed " + seed + ", " + shape + ", " + siren.layout().weights() + " weights";
      withDead += LiveUnits.of(siren.layout()).places().all() ? 0 : 1;
      Signal signal = Pictures.of(11, 40, shape.dimOut(), seed);
      SirenTape recorded = SirenTape.record(shape, siren.layout());
      try (Compute compute = way.start()) {
        float[] expected = new float[siren.theta().length];
        double[] loss = new double[1];
        new Replay(recorded.tape(), recorded.loss(), siren.layout(), compute)
            .gradients(
                List.of(new Job(siren.theta(), List.of(signal.grid(), signal.samples()), expected)),
                loss);
        SirenReplay replay = new SirenReplay(shape, siren.layout(), compute);
        float[] gradient = new float[expected.length];
        Arrays.fill(gradient, Float.NaN);
        double[] met = new double[1];
        Job job = replay.job(siren.theta(), signal, gradient);
        replay.gradients(List.of(job), met);
        Bits.same(loss, met, where);
        Bits.same(expected, gradient, where);
        assertEquals(loss[0], replay.loss(job), where);
        float[] values =
            new Evaluation(recorded.tape(), recorded.output(), compute)
                .run(siren.theta(), List.of(signal.grid()));
        Signal rendered = Renderer.render(siren, "r", ImageKind.EIGHT_BITS, signal.grid(), compute);
        Bits.same(values, rendered.values(), where);
      }
    }
    assertTrue(withDead > 15, withDead + " networks with dead units");
  }
}
