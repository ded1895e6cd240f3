package org.metasparse.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A tape and, beside each of its operations, the same formula once more: in double precision, one
 * pixel at a time, in the plainest way.
 */
public final class Twin {
  /** An operation at one pixel. */
  @FunctionalInterface
  public interface Formula {
    /** The result's features from the parameters and the features of each input. */
    double[] at(double[] theta, double[][] x);
  }

  private final int pixels;
  private final Tape tape = new Tape();
  private final List<Formula> formulas = new ArrayList<>();
  private final List<Samples> samples = new ArrayList<>();
  private final List<float[]> given = new ArrayList<>();

  public Twin(int pixels) {
    this.pixels = pixels;
  }

  public Tape tape() {
    return tape;
  }

  public List<Samples> samples() {
    return samples;
  }

  /** An input with values drawn from [-1, 1). */
  public Node input(String name, int rows, long seed) {
    return input(name, rows, Draw.floats(rows * pixels, 1, seed));
  }

  /** An input with given values, features in rows. */
  public Node input(String name, int rows, float[] values) {
    samples.add(Samples.of(rows, pixels, values));
    given.add(values);
    formulas.add(null);
    return tape.input(name, rows);
  }

  public Node append(Operation operation, Formula formula) {
    formulas.add(formula);
    return tape.append(operation);
  }

  /** {@code W x + b}, W dense or with a pattern, b null for none. */
  public static Formula linear(Block weight, Block bias) {
    return (theta, x) -> {
      double[] y = new double[weight.rows()];
      if (bias != null) {
        System.arraycopy(theta, bias.offset(), y, 0, y.length);
      }
      for (int j = 0, r = 0; j < weight.size(); j++) {
        int c = j % weight.cols();
        if (weight.pattern() == null) {
          r = j / weight.cols();
        } else {
          while (weight.pattern().rowStart()[r + 1] <= j) {
            r++;
          }
          c = weight.pattern().column()[j];
        }
        y[r] += theta[weight.offset() + j] * x[0][c];
      }
      return y;
    };
  }

  public static Formula each(DoubleUnaryOperator f) {
    return (theta, x) -> Arrays.stream(x[0]).map(f).toArray();
  }

  public static Formula pairs(DoubleBinaryOperator f) {
    return (theta, x) -> {
      double[] y = x[0].clone();
      Arrays.setAll(y, i -> f.applyAsDouble(x[0][i], x[1][i]));
      return y;
    };
  }

  public static Formula sum() {
    return (theta, x) -> new double[] {Arrays.stream(x[0]).sum()};
  }

  public static Formula squaredError() {
    return (theta, x) -> {
      double sum = 0;
      for (int c = 0; c < x[0].length; c++) {
        sum += (x[0][c] - x[1][c]) * (x[0][c] - x[1][c]);
      }
      return new double[] {sum / x[0].length};
    };
  }

  /** A node's values in double precision, features in rows, as {@link Evaluation} gives them. */
  public double[] values(double[] theta, Node node) {
    double[] all = new double[node.rows() * pixels];
    for (int p = 0; p < pixels; p++) {
      double[] y = at(theta, node, p);
      for (int f = 0; f < y.length; f++) {
        all[f * pixels + p] = y[f];
      }
    }
    return all;
  }

  /** The objective in double precision: the mean of a node of one row over the pixels. */
  public double loss(double[] theta, Node target) {
    return Arrays.stream(values(theta, target)).sum() / pixels;
  }

  private double[] at(double[] theta, Node node, int pixel) {
    double[][] values = new double[node.index() + 1][];
    int input = 0;
    for (int i = 0; i <= node.index(); i++) {
      Node next = tape.nodes().get(i);
      if (next.operation() == null) {
        float[] from = given.get(input++);
        values[i] = new double[next.rows()];
        for (int f = 0; f < next.rows(); f++) {
          values[i][f] = from[f * pixels + pixel];
        }
      } else {
        double[][] x =
            next.operation().inputs().stream().map(n -> values[n.index()]).toArray(double[][]::new);
        values[i] = formulas.get(i).at(theta, x);
      }
    }
    return values[node.index()];
  }
}
