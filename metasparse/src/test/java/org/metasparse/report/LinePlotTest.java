package org.metasparse.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.metasparse.report.LinePlot.Axis;
import org.metasparse.report.LinePlot.Point;
import org.metasparse.report.LinePlot.Series;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class LinePlotTest {
  private static final Axis LINEAR = new Axis("steps", false);
  private static final Axis LOG = new Axis("weights", true);
  private static final Axis PSNR = new Axis("PSNR (dB)", false);

  /** The figure that the paper is known by, and a hostile one. */
  private static LinePlot figure() {
    LinePlot plot = new LinePlot("CelebA, 100 steps", LOG, PSNR);
    double[] kept = {81130, 33245, 17019, 8706, 4452, 2276};
    String[] names = {"Meta-SparseINR", "Random Pruning", "Dense-Narrow", "MAML+OneShot", "x"};
    for (int s = 0; s < names.length; s++) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < kept.length; i++) {
        points.add(new Point(kept[i], 40 - 3 * s - (2 + s) * i, s < 3 ? 0.3 + 0.1 * i : 0));
      }
      plot.add(new Series(names[s], points));
    }
    return plot;
  }

  private static Series series(String name, double... xy) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < xy.length; i += 2) {
      points.add(new Point(xy[i], xy[i + 1], 0));
    }
    return new Series(name, points);
  }

  private static Document parsed(LinePlot plot) {
    byte[] bytes = plot.svg().getBytes(StandardCharsets.UTF_8);
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(bytes));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(plot.svg(), e);
    }
  }

  private static List<Element> all(Document svg, String name) {
    NodeList nodes = svg.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static List<double[]> points(Element line) {
    List<double[]> points = new ArrayList<>();
    for (String pair : line.getAttribute("points").split(" ")) {
      String[] xy = pair.split(",");
      points.add(new double[] {Double.parseDouble(xy[0]), Double.parseDouble(xy[1])});
    }
    return points;
  }

  private static List<String> texts(Document svg) {
    return all(svg, "text").stream().map(Element::getTextContent).toList();
  }

  /** The rectangle around the curves; the first one is the paper. */
  private static Rectangle2D frame(Document svg) {
    return rectangle(all(svg, "rect").get(1));
  }

  private static Rectangle2D rectangle(Element e) {
    return new Rectangle2D.Double(
        number(e, "x"), number(e, "y"), number(e, "width"), number(e, "height"));
  }

  /** About the ink of a line of text that is not turned. */
  private static Rectangle2D box(Element text) {
    double size = number(text, "font-size");
    double width = Svg.width(text.getTextContent(), size);
    double left =
        switch (text.getAttribute("text-anchor")) {
          case "middle" -> number(text, "x") - width / 2;
          case "end" -> number(text, "x") - width;
          default -> number(text, "x");
        };
    return new Rectangle2D.Double(left, number(text, "y") - 0.75 * size, width, 0.95 * size);
  }

  private static List<double[]> markers(Document svg) {
    List<double[]> centres = new ArrayList<>();
    all(svg, "circle").forEach(c -> centres.add(new double[] {number(c, "cx"), number(c, "cy")}));
    return centres;
  }

  @Test
  void isAWellFormedDocumentThatStandsAlone() {
    Document svg = parsed(figure());

    Element root = svg.getDocumentElement();
    assertEquals("http://www.w3.org/2000/svg", root.getAttribute("xmlns"));
    String[] box = root.getAttribute("viewBox").split(" ");
    Element paper = all(svg, "rect").get(0);
    assertEquals("white", paper.getAttribute("fill"));
    assertEquals(Double.parseDouble(box[2]), number(paper, "width"));
    assertEquals(Double.parseDouble(box[3]), number(paper, "height"));
    for (String elsewhere : List.of("href", "url(", "<style", "<script", " id=")) {
      assertFalse(figure().svg().contains(elsewhere), elsewhere);
    }
  }

  @Test
  void theSamePlotGivesTheSameBytesInEveryLocale() {
    String here = figure().svg();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(here, figure().svg());
    } finally {
      Locale.setDefault(before);
    }
    LinePlot plot = figure();
    assertEquals(plot.svg(), plot.svg());
  }

  @Test
  void textIsEscaped() {
    String evil = "<b>&amp; \"quoted\" 'x' ]]> 50 % σ²";
    LinePlot plot = new LinePlot(evil, new Axis(evil, false), new Axis(evil, true));

    List<String> texts = texts(parsed(plot.add(series(evil, 1, 1, 2, 2)).add(series("\u0000"))));

    assertEquals(4, texts.stream().filter(evil::equals).count(), texts::toString);
    assertTrue(texts.contains("\ufffd (no data)"));
  }

  @Test
  void allThatIsDrawnLiesInTheFrame() {
    Document svg = parsed(figure());
    Rectangle2D frame = frame(svg);

    assertEquals(5, all(svg, "polyline").size());
    for (Element line : all(svg, "polyline")) {
      assertEquals(6, points(line).size());
      points(line).forEach(p -> assertTrue(frame.contains(p[0], p[1])));
    }
    List<Element> bands =
        all(svg, "polygon").stream().filter(e -> e.hasAttribute("opacity")).toList();
    assertEquals(3, bands.size());
    for (Element band : bands) {
      assertEquals(12, points(band).size());
      points(band).forEach(p -> assertTrue(frame.contains(p[0], p[1])));
    }
  }

  @Test
  void noTextOverlapsAnotherOrTheCurvesOrLeavesThePaper() {
    LinePlot many = figure();
    for (int i = 0; i < 20; i++) {
      many.add(series("a name that is rather long WWWWW " + i, 3000 + i, -1e7 * i));
    }
    LinePlot titled =
        new LinePlot("A title much longer than the plot is wide ".repeat(5), LOG, LOG);
    for (LinePlot plot : List.of(figure(), many, titled.add(series("s", 1, 1e-30, 1e30, 1)))) {
      Document svg = parsed(plot);
      Element paper = all(svg, "rect").get(0);
      Rectangle2D frame = frame(svg);
      List<Rectangle2D> boxes = new ArrayList<>();
      for (Element text : all(svg, "text")) {
        if (!text.hasAttribute("transform")) {
          Rectangle2D box = box(text);
          String name = text.getTextContent();
          assertTrue(
              box.getMinX() >= 0
                  && box.getMinY() >= 0
                  && box.getMaxX() <= number(paper, "width")
                  && box.getMaxY() <= number(paper, "height"),
              name);
          assertFalse(box.intersects(frame), name);
          boxes.forEach(other -> assertFalse(box.intersects(other), name));
          boxes.add(box);
        }
      }
    }
  }

  @Test
  void theVerticalLabelStandsClearOfTheNumbers() {
    LinePlot plot = new LinePlot("", LINEAR, new Axis("y ".repeat(80), false));
    Document svg = parsed(plot.add(series("s", 0, -1.25e-7, 1, 1.75e-7)));

    Element label =
        all(svg, "text").stream()
            .filter(e -> e.hasAttribute("transform"))
            .findFirst()
            .orElseThrow();
    String[] place = label.getAttribute("transform").split("[( )]");
    double baseline = Double.parseDouble(place[1]);
    double middle = Double.parseDouble(place[2]);
    double half = Svg.width(label.getTextContent(), number(label, "font-size")) / 2;
    Rectangle2D frame = frame(svg);
    assertTrue(middle - half >= frame.getMinY() - 1 && middle + half <= frame.getMaxY() + 1);
    for (Element text : all(svg, "text")) {
      if (text.getAttribute("text-anchor").equals("end")) {
        assertTrue(box(text).getMinX() > baseline + 0.25 * number(label, "font-size"));
      }
    }
  }

  @Test
  void placesAreLinearOrLogarithmic() {
    Series s = series("s", 1, 10, 10, 20, 100, 30, 1000, 40);
    List<double[]> log = points(all(parsed(new LinePlot("", LOG, PSNR).add(s)), "polyline").get(0));
    List<double[]> linear =
        points(all(parsed(new LinePlot("", LINEAR, PSNR).add(s)), "polyline").get(0));

    double step = log.get(1)[0] - log.get(0)[0];
    assertTrue(step > 100);
    for (int i = 1; i < 4; i++) {
      assertEquals(step, log.get(i)[0] - log.get(i - 1)[0], 0.02);
      assertEquals(log.get(0)[1] - log.get(1)[1], log.get(i - 1)[1] - log.get(i)[1], 0.02);
      assertTrue(log.get(i)[1] < log.get(i - 1)[1], "up is more");
    }
    double tenth = linear.get(1)[0] - linear.get(0)[0];
    assertEquals(111 * tenth, linear.get(3)[0] - linear.get(0)[0], 111 * 0.02);
  }

  @Test
  void whatHasNoPlaceLeavesAGap() {
    double[] none = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -1, 1e300};
    for (double y : none) {
      Document svg =
          parsed(
              new LinePlot("", LINEAR, new Axis("y", true))
                  .add(series("s", 0, 1, 1, 2, 2, y, 3, 4, 4, 5, y, Double.NaN, 5, 7)));

      List<Integer> runs = all(svg, "polyline").stream().map(e -> points(e).size()).toList();
      assertEquals(List.of(2, 2), runs, "y = " + y);
      assertEquals(5 + 1, markers(svg).size(), "and one in the legend");
      assertFalse(svg.getDocumentElement().getTextContent().contains("NaN"));
    }
  }

  @Test
  void onePointAndEqualValuesAreDrawnInTheMiddle() {
    for (boolean log : new boolean[] {false, true}) {
      for (double value : new double[] {1, 1e-30, 27.4, 1e150, 5e9}) {
        LinePlot plot = new LinePlot("", new Axis("x", log), new Axis("y", log));
        Document svg = parsed(plot.add(series("", value, value, value, value)));
        Rectangle2D frame = frame(svg);

        double[] point = points(all(svg, "polyline").get(0)).get(0);
        assertEquals(frame.getCenterX(), point[0], 0.02);
        assertEquals(frame.getCenterY(), point[1], 0.02);
        assertEquals(point[0], markers(svg).get(0)[0]);
        assertEquals(point[1], markers(svg).get(0)[1]);
      }
    }
    assertEquals(2, markers(parsed(new LinePlot("", LINEAR, LOG).add(series("", 0, 3)))).size());
  }

  @Test
  void aPlotWithoutPointsSaysSo() {
    for (LinePlot plot :
        List.of(
            new LinePlot("", LINEAR, PSNR),
            new LinePlot("t", LOG, PSNR).add(series("nothing")),
            new LinePlot("t", LOG, PSNR).add(series("negative", -1, 1)))) {
      assertTrue(texts(parsed(plot)).contains("no data"));
    }
    assertFalse(texts(parsed(figure())).contains("no data"));
  }

  @Test
  void anEmptySeriesIsNamedAndKeepsItsStyle() {
    Document svg =
        parsed(new LinePlot("", LINEAR, PSNR).add(series("empty")).add(series("full", 1, 2, 3, 4)));

    assertTrue(texts(svg).containsAll(List.of("empty (no data)", "full")));
    assertEquals(new PlotStyle(1).colour(), all(svg, "polyline").get(0).getAttribute("stroke"));
  }

  @Test
  void bandsReachADeviationToBothSides() {
    List<Point> points = List.of(new Point(0, 10, 1), new Point(1, 20, 0), new Point(2, 30, 2));
    Document svg = parsed(new LinePlot("", LINEAR, PSNR).add(new Series("s", points)));

    List<double[]> line = points(all(svg, "polyline").get(0));
    List<double[]> band = points(all(svg, "polygon").get(0));
    double unit = (line.get(0)[1] - line.get(1)[1]) / 10;
    for (int i = 0; i < 3; i++) {
      double deviation = points.get(i).deviation();
      assertEquals(line.get(i)[0], band.get(i)[0]);
      assertEquals(line.get(i)[0], band.get(5 - i)[0]);
      assertEquals(line.get(i)[1] - deviation * unit, band.get(i)[1], 0.03);
      assertEquals(line.get(i)[1] + deviation * unit, band.get(5 - i)[1], 0.03);
    }
  }

  @Test
  void aPointAloneHasABarAndWithoutDeviationNothing() {
    LinePlot with = new LinePlot("", LINEAR, PSNR).add(new Series("", List.of(new Point(1, 2, 1))));
    assertEquals(1, all(parsed(with), "path").size());
    for (double deviation : new double[] {0, -1, Double.NaN}) {
      List<Point> points = List.of(new Point(1, 2, deviation), new Point(2, 3, deviation));
      Document svg = parsed(new LinePlot("", LINEAR, PSNR).add(new Series("", points)));
      assertEquals(0, all(svg, "polygon").size() + all(svg, "path").size());
    }
  }

  @Test
  void aBandThatReachesBelowALogarithmicAxisEndsAtTheFrame() {
    List<Point> points = List.of(new Point(1, 2, 5), new Point(2, 3, Double.POSITIVE_INFINITY));
    Document svg = parsed(new LinePlot("", LINEAR, LOG).add(new Series("", points)));
    Rectangle2D frame = frame(svg);

    List<double[]> band = points(all(svg, "polygon").get(0));
    assertEquals(frame.getMinY(), band.get(1)[1], 0.01);
    assertEquals(frame.getMaxY(), band.get(2)[1], 0.01);
    assertEquals(frame.getMaxY(), band.get(3)[1], 0.01);
  }

  @Test
  void seriesDifferInColourOrMarkerAndNeighboursInDashes() {
    Set<String> styles = new HashSet<>();
    for (int i = 0; i < 49; i++) {
      PlotStyle style = new PlotStyle(i);
      Svg svg = new Svg();
      style.marker(svg, 0, 0, 10);
      styles.add(svg.toString());
      assertFalse(style.dashes().equals(new PlotStyle(i + 1).dashes()));
      assertFalse(style.colour().equals(new PlotStyle(i + 1).colour()));
    }
    assertEquals(49, styles.size());
  }

  @Test
  void aLongSeriesHasFewMarkers() {
    double[] xy = new double[2 * 1001];
    for (int i = 0; i <= 1000; i++) {
      xy[2 * i] = i;
      xy[2 * i + 1] = 1.0 / (1 + i);
    }
    Document svg = parsed(new LinePlot("", LINEAR, LOG).add(series("s", xy)));

    assertEquals(1001, points(all(svg, "polyline").get(0)).size());
    int markers = markers(svg).size() - 1;
    assertTrue(markers >= 20 && markers <= 25, markers + " markers");
  }
}
