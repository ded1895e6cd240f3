package org.metasparse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A chart of lines as an SVG file of its own: axes with ticks at round numbers, grid, bands of
 * deviation, markers and a legend to the right. The same calls give the same bytes on every JVM.
 *
 * <p>A point whose x or y is not finite (or beyond 1e150, or not positive on a logarithmic axis)
 * leaves a gap. Points are joined in the order in which they are given. Of more than 25 points of a
 * series only some have markers.
 */
public final class LinePlot {
  private static final double WIDTH = 460;
  private static final double HEIGHT = 300;
  private static final double EDGE = 12;
  private static final double TICK = 5;
  private static final double TITLE_SIZE = 14;
  private static final double LABEL_SIZE = 12.5;
  private static final double TICK_SIZE = 11;
  private static final double LEGEND_SIZE = 12;
  private static final double LEGEND_ROW = 21;
  private static final double SAMPLE = 34;
  private static final String INK = "#222222";
  private static final String PALE = "#666666";
  private static final String GRID = "#e2e2e2";
  private static final String BANDS = "bands: \u00b1 deviation";

  /**
   * A point.
   *
   * @param x its place on the horizontal axis, in that axis's unit
   * @param y its place on the vertical axis, in that axis's unit
   * @param deviation the band reaches from {@code y - deviation} to {@code y + deviation}; what is
   *     not above 0 gives no band
   */
  public record Point(double x, double y, double deviation) {}

  /**
   * Points that are joined by a line.
   *
   * @param name what the legend calls it
   * @param points in the order in which they are joined
   */
  public record Series(String name, List<Point> points) {
    /**
     * Copies the points.
     *
     * @param name what the legend calls it
     * @param points in the order in which they are joined
     */
    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * An axis.
   *
   * @param label what it shows, with the unit
   * @param log whether it is logarithmic
   */
  public record Axis(String label, boolean log) {}

  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<Series> series = new ArrayList<>();

  /**
   * Starts a plot.
   *
   * @param title what stands above it; may be empty
   * @param x the horizontal axis
   * @param y the vertical axis
   */
  public LinePlot(String title, Axis x, Axis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /**
   * Adds a series; its colour, dashes and marker follow from how many there were before.
   *
   * @param s the series; one without points takes its place in the legend only
   * @return this plot
   */
  public LinePlot add(Series s) {
    series.add(s);
    return this;
  }

  /**
   * Draws the plot.
   *
   * @return an SVG document on a white ground, with a view box and no size beyond it
   */
  public String svg() {
    boolean empty = points().findAny().isEmpty();
    PlotScale across = scale(x.log(), points().mapToDouble(Point::x).toArray(), empty);
    PlotScale up = scale(y.log(), points().flatMapToDouble(this::heights).toArray(), empty);
    double height = Math.max(HEIGHT, Svg.width(y.label(), LABEL_SIZE));
    List<PlotTicks.Tick> rows =
        empty ? List.of() : new PlotTicks(up).labelled(height, label -> 2 * TICK_SIZE);
    double numbers = 0;
    for (PlotTicks.Tick row : rows) {
      numbers = Math.max(numbers, Svg.width(row.label(), TICK_SIZE));
    }
    PlotFrame frame =
        new PlotFrame(
            across,
            up,
            Math.ceil(EDGE + 1.5 * LABEL_SIZE + numbers + 2 * TICK),
            title.isEmpty() ? EDGE : EDGE + 2 * TITLE_SIZE,
            Math.max(WIDTH, Svg.width(x.label(), LABEL_SIZE)),
            height);

    Svg svg = new Svg();
    open(svg, frame);
    if (!empty) {
      horizontal(svg, frame);
      vertical(svg, frame, rows);
    }
    names(svg, frame);
    if (empty) {
      double middle = frame.left() + frame.width() / 2;
      text(svg, "no data", middle, frame.top() + frame.height() / 2, "middle", LABEL_SIZE, PALE);
    }
    curves(svg, frame);
    legend(svg, frame);
    return svg.close("svg").toString();
  }

  /** The points that have a place. */
  private Stream<Point> points() {
    return series.stream().flatMap(s -> s.points().stream()).filter(this::shows);
  }

  private boolean shows(Point p) {
    return PlotScale.shows(x.log(), p.x()) && PlotScale.shows(y.log(), p.y());
  }

  /** What the vertical axis must reach: the point and the ends of its band. */
  private DoubleStream heights(Point p) {
    return p.deviation() > 0
        ? DoubleStream.of(p.y(), p.y() - p.deviation(), p.y() + p.deviation())
            .filter(value -> PlotScale.shows(y.log(), value))
        : DoubleStream.of(p.y());
  }

  private static PlotScale scale(boolean log, double[] values, boolean empty) {
    return empty
        ? PlotScale.over(log, 1, 1)
        : PlotScale.over(
            log,
            DoubleStream.of(values).min().orElseThrow(),
            DoubleStream.of(values).max().orElseThrow());
  }

  private void open(Svg svg, PlotFrame frame) {
    double entries = 0;
    for (Series s : series) {
      entries = Math.max(entries, SAMPLE + 8 + Svg.width(entry(s), LEGEND_SIZE));
    }
    if (banded()) {
      entries = Math.max(entries, Svg.width(BANDS, TICK_SIZE));
    }
    double width =
        Math.max(
            frame.right() + EDGE + (series.isEmpty() ? EDGE : entries + EDGE),
            frame.left() + Svg.width(title, TITLE_SIZE) * 1.1 + EDGE);
    double below = frame.bottom() + TICK + 1.4 * TICK_SIZE + 1.6 * LABEL_SIZE + EDGE;
    double legend = frame.top() + (series.size() + (banded() ? 1 : 0)) * LEGEND_ROW + EDGE;
    double height = Math.ceil(Math.max(below, legend));
    width = Math.ceil(width);
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + Svg.number(width) + " " + Svg.number(height),
        "font-family",
        "Helvetica, Arial, sans-serif",
        "role",
        "img");
    svg.text("title", title);
    svg.empty("rect", "width", width, "height", height, "fill", "white");
  }

