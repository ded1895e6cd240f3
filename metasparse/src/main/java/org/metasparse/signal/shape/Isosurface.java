package org.metasparse.signal.shape;

import java.util.Arrays;
import org.metasparse.signal.Slices;

/**
 * Finds the surface of a sampled shape, where its values pass 0.5, by marching tetrahedra (Doi and
 * Koide 1991): each cell of the grid is cut into six tetrahedra around its diagonal, alike in all
 * cells, so that neighbours share their faces; in each, the surface is one triangle or two.
 *
 * <p>The mesh is watertight: values on the border of the grid are taken as outside, and every edge
 * of the grid has at most one vertex. Triangles are counter-clockwise seen from outside.
 */
public final class Isosurface {
  /** The tetrahedra's paths from corner 000 to 111: the axes in the order they are gone along. */
  private static final int[][] PATHS = {
    {0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {2, 1, 0}, {1, 0, 2}
  };

  /** The first half of the paths are even permutations; the others' tetrahedra are mirrored. */
  private static final int EVEN = 3;

  /**
   * For each set of one or two corners of a tetrahedron that are inside (a bit each): an even
   * permutation of the corners, which does not mirror it, that brings them to the front.
   */
  private static final int[][] TURNED = new int[16][];

  static {
    TURNED[0b0001] = new int[] {0, 1, 2, 3};
    TURNED[0b0010] = new int[] {1, 0, 3, 2};
    TURNED[0b0100] = new int[] {2, 0, 1, 3};
    TURNED[0b1000] = new int[] {3, 0, 2, 1};
    TURNED[0b0011] = new int[] {0, 1, 2, 3};
    TURNED[0b0101] = new int[] {0, 2, 3, 1};
    TURNED[0b1001] = new int[] {0, 3, 1, 2};
    TURNED[0b0110] = new int[] {1, 2, 0, 3};
    TURNED[0b1010] = new int[] {1, 3, 2, 0};
    TURNED[0b1100] = new int[] {2, 3, 0, 1};
  }

  /** Vertices keep this part of their edge from its ends, so that no triangle collapses. */
  private static final double KEEP_OFF = 1e-4;

  private static final int DIRECTIONS = 8;

  private final ShapeKind cube;
  private final Slices shape;
  // The values of the cells' lower and upper layer of points.
  private float[] lower;
  private float[] upper;
  private final int[] size;
  // Vertex numbers + 1 of the edges that begin in this layer of points and in the next one.
  private int[] layer;
  private int[] nextLayer;
  private final MeshSink sink;
  private int vertices;

  private Isosurface(Slices shape, ShapeKind cube, MeshSink sink) {
    this.sink = sink;
    this.shape = shape;
    this.cube = cube;
    size = shape.grid().sizes().stream().mapToInt(Integer::intValue).toArray();
    layer = new int[Math.multiplyExact(DIRECTIONS, size[1] * size[2])];
    nextLayer = new int[layer.length];
  }

  /**
   * Finds the surface.
   *
   * @param shape a signal of kind {@link ShapeKind} on a grid of at least 3 points on each axis
   * @return the surface in the units of the shape's file; without triangles if nothing is inside
   * @throws IllegalArgumentException if the signal is no shape or its grid smaller
   */
  public static Mesh of(Slices shape) {
    MeshCollector mesh = new MeshCollector();
    find(shape, mesh);
    return mesh.mesh();
  }

  /**
   * Finds the surface of a shape that is read layer by layer, and keeps no more of it than two
   * layers.
   *
   * @param shape a signal of kind {@link ShapeKind} on a grid of at least 3 points on each axis
   * @param sink is given the surface, in the units of the shape's file; nothing if nothing is
   *     inside
   * @throws IllegalArgumentException if the signal is no shape or its grid smaller
   */
  static void find(Slices shape, MeshSink sink) {
    if (!(shape.kind() instanceof ShapeKind cube)
        || shape.grid().rows() != 3
        || shape.channels() != 1
        || shape.grid().sizes().stream().anyMatch(s -> s < 3)) {
      throw new IllegalArgumentException(
          shape.name() + " on " + shape.grid() + " is no shape on a grid of three axes");
    }
    new Isosurface(shape, cube, sink).march();
  }

  private void march() {
    upper = shape.read(0, 1);
    for (int z = 0; z + 1 < size[0]; z++) {
      lower = upper;
      upper = shape.read(z + 1, 1);
      for (int y = 0; y + 1 < size[1]; y++) {
        for (int x = 0; x + 1 < size[2]; x++) {
          cell(z, y, x);
        }
      }
      int[] done = layer;
      layer = nextLayer;
      nextLayer = done;
      Arrays.fill(nextLayer, 0);
    }
  }

  /** The value less 0.5: positive outside. Bits 4, 2 and 1 of a corner are its z, y and x. */
  private double value(int z, int y, int x, int corner) {
    int cz = z + (corner >> 2);
    int cy = y + (corner >> 1 & 1);
    int cx = x + (corner & 1);
    float value = (cz == z ? lower : upper)[cy * size[2] + cx];
    boolean border =
        cz == 0
            || cy == 0
            || cx == 0
            || cz == size[0] - 1
            || cy == size[1] - 1
            || cx == size[2] - 1;
    // What is not a number is outside, too.
    double outside = Double.MIN_NORMAL;
    if (!(value <= 0.5f)) {
      return Float.isNaN(value) ? outside : value - 0.5;
    }
    return border ? outside : value - 0.5;
  }

  private void cell(int z, int y, int x) {
    double[] values = new double[8];
    int inside = 0;
    for (int corner = 0; corner < 8; corner++) {
      values[corner] = value(z, y, x, corner);
      inside += values[corner] <= 0 ? 1 : 0;
    }
    if (inside == 0 || inside == 8) {
      return;
    }
    for (int p = 0; p < PATHS.length; p++) {
      int[] tetrahedron = new int[4];
      for (int i = 0; i < 3; i++) {
        // Axis 0 is x, which is bit 1 of a corner.
        tetrahedron[i + 1] = tetrahedron[i] | 1 << PATHS[p][i];
      }
      if (p >= EVEN) {
        int first = tetrahedron[0];
        tetrahedron[0] = tetrahedron[3];
        tetrahedron[3] = first;
      }
      tetrahedron(z, y, x, values, tetrahedron);
    }
  }

  /** The surface in a tetrahedron a, b, c, d of positive {@code (b - a) x (c - a) . (d - a)}. */
  private void tetrahedron(int z, int y, int x, double[] values, int[] corner) {
    int mask = 0;
    for (int i = 0; i < 4; i++) {
      mask |= values[corner[i]] <= 0 ? 1 << i : 0;
    }
    boolean three = Integer.bitCount(mask) == 3;
    int[] turned = TURNED[three ? mask ^ 15 : mask];
    if (turned == null) {
      return;
    }
    int a = corner[turned[0]];
    int b = corner[turned[1]];
    int c = corner[turned[2]];
    int d = corner[turned[3]];
    int ac = edge(z, y, x, values, a, c);
    int ad = edge(z, y, x, values, a, d);
    if (Integer.bitCount(mask) == 2) {
      int bc = edge(z, y, x, values, b, c);
      int bd = edge(z, y, x, values, b, d);
      sink.triangle(ac, ad, bd);
      sink.triangle(ac, bd, bc);
    } else if (three) {
      sink.triangle(ac, edge(z, y, x, values, a, b), ad);
    } else {
      sink.triangle(edge(z, y, x, values, a, b), ac, ad);
    }
  }

  /** The number of the vertex on an edge of the grid, which one corner inside and one out make. */
  private int edge(int z, int y, int x, double[] values, int one, int other) {
    // Of the two corners one has all bits of the other.
    int low = one & other;
    int high = one | other;
    int[] known = low >> 2 == 0 ? layer : nextLayer;
    int cy = y + (low >> 1 & 1);
    int cx = x + (low & 1);
    int at = (cy * size[2] + cx) * DIRECTIONS + (high ^ low);
    if (known[at] == 0) {
      double t = values[low] / (values[low] - values[high]);
      t = Math.min(Math.max(t, KEEP_OFF), 1 - KEEP_OFF);
      int cz = z + (low >> 2);
      int step = high ^ low;
      vertex(cz + t * (step >> 2), cy + t * (step >> 1 & 1), cx + t * (step & 1));
      known[at] = vertices;
    }
    return known[at] - 1;
  }

  private void vertex(double z, double y, double x) {
    sink.vertex(
        cube.x() + cube.half() * coordinate(x, 2),
        cube.y() + cube.half() * coordinate(y, 1),
        cube.z() + cube.half() * coordinate(z, 0));
    vertices = Math.incrementExact(vertices);
  }

  private double coordinate(double k, int axis) {
    int last = size[axis] - 1;
    return shape.grid().extents().get(axis) * ((2 * k - last) / last);
  }
}
