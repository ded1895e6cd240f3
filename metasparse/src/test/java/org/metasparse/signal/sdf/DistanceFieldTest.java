package org.metasparse.signal.sdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.signal.sdf.Combination.Operation.DIFFERENCE;
import static org.metasparse.signal.sdf.Combination.Operation.UNION;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;

/** Fields of shapes whose distances are known otherwise. */
class DistanceFieldTest {
  private static final double ROUNDING = 1e-14;
  private static final Point ORIGIN = new Point(0, 0);

  /** Compares on random points of a square larger than the image, and on its middle. */
  private static void assertField(DoubleBinaryOperator expected, Shape2D shape, double tolerance) {
    DistanceField field = DistanceField.of(shape);
    Rng rng = new Rng(11);
    for (int i = 0; i < 3000; i++) {
      double u = i == 0 ? 0 : rng.uniform(-1.5f, 1.5f);
      double v = i == 0 ? 0 : rng.uniform(-1.5f, 1.5f);
      assertEquals(
          expected.applyAsDouble(u, v), field.at(u, v), tolerance, shape + " at " + u + ", " + v);
    }
  }

  /** The textbook's formula for a box around the origin. */
  private static double box(double u, double v, double halfU, double halfV) {
    double a = Math.abs(u) - halfU;
    double b = Math.abs(v) - halfV;
    return Math.hypot(Math.max(a, 0), Math.max(b, 0)) + Math.min(Math.max(a, b), 0);
  }

  private static Polygon rectangle(double u0, double v0, double u1, double v1) {
    return new Polygon(
        List.of(new Point(u0, v0), new Point(u1, v0), new Point(u1, v1), new Point(u0, v1)));
  }

  @Test
  void ofACircle() {
    assertField(
        (u, v) -> Math.hypot(u - 0.2, v + 0.3) - 0.4,
        new Circle(new Point(0.2, -0.3), 0.4),
        ROUNDING);
  }

  @Test
  void ofATurnedBoxSharpAndRounded() {
    double angle = 0.7;
    DoubleBinaryOperator along = (u, v) -> u * Math.cos(angle) + v * Math.sin(angle);
    DoubleBinaryOperator across = (u, v) -> v * Math.cos(angle) - u * Math.sin(angle);
    DoubleBinaryOperator sharp =
        (u, v) -> box(along.applyAsDouble(u, v), across.applyAsDouble(u, v), 0.5, 0.2);
    Polygon box = Polygon.box(ORIGIN, 0.5, 0.2, angle);

    assertField(sharp, box, ROUNDING);
    assertField((u, v) -> sharp.applyAsDouble(u, v) - 0.15, new Rounded(box, 0.15), ROUNDING);
    List<Point> backwards = new ArrayList<>(box.corners());
    Collections.reverse(backwards);
    assertField(
        (u, v) -> sharp.applyAsDouble(u, v) - 0.15,
        new Rounded(new Polygon(backwards), 0.15),
        ROUNDING);
  }

  @Test
  void ofARegularPolygon() {
    // Within, the nearest edge's line is the nearest point of the boundary.
    double apothem = 0.6 * Math.cos(Math.PI / 5);
    DistanceField field = DistanceField.of(Polygon.around(ORIGIN, 5, 0.3, 0.6));
    assertEquals(-apothem, field.at(0, 0), ROUNDING);
    for (int k = 0; k < 5; k++) {
      Point tip = ORIGIN.polar(1, 0.3 + 2 * Math.PI * k / 5);
      Point middle = ORIGIN.polar(1, 0.3 + 2 * Math.PI * (k + 0.5) / 5);
      assertEquals(0.4, field.at(tip.u(), tip.v()), ROUNDING);
      assertEquals(1 - apothem, field.at(middle.u(), middle.v()), ROUNDING);
    }
  }

  @Test
  void ofAStarAtItsNotches() {
    DistanceField field = DistanceField.of(Polygon.around(ORIGIN, 10, 0, 0.8, 0.4));
    Point notch = ORIGIN.polar(0.4, Math.PI / 5);
    assertEquals(0, field.at(notch.u(), notch.v()), ROUNDING);
    assertEquals(0.2, field.at(1, 0), ROUNDING);
    assertTrue(field.at(0.7, 0) < 0 && field.at(0.6 * notch.u() / 0.4, 0.6 * notch.v() / 0.4) > 0);
  }

  @Test
  void withinAUnionItIsNotTheMinimumOfTheMembers() {
    Shape2D two =
        new Combination(
            new Circle(new Point(0, -0.3), 0.5), UNION, new Circle(new Point(0, 0.3), 0.5));

    // The minimum would be -0.2; the nearest boundary is where the circles cross, at (0.4, 0).
    assertEquals(-0.4, DistanceField.of(two).at(0, 0), ROUNDING);
    assertEquals(Math.hypot(0.9, 0.3) - 0.5, DistanceField.of(two).at(0.9, 0), ROUNDING);
    assertEquals(-0.5, DistanceField.of(two).at(0, 0.3), ROUNDING);
  }