  private void horizontal(Svg svg, PlotFrame frame) {
    double below = frame.bottom();
    PlotTicks ticks = new PlotTicks(frame.x());
    for (double value : ticks.minor()) {
      stroke(svg, frame.atX(value), below, frame.atX(value), below + TICK / 2, INK);
    }
    for (PlotTicks.Tick tick :
        ticks.labelled(frame.width(), label -> Svg.width(label, TICK_SIZE) + TICK_SIZE)) {
      double at = frame.atX(tick.value());
      stroke(svg, at, frame.top(), at, below, GRID);
      stroke(svg, at, below, at, below + TICK, INK);
      text(svg, tick.label(), at, below + TICK + 1.1 * TICK_SIZE, "middle", TICK_SIZE, INK);
    }
  }

  private void vertical(Svg svg, PlotFrame frame, List<PlotTicks.Tick> rows) {
    double left = frame.left();
    for (double value : new PlotTicks(frame.y()).minor()) {
      stroke(svg, left - TICK / 2, frame.atY(value), left, frame.atY(value), INK);
    }
    for (PlotTicks.Tick tick : rows) {
      double at = frame.atY(tick.value());
      stroke(svg, left, at, frame.right(), at, GRID);
      stroke(svg, left - TICK, at, left, at, INK);
      text(svg, tick.label(), left - TICK - 3, at + 0.35 * TICK_SIZE, "end", TICK_SIZE, INK);
    }
  }

  /** The frame, the title and what the axes show. */
  private void names(Svg svg, PlotFrame frame) {
    svg.empty(
        "rect",
        "x",
        frame.left(),
        "y",
        frame.top(),
        "width",
        frame.width(),
        "height",
        frame.height(),
        "fill",
        "none",
        "stroke",
        INK);
    if (!title.isEmpty()) {
      svg.text(
          "text",
          title,
          "x",
          frame.left(),
          "y",
          EDGE + TITLE_SIZE,
          "font-size",
          TITLE_SIZE,
          "font-weight",
          "bold",
          "fill",
          INK);
    }
    double middle = frame.left() + frame.width() / 2;
    double line = frame.bottom() + TICK + 1.4 * TICK_SIZE + 1.2 * LABEL_SIZE;
    text(svg, x.label(), middle, line, "middle", LABEL_SIZE, INK);
    svg.text(
        "text",
        y.label(),
        "transform",
        "translate("
            + Svg.number(EDGE + LABEL_SIZE * 0.8)
            + " "
            + Svg.number(frame.top() + frame.height() / 2)
            + ") rotate(-90)",
        "text-anchor",
        "middle",
        "font-size",
        LABEL_SIZE,
        "fill",
        INK);
  }

  /** All bands, then all lines, then all markers: none hides what is read. */
  private void curves(Svg svg, PlotFrame frame) {
    List<PlotCurve> curves = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      curves.add(new PlotCurve(frame, new PlotStyle(i), series.get(i).points()));
    }
    curves.forEach(curve -> curve.band(svg));
    curves.forEach(curve -> curve.line(svg));
    curves.forEach(curve -> curve.markers(svg));
  }

  private void legend(Svg svg, PlotFrame frame) {
    double left = frame.right() + EDGE;
    double row = frame.top() + LEGEND_ROW / 2;
    for (int i = 0; i < series.size(); i++) {
      PlotStyle style = new PlotStyle(i);
      svg.empty(
          "line",
          "x1",
          left,
          "y1",
          row,
          "x2",
          left + SAMPLE,
          "y2",
          row,
          "stroke",
          style.colour(),
          "stroke-width",
          1.8,
          "stroke-dasharray",
          style.dashes());
      style.marker(svg, left + SAMPLE / 2, row, PlotCurve.RADIUS);
      double name = left + SAMPLE + 8;
      text(svg, entry(series.get(i)), name, row + 0.35 * LEGEND_SIZE, "start", LEGEND_SIZE, INK);
      row += LEGEND_ROW;
    }
    if (banded()) {
      text(svg, BANDS, left, row + 0.35 * TICK_SIZE, "start", TICK_SIZE, PALE);
    }
  }

  private boolean banded() {
    return points().anyMatch(p -> p.deviation() > 0);
  }

  private String entry(Series s) {
    return s.points().stream().anyMatch(this::shows) ? s.name() : s.name() + " (no data)";
  }

  private static void stroke(Svg svg, double x1, double y1, double x2, double y2, String colour) {
    svg.empty("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke", colour);
  }

  private static void text(
      Svg svg, String content, double x, double y, String anchor, double size, String colour) {
    svg.text(
        "text", content, "x", x, "y", y, "text-anchor", anchor, "font-size", size, "fill", colour);
  }
}
