package org.metasparse.signal.sdf;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.engine.Rng;

/**
 * Draws shapes: one to four circles, boxes, polygons and stars, joined or cut out of one another.
 */
final class RandomShapes {
  private static final int MOST_MEMBERS = 4;
  private static final float TURN = (float) (2 * Math.PI);

  private final Rng rng;

  RandomShapes(Rng rng) {
    this.rng = rng;
  }

  /** A shape with a boundary, mostly within the image. */
  Shape2D draw() {
    int members = 1 + rng.nextInt(MOST_MEMBERS);
    // The first lies near the middle and is large, so that no point is very far from all.
    Shape2D shape = member(point(0.3f), rng.uniform(0.3f, 0.65f));
    for (int i = 1; i < members; i++) {
      boolean cut = rng.nextInt(4) == 0;
      Shape2D next = member(point(0.6f), rng.uniform(0.12f, 0.4f));
      Shape2D cutOut = new Combination(shape, Combination.Operation.DIFFERENCE, next);
      boolean isLeft = cut && !cutOut.boundary().isEmpty();
      shape = isLeft ? cutOut : new Combination(shape, Combination.Operation.UNION, next);
    }
    return shape;
  }

  private Point point(float reach) {
    float u = rng.uniform(-reach, reach);
    return new Point(u, rng.uniform(-reach, reach));
  }

  /** A simple shape that reaches about as far as the radius from the centre. */
  private Shape2D member(Point centre, float radius) {
    return switch (rng.nextInt(6)) {
      case 0 -> new Circle(centre, radius);
      case 1 -> box(centre, radius);
      case 2 -> {
        float round = rng.uniform(0.1f, 0.5f) * radius;
        yield new Rounded(box(centre, radius - round), round);
      }
      case 3 -> Polygon.around(centre, 3 + rng.nextInt(5), angle(), radius);
      case 4 -> {
        int tips = 4 + rng.nextInt(5);
        yield Polygon.around(centre, 2 * tips, angle(), radius, radius * rng.uniform(0.4f, 0.75f));
      }
      default -> irregular(centre, radius);
    };
  }

  private Polygon box(Point centre, float radius) {
    // Half a diagonal is at most the radius.
    float slope = rng.uniform(0.2f, 0.785f);
    double u = radius * StrictMath.cos(slope);
    return Polygon.box(centre, u, radius * StrictMath.sin(slope), angle());
  }

  /** A polygon that is seen as a whole from its centre, hence without crossings. */
  private Polygon irregular(Point centre, float radius) {
    int count = 4 + rng.nextInt(5);
    double start = angle();
    List<Point> corners = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double angle = start + 2 * Math.PI * (i + rng.uniform(0, 0.7f)) / count;
      corners.add(centre.polar(radius * rng.uniform(0.45f, 1), angle));
    }
    return new Polygon(corners);
  }

  private double angle() {
    return rng.uniform(0, TURN);
  }
}