  @Test
  void unionsWhoseEdgesCoincide() {
    DoubleBinaryOperator square = (u, v) -> box(u, v, 0.5, 0.5);
    Polygon left = rectangle(-0.5, -0.5, 0.5, 0);
    Polygon right = rectangle(-0.5, 0, 0.5, 0.5);
    Polygon whole = rectangle(-0.5, -0.5, 0.5, 0.5);

    assertField(square, new Combination(left, UNION, right), ROUNDING);
    assertField(square, new Combination(whole, UNION, whole), ROUNDING);
    assertField(square, new Combination(whole, UNION, left), ROUNDING);
    assertField(square, new Combination(whole, UNION, new Circle(ORIGIN, 0.3)), ROUNDING);
    assertField(square, new Combination(rectangle(-0.5, -0.5, 0.5, 0.2), UNION, right), ROUNDING);
  }

  @Test
  void aBoxOnTheFlatSideOfARoundedOne() {
    for (int turn = 0; turn < 50; turn++) {
      double angle = 0.1 * turn;
      Point up = ORIGIN.polar(1, angle + Math.PI / 2);
      Point along = ORIGIN.polar(1, angle);
      Rounded below = new Rounded(Polygon.box(ORIGIN, 0.2, 0.2, angle), 0.1);
      Polygon above = Polygon.box(ORIGIN.plus(0.25, along).plus(0.4, up), 0.35, 0.1, angle);
      DistanceField field = DistanceField.of(new Combination(below, UNION, above));

      // They share the flat side from -0.1 to 0.2, where the arc begins that touches the box.
      Point shared = ORIGIN.plus(0.05, along).plus(0.3, up);
      assertEquals(-0.15, field.at(shared.u(), shared.v()), 1e-9, "turned by " + angle);
      Point beside = ORIGIN.plus(0.27, along).plus(0.31, up);
      assertEquals(-0.01, field.at(beside.u(), beside.v()), 1e-9, "turned by " + angle);
    }
  }

  @Test
  void differences() {
    Polygon whole = rectangle(-0.5, -0.5, 0.5, 0.5);
    assertField(
        (u, v) -> box(u, v + 0.25, 0.5, 0.25),
        new Combination(whole, DIFFERENCE, rectangle(-0.6, 0, 0.6, 0.6)),
        ROUNDING);
    assertField(
        (u, v) -> Math.abs(Math.hypot(u, v) - 0.5) - 0.1,
        new Combination(new Circle(ORIGIN, 0.6), DIFFERENCE, new Circle(ORIGIN, 0.4)),
        ROUNDING);
    Shape2D nothing = new Combination(whole, DIFFERENCE, new Circle(ORIGIN, 0.9));
    assertTrue(nothing.boundary().isEmpty());
    assertThrows(IllegalArgumentException.class, () -> DistanceField.of(nothing));
    assertThrows(
        IllegalArgumentException.class,
        () -> DistanceField.of(new Combination(whole, DIFFERENCE, whole)));
  }

  @Test
  void aFieldAsASignal() {
    DistanceField field = DistanceField.of(new Circle(new Point(-1, -1), 0.25));
    Signal signal = field.sample("corner", 5);

    assertEquals("corner", signal.name());
    assertEquals(1, signal.channels());
    assertEquals(Grid.ofImage(5, 5), signal.grid());
    assertEquals(0.5f - 0.125f, signal.values()[0]);
    // Rows first: (1, 0) in pixels is half a unit down.
    assertEquals(0.625f, signal.values()[5]);
    assertEquals((float) (0.5 + (Math.sqrt(8) - 0.25) / 2), signal.values()[24], "not clamped");
    Signal tall = DistanceField.of(rectangle(-1, -0.1, 1, 0.1)).sample("tall", 3);
    assertTrue(tall.values()[1] <= 0.5f && tall.values()[3] > 0.5f, "the first axis runs down");
  }

  @Test
  void whatIsNoShapeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Circle(ORIGIN, 0));
    assertThrows(IllegalArgumentException.class, () -> new Circle(new Point(Double.NaN, 0), 1));
    assertThrows(IllegalArgumentException.class, () -> new Polygon(List.of(ORIGIN, ORIGIN)));
    assertThrows(IllegalArgumentException.class, () -> Polygon.around(ORIGIN, 4, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> Polygon.box(ORIGIN, 0.1, 0, 0));
    Polygon star = Polygon.around(ORIGIN, 8, 0, 0.8, 0.3);
    assertThrows(IllegalArgumentException.class, () -> new Rounded(star, 0.1));
    Polygon twice =
        new Polygon(
            List.of(
                ORIGIN.polar(1, 0),
                ORIGIN.polar(1, 0.8 * Math.PI),
                ORIGIN.polar(1, 1.6 * Math.PI),
                ORIGIN.polar(1, 2.4 * Math.PI),
                ORIGIN.polar(1, 3.2 * Math.PI)));
    assertThrows(IllegalArgumentException.class, () -> new Rounded(twice, 0.1));
    assertThrows(IllegalArgumentException.class, () -> new Arc(ORIGIN, 1, 0, 7));
    assertThrows(IllegalArgumentException.class, () -> new Segment(ORIGIN, ORIGIN));
  }
}
