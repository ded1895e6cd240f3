package org.metasparse.signal.sdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.engine.Rng;

/** Random shapes: their fields agree with brute force and have a slope of 1. */
class ExactnessTest {
  private static final int POINTS = 150;

  private static List<Shape2D> shapes(long seed) {
    SdfGenerator generator = new SdfGenerator(seed);
    return IntStream.range(0, 25).mapToObj(generator::shape).toList();
  }

  private static Shape2D union(List<Shape2D> members) {
    return members.stream()
        .reduce((a, b) -> new Combination(a, Combination.Operation.UNION, b))
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void unionsAreAsFarAsTheNearestOfVeryManyPointsOfTheirBoundary(long seed) {
    double step = 5e-4;
    Rng rng = new Rng(seed);
    int combined = 0;
    for (Shape2D drawn : shapes(seed)) {
      List<Shape2D> members = BruteForce.members(drawn);
      combined += members.size() > 1 ? 1 : 0;
      DistanceField field = DistanceField.of(union(members));
      List<Point> boundary = BruteForce.unionBoundary(members, step);
      for (int i = 0; i < POINTS; i++) {
        double u = rng.uniform(-1, 1);
        double v = rng.uniform(-1, 1);
        double brute = BruteForce.distance(boundary, u, v);
        double exact = field.at(u, v);
        String where = drawn + " at " + u + ", " + v;
        boolean inside = members.stream().anyMatch(m -> m.contains(u, v));
        assertEquals(inside, exact < 0, where);
        assertTrue(Math.abs(exact) <= brute + 1e-12, where + ": " + exact + " not " + brute);
        // The nearest point is at most a step from one that was looked at.
        assertTrue(Math.abs(exact) >= brute - step, where + ": " + exact + " not " + brute);
      }
    }
    assertTrue(combined > 10, combined + " of 25 shapes had several members");
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void nothingOfTheOtherSideIsNearerAndTheBoundaryIsThere(long seed) {
    Rng rng = new Rng(seed);
    int smooth = 0;
    for (Shape2D shape : shapes(seed)) {
      DistanceField field = DistanceField.of(shape);
      List<Point> inside = BruteForce.grid(shape, 150, true);
      List<Point> outside = BruteForce.grid(shape, 150, false);
      for (int i = 0; i < POINTS; i++) {
        double u = rng.uniform(-1, 1);
        double v = rng.uniform(-1, 1);
        double d = field.at(u, v);
        String where = shape + " at " + u + ", " + v + ": " + d;
        double other = BruteForce.distance(d < 0 ? outside : inside, u, v);
        assertTrue(Math.abs(d) <= other + 1e-12, where + ", but " + other);

        double h = 1e-6;
        double du = (field.at(u + h, v) - field.at(u - h, v)) / (2 * h);
        double dv = (field.at(u, v + h) - field.at(u, v - h)) / (2 * h);
        double slope = Math.hypot(du, dv);
        assertTrue(slope <= 1 + 1e-6, where + ", slope " + slope);
        if (slope > 1 - 1e-6 && Math.abs(d) > 1e-3) {
          smooth++;
          // Down the slope, at just that distance, both sides meet.
          Point nearest = new Point(u - d * du, v - d * dv);
          assertTrue(sides(shape, nearest, rng, true), where);
          assertTrue(sides(shape, nearest, rng, false), where);
        }
      }
    }
    // All but those on the medial axis and very near the boundary.
    assertTrue(smooth > 0.98 * 25 * POINTS, smooth + " smooth points");
  }

  /** Whether a random point near a point is inside, or outside. */
  private static boolean sides(Shape2D shape, Point centre, Rng rng, boolean inside) {
    for (int i = 0; i < 200; i++) {
      Point near = centre.polar(rng.uniform(0, 1e-4f), rng.uniform(0, 7));
      if (shape.contains(near.u(), near.v()) == inside) {
        return true;
      }
    }
    return false;
  }
}
