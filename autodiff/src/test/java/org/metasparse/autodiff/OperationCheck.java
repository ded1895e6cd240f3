package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.metasparse.autodiff.op.Multiply;
import org.metasparse.autodiff.op.Sum;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Kernels;

/**
 * Checks a node of a {@link Twin} on all kernels: its value against double precision, and the
 * gradient of a random weighting of its features against central differences.
 *
 * <p>Errors are counted in half units in the last place of a float, 2^-24: each float operation
 * adds at most one of its own result. They are relative to the largest value, or to the largest
 * component of the gradient.
 */
public final class OperationCheck {
  private static final double ROUNDING = 0x1p-24;

  private OperationCheck() {}

  /**
   * Checks a node; appends its objective to the tape.
   *
   * @param forward roundings allowed in a value
   * @param backward roundings allowed in a component of the gradient
   */
  public static void check(
      Twin twin, Node node, Layout layout, float[] theta, double forward, double backward) {
    String what = node + " after " + layout.size() + " parameters: ";
    double[] exact = doubles(theta);
    double[] values = twin.values(exact, node);
    // A weighting, so that no two features or pixels have the same adjoint.
    Node weights = twin.input("weights", node.rows(), 99);
    Node product = twin.append(new Multiply(node, weights), Twin.pairs((a, b) -> a * b));
    Node target = twin.append(new Sum(product), Twin.sum());
    for (Kernels kernels : Way.allKernels()) {
      try (Compute compute = new Way(kernels, 1).start()) {
        float[] computed = new Evaluation(twin.tape(), node, compute).run(theta, twin.samples());
        double error = error(values, computed);
        assertTrue(
            error <= forward * ROUNDING,
            () -> what + "value off by " + error / ROUNDING + " roundings, " + kernels.name());

        float[] gradient = new float[layout.size()];
        double[] losses = new double[1];
        Job job = new Job(theta, twin.samples(), gradient);
        new Replay(twin.tape(), target, layout, compute).gradients(List.of(job), losses);
        GradientCheck check = GradientCheck.of(t -> twin.loss(t, target), theta, gradient);
        assertTrue(
            check.error() <= backward * ROUNDING,
            () ->
                what
                    + "gradient off by "
                    + check.error() / ROUNDING
                    + " roundings: "
                    + check
                    + ", "
                    + kernels.name());
      }
    }
  }

  public static double[] doubles(float[] values) {
    double[] exact = new double[values.length];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = values[i];
    }
    return exact;
  }

  /** The largest difference, relative to the largest value; NaN if any is NaN. */
  public static double error(double[] expected, float[] actual) {
    double largest = 0;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
    }
    return worst == 0 ? 0 : worst / largest;
  }
}
