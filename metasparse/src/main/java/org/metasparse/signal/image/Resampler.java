package org.metasparse.signal.image;

/**
 * Resamples one axis with the triangle filter, as Pillow's antialiased "bilinear" does: to shrink,
 * the triangle is widened by the factor of shrinking, so that every sample counts; to enlarge, it
 * is linear interpolation.
 *
 * <p>Only additions, multiplications and divisions in double precision, in a fixed order: the
 * result has the same bits on every JVM. Weights are not negative and sum to one, so that values
 * stay within their range and a constant stays what it is.
 */
final class Resampler {
  private final int[] first;
  private final double[][] weights;

  /**
   * Computes the weights.
   *
   * @param from number of samples given
   * @param to number of samples wanted
   */
  Resampler(int from, int to) {
    first = new int[to];
    weights = new double[to][];
    double step = (double) from / to;
    double radius = Math.max(step, 1);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * step;
      first[i] = Math.max(0, (int) (centre - radius + 0.5));
      int end = Math.min(from, (int) (centre + radius + 0.5));
      double[] w = new double[end - first[i]];
      double sum = 0;
      for (int j = 0; j < w.length; j++) {
        double distance = Math.abs(first[i] + j + 0.5 - centre) / radius;
        w[j] = Math.max(0, 1 - distance);
        sum += w[j];
      }
      for (int j = 0; j < w.length; j++) {
        w[j] /= sum;
      }
      weights[i] = w;
    }
  }

  /**
   * Resamples along one axis of an array that is seen as {@code outer x axis x inner}.
   *
   * @param values the array
   * @param outer number of repetitions
   * @param from length of the axis
   * @param inner distance of neighbours on the axis
   * @return a new array of {@code outer x to x inner}
   */
  float[] apply(float[] values, int outer, int from, int inner) {
    int to = first.length;
    float[] result = new float[outer * to * inner];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < to; i++) {
        double[] w = weights[i];
        for (int k = 0; k < inner; k++) {
          int at = (o * from + first[i]) * inner + k;
          double sum = 0;
          for (int j = 0; j < w.length; j++) {
            sum += w[j] * values[at + j * inner];
          }
          result[(o * to + i) * inner + k] = (float) sum;
        }
      }
    }
    return result;
  }
}
