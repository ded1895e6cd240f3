package org.metasparse.report;

import java.util.ArrayList;
import java.util.List;

/** Draws a series into a frame: its band, its line, its markers. */
final class PlotCurve {
  static final double RADIUS = 3.6;
  private static final double CAP = 4;

  /** With more points, only every second, third … has a marker. */
  private static final int MOST_MARKERS = 25;

  private final PlotFrame frame;
  private final PlotStyle style;
  private final List<List<LinePlot.Point>> runs = new ArrayList<>();

  /** Parts the points into runs: those between points that have no place in the frame. */
  PlotCurve(PlotFrame frame, PlotStyle style, List<LinePlot.Point> points) {
    this.frame = frame;
    this.style = style;
    boolean gap = true;
    for (LinePlot.Point point : points) {
      if (!frame.shows(point)) {
        gap = true;
        continue;
      }
      if (gap) {
        runs.add(new ArrayList<>());
      }
      gap = false;
      runs.get(runs.size() - 1).add(point);
    }
  }

  /** Appends what shows the deviations: a band along a run, a bar at a single point. */
  void band(Svg svg) {
    for (List<LinePlot.Point> run : runs) {
      if (run.stream().noneMatch(p -> p.deviation() > 0)) {
        continue;
      }
      if (run.size() == 1) {
        bar(svg, run.get(0));
        continue;
      }
      List<String> edge = new ArrayList<>();
      for (LinePlot.Point p : run) {
        edge.add(pair(frame.atX(p.x()), above(p)));
      }
      for (int i = run.size() - 1; i >= 0; i--) {
        edge.add(pair(frame.atX(run.get(i).x()), below(run.get(i))));
      }
      svg.empty(
          "polygon", "points", String.join(" ", edge), "fill", style.colour(), "opacity", 0.18);
    }
  }

  /** Appends a line for each run of at least two points. */
  void line(Svg svg) {
    for (List<LinePlot.Point> run : runs) {
      if (run.size() > 1) {
        List<String> points = new ArrayList<>();
        run.forEach(p -> points.add(pair(frame.atX(p.x()), frame.atY(p.y()))));
        svg.empty(
            "polyline",
            "points",
            String.join(" ", points),
            "fill",
            "none",
            "stroke",
            style.colour(),
            "stroke-width",
            1.8,
            "stroke-linejoin",
            "round",
            "stroke-dasharray",
            style.dashes());
      }
    }
  }

  /** Appends the markers; a point that stands alone always has one. */
  void markers(Svg svg) {
    int points = runs.stream().mapToInt(List::size).sum();
    int stride = (points + MOST_MARKERS - 1) / MOST_MARKERS;
    for (List<LinePlot.Point> run : runs) {
      for (int i = 0; i < run.size(); i += stride) {
        style.marker(svg, frame.atX(run.get(i).x()), frame.atY(run.get(i).y()), RADIUS);
      }
    }
  }

  private void bar(Svg svg, LinePlot.Point p) {
    double x = frame.atX(p.x());
    String path =
        String.join(
            " ",
            "M" + pair(x - CAP, above(p)),
            "H" + Svg.number(x + CAP),
            "M" + pair(x, above(p)),
            "V" + Svg.number(below(p)),
            "M" + pair(x - CAP, below(p)),
            "H" + Svg.number(x + CAP));
    svg.empty("path", "d", path, "fill", "none", "stroke", style.colour(), "stroke-width", 1.2);
  }

  private double above(LinePlot.Point p) {
    return edge(p, p.deviation(), frame.top());
  }

  private double below(LinePlot.Point p) {
    return edge(p, -p.deviation(), frame.bottom());
  }

  /** Where the band ends: at the frame if the number has no place on the axis. */
  private double edge(LinePlot.Point p, double offset, double end) {
    if (!(p.deviation() > 0)) {
      return frame.atY(p.y());
    }
    double value = p.y() + offset;
    return PlotScale.shows(frame.y().log(), value) ? frame.atY(value) : end;
  }

  private static String pair(double x, double y) {
    return Svg.number(x) + "," + Svg.number(y);
  }
}
