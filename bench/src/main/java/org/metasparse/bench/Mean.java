package org.metasparse.bench;

import java.util.Locale;

/**
 * A figure's mean over images, those left out that have none (NaN).
 *
 * @param mean of the figure
 * @param deviation the standard deviation among images
 * @param count how many have the figure
 * @param all how many there are
 */
record Mean(double mean, double deviation, int count, int all) {
  static Mean of(double[] values) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        squares += value * value;
        count++;
      }
    }
    double mean = sum / count;
    return new Mean(
        mean, Math.sqrt(Math.max(0, squares / count - mean * mean)), count, values.length);
  }

  @Override
  public String toString() {
    if (count == 0) {
      return "–";
    }
    String text = String.format(Locale.ROOT, "%.2f ± %.2f", mean, deviation);
    return count == all ? text : text + " (" + count + " of " + all + ")";
  }
}
