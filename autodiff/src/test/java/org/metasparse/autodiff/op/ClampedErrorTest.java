package org.metasparse.autodiff.op;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Draw;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.OperationCheck;
import org.metasparse.autodiff.Refusal;
import org.metasparse.autodiff.Twin;

/** The error of values that are clamped, with targets at both bounds and between them. */
class ClampedErrorTest {
  private static final int PIXELS = 37;
  private static final Layout LAYOUT =
      new Layout.Builder()
          .add("weight", Block.Kind.WEIGHT, 5, 2, null)
          .add("bias", Block.Kind.BIAS, 5, 1, null)
          .build();

  private final Twin twin = new Twin(PIXELS);
  private final Node y =
      twin.append(
          new DenseLinear(twin.input("x", 2, 4), LAYOUT.block("weight"), LAYOUT.block("bias")),
          Twin.linear(LAYOUT.block("weight"), LAYOUT.block("bias")));

  private static double clamped(double y, double t) {
    return (t == 1 && y > 1) || (t == 0 && y < 0) ? 0 : y - t;
  }

  @Test
  void valueAndGradient() {
    float[] targets = Draw.floats(5 * PIXELS, 1, 5);
    for (int i = 0; i < targets.length; i++) {
      targets[i] = i % 3 < 2 ? i % 3 : Math.abs(targets[i]);
    }
    Node t = twin.input("t", 5, targets);
    // Values from about -2 to 2, so that many lie beyond either bound.
    float[] theta = Draw.floats(LAYOUT.size(), 2, 3);
    int[] beyond = new int[2];
    Node error =
        twin.append(
            new MeanSquaredError(y, t, 0, 1),
            (parameters, x) -> {
              double sum = 0;
              for (int c = 0; c < 5; c++) {
                double d = clamped(x[0][c], x[1][c]);
                beyond[0] += d == 0 && x[1][c] == 1 ? 1 : 0;
                beyond[1] += d == 0 && x[1][c] == 0 ? 1 : 0;
                sum += d * d;
              }
              return new double[] {sum / 5};
            });
    OperationCheck.check(twin, error, LAYOUT, theta, 6, 8);
    assertTrue(beyond[0] > 10 && beyond[1] > 10, beyond[0] + " above 1, " + beyond[1] + " below 0");
  }

  @Test
  void refusals() {
    Refusal.of(
        "error between " + y + " and t[3] of other size",
        () -> new MeanSquaredError(y, twin.input("t", 3, 1), 0, 1));
    Refusal.of(
        y + " is computed; targets must be an input", () -> new MeanSquaredError(y, y, 0, 1));
  }
}
