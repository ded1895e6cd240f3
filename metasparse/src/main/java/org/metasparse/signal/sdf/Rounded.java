package org.metasparse.signal.sdf;

import java.util.ArrayList;
import java.util.List;

/**
 * A convex polygon and all that is within a radius of it: its edges moved outwards, joined by arcs
 * around its corners.
 *
 * @param core the polygon
 * @param radius how far the shape reaches beyond it
 */
public record Rounded(Polygon core, double radius) implements Shape2D {
  /**
   * Checks the polygon.
   *
   * @throws IllegalArgumentException if it is not convex, goes round more than once, or the radius
   *     is not positive
   */
  public Rounded {
    if (!(radius > 0 && radius < 1e9)) {
      throw new IllegalArgumentException("corners rounded with radius " + radius);
    }
    double turned = 0;
    int n = core.corners().size();
    for (int i = 0; i < n; i++) {
      turned += turn(edge(core, i), edge(core, i + 1));
      if (edge(core, i).cross(edge(core, i + 1)) * orientation(core) <= 0) {
        throw new IllegalArgumentException(core + " is not convex and cannot be rounded");
      }
    }
    if (Math.abs(turned) > 3 * Math.PI) {
      throw new IllegalArgumentException(core + " goes round more than once");
    }
  }

  private static Point edge(Polygon core, int i) {
    int n = core.corners().size();
    return core.corners().get((i + 1) % n).minus(core.corners().get(i % n));
  }

  /** The angle from one edge to the next. */
  private static double turn(Point edge, Point next) {
    return StrictMath.atan2(edge.cross(next), edge.dot(next));
  }

  private static double orientation(Polygon core) {
    return Math.signum(edge(core, 0).cross(edge(core, 1)));
  }

  @Override
  public boolean contains(double u, double v) {
    if (core.contains(u, v)) {
      return true;
    }
    for (int i = 0; i < core.corners().size(); i++) {
      if (side(i).distance(u, v) < radius) {
        return true;
      }
    }
    return false;
  }

  private Segment side(int i) {
    int n = core.corners().size();
    return new Segment(core.corners().get(i), core.corners().get((i + 1) % n));
  }

  @Override
  public List<Piece> boundary() {
    List<Piece> pieces = new ArrayList<>();
    double orientation = orientation(core);
    for (int i = 0; i < core.corners().size(); i++) {
      Point edge = edge(core, i);
      Point outwards = new Point(edge.v(), -edge.u());
      double step = orientation * radius / edge.norm();
      Segment side = side(i);
      pieces.add(new Segment(side.from().plus(step, outwards), side.to().plus(step, outwards)));
      double angle = StrictMath.atan2(orientation * outwards.v(), orientation * outwards.u());
      double turn = turn(edge, edge(core, i + 1));
      pieces.add(new Arc(side.to(), radius, Math.min(angle, angle + turn), Math.abs(turn)));
    }
    return pieces;
  }
}
