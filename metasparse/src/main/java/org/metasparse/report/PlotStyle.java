package org.metasparse.report;

/**
 * How the series of a plot are told apart: colour, dashes and marker, so that a plot can be read in
 * grey and by people who do not see all colours. Colours are those of Okabe and Ito, "Color
 * universal design", without yellow, which is hard to see on white.
 */
final class PlotStyle {
  private static final String[] COLOURS = {
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"
  };
  private static final String[] DASHES = {"none", "7 3", "2 3", "8 3 2 3", "12 4"};

  /** Corners of the markers in units of their radius; the first is a circle. */
  private static final double[][] CORNERS = {
    {},
    {-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9},
    {0, -1.2, 1.1, 0.8, -1.1, 0.8},
    {0, -1.3, 1.1, 0, 0, 1.3, -1.1, 0},
    {0, 1.2, 1.1, -0.8, -1.1, -0.8},
    plus(0.4, 1.25),
    {0, -1.25, 1.19, -0.39, 0.73, 1.01, -0.73, 1.01, -1.19, -0.39},
  };

  private final int index;

  /** The style of the series of this index. */
  PlotStyle(int index) {
    this.index = index;
  }

  String colour() {
    return COLOURS[index % COLOURS.length];
  }

  String dashes() {
    return DASHES[index % DASHES.length];
  }

  /** Appends a marker at (x, y). */
  void marker(Svg svg, double x, double y, double radius) {
    // Where the colours come round again the markers are others.
    double[] corners = CORNERS[(index + index / COLOURS.length) % CORNERS.length];
    if (corners.length == 0) {
      svg.empty("circle", "cx", x, "cy", y, "r", radius, "fill", colour(), "stroke", "white");
      return;
    }
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < corners.length; i += 2) {
      points.append(i == 0 ? "" : " ").append(Svg.number(x + radius * corners[i]));
      points.append(',').append(Svg.number(y + radius * corners[i + 1]));
    }
    svg.empty("polygon", "points", points, "fill", colour(), "stroke", "white");
  }

  private static double[] plus(double half, double arm) {
    return new double[] {
      -half, -arm, half, -arm, half, -half, arm, -half, arm, half, half, half, half, arm, -half,
      arm, -half, half, -arm, half, -arm, -half, -half, -half
    };
  }
}
