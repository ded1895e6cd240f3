package org.metasparse.series;

import org.metasparse.signal.SignalKind;

/**
 * What must be known beside a series' values in [0, 1]: between which measurements they lie.
 *
 * @param least what 0 stands for
 * @param most what 1 stands for
 */
record Series(double least, double most) implements SignalKind {
  static final int NUMBER = 5;

  @Override
  public int id() {
    return NUMBER;
  }

  @Override
  public double[] numbers() {
    return new double[] {least, most};
  }
}
