package org.metasparse.report;

import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Tape;

/**
 * A tape as a picture: a box for each node, in order of recording from top to bottom, joined to
 * what it reads. What a node reads right above it is joined by a straight line, the rest by arcs on
 * the left.
 */
public final class TapePicture {
  private static final double BOX = 46;
  private static final double STEP = 66;
  private static final double LEFT = 90;
  private static final double WIDTH = 480;
  private static final double MARGIN = 16;
  private static final double SIZE = 13;

  private TapePicture() {}

  /**
   * Draws a tape.
   *
   * @param tape the tape
   * @return an SVG document, the same bytes on every JVM
   */
  public static String of(Tape tape) {
    Svg svg = new Svg();
    List<Node> nodes = tape.nodes();
    double height = 2 * MARGIN + STEP * nodes.size() - (STEP - BOX);
    double width = LEFT + WIDTH + MARGIN;
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + Svg.number(width) + " " + Svg.number(height),
        "width",
        width,
        "height",
        height,
        "font-family",
        "system-ui, sans-serif",
        "font-size",
        SIZE);
    svg.text("title", "tape of " + nodes.size() + " nodes");
    svg.empty("rect", "width", width, "height", height, "fill", "#ffffff");
    for (Node node : nodes) {
      if (node.operation() != null) {
        node.operation().inputs().forEach(x -> join(svg, x, node));
      }
    }
    nodes.forEach(node -> box(svg, node));
    return svg.close("svg").toString();
  }

  private static double top(Node node) {
    return MARGIN + STEP * node.index();
  }

  private static void join(Svg svg, Node from, Node to) {
    double start = top(from) + BOX;
    double end = top(to);
    String path;
    if (to.index() == from.index() + 1) {
      String x = Svg.number(LEFT + WIDTH / 2);
      path = "M" + x + " " + Svg.number(start) + " V" + Svg.number(end);
    } else {
      double x = Math.max(4, LEFT - 14.0 * Math.min(6, to.index() - from.index()));
      path =
          String.join(
              " ",
              "M" + Svg.number(LEFT),
              Svg.number(start - BOX / 2),
              "C" + Svg.number(x),
              Svg.number(start - BOX / 2),
              Svg.number(x),
              Svg.number(end + BOX / 2),
              Svg.number(LEFT),
              Svg.number(end + BOX / 2));
    }
    svg.empty("path", "d", path, "fill", "none", "stroke", "#666666", "stroke-width", 1.5);
  }

  private static void box(Svg svg, Node node) {
    double y = top(node);
    boolean given = node.operation() == null;
    boolean weights = !given && !node.operation().parameters().isEmpty();
    String fill = given ? "#eeeeee" : weights ? "#dbe9f6" : "#fdeed9";
    svg.empty(
        "rect", "x", LEFT, "y", y, "width", WIDTH, "height", BOX, "rx", 6, "fill", fill, "stroke",
        "#666666");
    String head = "#" + node.index() + "  " + node.name() + " [" + node.rows() + "]";
    Description d = given ? Description.of("given") : node.operation().description();
    svg.text("text", head, "x", LEFT + 10, "y", y + 19, "font-weight", "bold", "fill", "#111111");
    svg.text(
        "text",
        d.formula(),
        "x",
        LEFT + WIDTH - 10,
        "y",
        y + 19,
        "text-anchor",
        "end",
        "fill",
        "#111111");
    svg.text("text", work(node, d), "x", LEFT + 10, "y", y + 37, "fill", "#444444");
  }

  private static String work(Node node, Description d) {
    if (d.multiplyAdds() == 0 && d.kernels().isEmpty()) {
      return "";
    }
    int parameters = node.operation().parameters().stream().mapToInt(Block::size).sum();
    return parameters + " parameters, " + d.multiplyAdds() + " multiply-adds, " + d.kernels();
  }
}
