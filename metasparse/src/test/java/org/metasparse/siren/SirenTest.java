package org.metasparse.siren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Evaluation;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Compute;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Signal;

/** Networks and signals that fit one another, and those that do not. */
class SirenTest {
  private static final SirenShape SHAPE = new SirenShape(2, 4, 1, 3, 30f);

  private static Layout layout(String first, int rows, CsrPattern pattern) {
    return new Layout.Builder()
        .add(first, Block.Kind.WEIGHT, rows, 2, pattern)
        .add("bias.0", Block.Kind.BIAS, rows, 1, null)
        .add("weight.1", Block.Kind.WEIGHT, 3, rows, null)
        .add("bias.1", Block.Kind.BIAS, 3, 1, null)
        .build();
  }

  private static void refused(String message, Layout layout, int parameters) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new Siren(SHAPE, layout, new float[parameters]))
            .getMessage());
  }

  /** Values at all points of a signal's grid. */
  private static float[] values(Siren siren, Signal signal) {
    SirenTape recorded = SirenTape.record(siren.shape(), siren.layout());
    try (Compute compute = Way.plain().start()) {
      return new Evaluation(recorded.tape(), recorded.output(), compute)
          .run(siren.theta(), List.of(signal.grid()));
    }
  }

  @Test
  void theSameFunctionWithAnotherOmega() {
    Signal signal = Pictures.of(9, 7, 3, 5);
    Siren siren = Sirens.pruned(new SirenShape(2, 20, 3, 3, 30f), 0.4, 6);
    float[] before = siren.theta().clone();
    float[] values = values(siren, signal);
    Siren other = siren.withOmega(240f);
    assertEquals(240f, other.shape().omega());
    Bits.same(values, values(other, signal), "8 times the omega");
    Bits.same(siren.theta(), other.withOmega(30f).theta(), "and back");
    Bits.same(before, siren.theta(), "the network itself stays");
    float[] odd = values(siren.withOmega(100f), signal);
    for (int i = 0; i < odd.length; i++) {
      // Arguments of up to some ten, rounded once more in each layer.
      assertEquals(values[i], odd[i], 2e-5f);
    }
    for (float wrong : new float[] {0, -30, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> siren.withOmega(wrong));
    }
  }

  @Test
  void whatMovesIsTheSameAtAnotherOmega() {
    Siren all = Sirens.pruned(new SirenShape(2, 20, 3, 3, 30f), 0.4, 7);
    Moves some = new Moves(new int[] {0, 5, 9});
    Siren siren = new Siren(all.shape(), all.layout(), all.theta(), some);
    assertSame(some, siren.withOmega(60f).moves());
  }

  @Test
  void aPrunedLayoutFitsItsShape() {
    Layout pruned = layout("weight.0", 4, CsrPattern.ofMask(4, 2, new boolean[8]));
    assertEquals(19, new Siren(SHAPE, pruned, new float[19]).layout().size());
  }

  @Test
  void layoutsThatDoNotFit() {
    String message = "the layout is not that of a SIREN 2 -> 4 x 1 -> 3, omega 30.0";
    refused(message, layout("weight.9", 4, null), 27);
    refused(message, layout("weight.0", 5, null), 33);
    refused(message, new SirenShape(2, 4, 2, 3, 30f).layout(), 47);
    refused("26 parameters for a layout of 27", layout("weight.0", 4, null), 26);
  }

  @Test
  void signalsThatDoNotFit() {
    try (Compute compute = Way.plain().start()) {
      SirenReplay replay = new SirenReplay(SHAPE, SHAPE.layout(), compute);
      Signal grey = Pictures.of(4, 4, 1, 7);
      String message =
          assertThrows(IllegalArgumentException.class, () -> replay.job(new float[27], grey, null))
              .getMessage();
      assertEquals(
          "waves-7 has 2 axes and 1 channels; the network is 2 -> 4 x 1 -> 3, omega 30.0", message);
    }
  }

  /** The whole of a layer's path from a grid to losses, against double precision. */
  @Test
  void lossAndGradientOnAPicture() {
    Siren siren = SirenInit.random(SHAPE, new Rng(3));
    PlainSiren plain = new PlainSiren(siren);
    Signal signal = Pictures.of(5, 7, 3, 8);
    double[] expected = new double[siren.theta().length];
    double loss = plain.loss(PlainSiren.doubles(siren.theta()), signal, expected);
    float[] gradient = new float[expected.length];
    double[] losses = new double[1];
    try (Compute compute = Way.plain().start()) {
      SirenReplay replay = new SirenReplay(SHAPE, siren.layout(), compute);
      replay.gradients(List.of(replay.job(siren.theta(), signal, gradient)), losses);
    }
    assertEquals(loss, losses[0], 2.4e-7 * loss);
    // Four roundings of the loss; for the gradient measured are 8.7e-8 of its largest component.
    double error = PlainSiren.error(expected, gradient);
    assertEquals(0, error, 3e-7);
  }
}
