package org.metasparse.report;

/**
 * What an axis reaches over and where numbers lie on it, linearly or by their logarithms.
 *
 * @param log whether it is logarithmic
 * @param low lower end, on a logarithmic axis its decimal logarithm
 * @param high upper end, on a logarithmic axis its decimal logarithm
 */
record PlotScale(boolean log, double low, double high) {
  /** Beyond this, and on logarithmic axes below its inverse, numbers count as not finite. */
  private static final double LARGEST = 1e150;

  /** Room at both ends, as a share of the range: markers do not touch the frame. */
  private static final double MARGIN = 0.04;

  /** Whether a number has a place on such an axis. */
  static boolean shows(boolean log, double value) {
    return Math.abs(value) <= LARGEST && (!log || value >= 1 / LARGEST);
  }

  /** The axis for numbers between two that it shows; equal ones get room to both sides. */
  static PlotScale over(boolean log, double least, double greatest) {
    double a = log ? StrictMath.log10(least) : least;
    double b = log ? StrictMath.log10(greatest) : greatest;
    // What lies closer together could not be told apart by numbers of a bearable length.
    double resolution = log ? 1e-6 : Math.max(1e-9 * Math.max(Math.abs(a), Math.abs(b)), 1e-150);
    if (b - a < resolution) {
      double half = log ? StrictMath.log10(2) : Math.abs(a) <= 1e-140 ? 1 : 0.1 * Math.abs(a);
      return new PlotScale(log, a - half, b + half);
    }
    double margin = MARGIN * (b - a);
    return new PlotScale(log, a - margin, b + margin);
  }

  /** Where a number lies: 0 at the lower end, 1 at the upper one. */
  double fraction(double value) {
    double position = log ? StrictMath.log10(value) : value;
    return (position - low) / (high - low);
  }
}
