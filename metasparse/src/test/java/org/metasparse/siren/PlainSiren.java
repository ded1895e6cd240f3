package org.metasparse.siren;

import org.metasparse.autodiff.Block;
import org.metasparse.signal.Signal;

/**
 * A SIREN in double precision, written down once more in the plainest way: pixel by pixel, forward
 * and back, weights that were pruned as zeros that get no gradient.
 */
public final class PlainSiren {
  private final Siren siren;

  public PlainSiren(Siren siren) {
    this.siren = siren;
  }

  public static double[] doubles(float[] values) {
    double[] exact = new double[values.length];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = values[i];
    }
    return exact;
  }

  /** The mean squared error on a signal; adds its gradient unless that is null. */
  public double loss(double[] theta, Signal signal, double[] gradient) {
    int height = signal.grid().sizes().get(0);
    int width = signal.grid().sizes().get(1);
    double loss = 0;
    for (int p = 0; p < height * width; p++) {
      double[] x = {
        signal.grid().extents().get(0) * coordinate(p / width, height),
        signal.grid().extents().get(1) * coordinate(p % width, width)
      };
      double[] t = new double[signal.channels()];
      for (int c = 0; c < t.length; c++) {
        t[c] = signal.values()[c * height * width + p];
      }
      loss += pixel(theta, x, t, gradient, height * width);
    }
    return loss / (height * width);
  }

  private static double coordinate(int k, int size) {
    return size == 1 ? 0 : -1 + 2.0 * k / (size - 1);
  }

  /** The squared error of a pixel; adds its share of the gradient. */
  private double pixel(double[] theta, double[] x, double[] t, double[] gradient, int pixels) {
    int last = siren.shape().layers();
    double omega = siren.shape().omega();
    double[][] h = new double[last + 2][];
    double[][] z = new double[last + 1][];
    h[0] = x;
    for (int i = 0; i <= last; i++) {
      z[i] = linear(i, theta, h[i]);
      h[i + 1] = z[i].clone();
      for (int r = 0; r < z[i].length && i < last; r++) {
        h[i + 1][r] = Math.sin(omega * z[i][r]);
      }
    }
    double error = 0;
    double[] dz = new double[t.length];
    for (int c = 0; c < t.length; c++) {
      double d = h[last + 1][c] - t[c];
      error += d * d / t.length;
      dz[c] = 2 * d / t.length / pixels;
    }
    for (int i = last; i >= 0 && gradient != null; i--) {
      double[] dh = back(i, theta, h[i], dz, gradient);
      if (i > 0) {
        for (int r = 0; r < dh.length; r++) {
          dh[r] *= omega * Math.cos(omega * z[i - 1][r]);
        }
      }
      dz = dh;
    }
    return error;
  }

  private double[] linear(int layer, double[] theta, double[] x) {
    Block weight = siren.layout().block("weight." + layer);
    Block bias = siren.layout().block("bias." + layer);
    double[] z = new double[weight.rows()];
    for (int r = 0; r < z.length; r++) {
      z[r] = theta[bias.offset() + r];
      for (int c = 0; c < x.length; c++) {
        int j = index(weight, r, c);
        z[r] += j < 0 ? 0 : theta[j] * x[c];
      }
    }
    return z;
  }

  private double[] back(int layer, double[] theta, double[] x, double[] dz, double[] gradient) {
    Block weight = siren.layout().block("weight." + layer);
    Block bias = siren.layout().block("bias." + layer);
    double[] dx = new double[x.length];
    for (int r = 0; r < dz.length; r++) {
      gradient[bias.offset() + r] += dz[r];
      for (int c = 0; c < x.length; c++) {
        int j = index(weight, r, c);
        if (j >= 0) {
          gradient[j] += dz[r] * x[c];
          dx[c] += theta[j] * dz[r];
        }
      }
    }
    return dx;
  }

  /** Where a weight lies in the parameters, or -1 if it was pruned. */
  private static int index(Block weight, int row, int col) {
    if (weight.pattern() == null) {
      return weight.offset() + row * weight.cols() + col;
    }
    for (int j = weight.pattern().rowStart()[row]; j < weight.pattern().rowStart()[row + 1]; j++) {
      if (weight.pattern().column()[j] == col) {
        return weight.offset() + j;
      }
    }
    return -1;
  }

  /** The largest difference relative to the largest value; NaN if any is. */
  public static double error(double[] expected, float[] actual) {
    double worst = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    return worst == 0 ? 0 : worst / largest;
  }

  /** What {@link #error} says of the ways from a common start, which are shorter than the ends. */
  public static double errorOfWay(float[] start, double[] expected, float[] actual) {
    double[] way = new double[start.length];
    float[] actualWay = new float[start.length];
    for (int i = 0; i < start.length; i++) {
      way[i] = expected[i] - start[i];
      actualWay[i] = actual[i] - start[i];
    }
    return error(way, actualWay);
  }
}
