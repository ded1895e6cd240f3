package org.metasparse.signal.shape;

import java.util.Arrays;
import org.metasparse.files.InputException;

/** Gathers the vertices and polygons of a file, whichever comes first, and makes a mesh of them. */
final class MeshBuilder {
  /** Corners of a polygon that is not convex: the work to cut it grows with their square. */
  private static final int MOST_CORNERS = 4096;

  private final String name;
  private final String unit;
  private double[] vertices = new double[3 << 8];
  private int coordinates;
  private int[] corners = new int[3 << 8];
  private int cornerCount;
  private int[] ends = new int[1 << 8];
  private int[] places = new int[1 << 8];
  private int polygons;

  /**
   * An empty mesh.
   *
   * @param name the file's name for messages
   * @param unit what places of polygons count: lines or faces
   */
  MeshBuilder(String name, String unit) {
    this.name = name;
    this.unit = unit;
  }

  int vertexCount() {
    return coordinates / 3;
  }

  /** Adds a vertex; whoever calls has checked that squares of its coordinates are finite. */
  void vertex(double x, double y, double z) {
    if (coordinates + 3 > vertices.length) {
      vertices = Arrays.copyOf(vertices, Math.multiplyExact(vertices.length, 2));
    }
    vertices[coordinates++] = x;
    vertices[coordinates++] = y;
    vertices[coordinates++] = z;
  }

  /** Adds a corner to the polygon that {@link #polygon} will end. */
  void corner(int vertex) {
    if (cornerCount == corners.length) {
      corners = Arrays.copyOf(corners, Math.multiplyExact(corners.length, 2));
    }
    corners[cornerCount++] = vertex;
  }

  /** Ends a polygon of at least three corners, which stands at a place of the file. */
  void polygon(int place) {
    if (polygons == ends.length) {
      ends = Arrays.copyOf(ends, 2 * polygons);
      places = Arrays.copyOf(places, 2 * polygons);
    }
    places[polygons] = place;
    ends[polygons++] = cornerCount;
  }

  /**
   * Cuts the polygons into triangles.
   *
   * @return the mesh, of at least one triangle
   * @throws InputException if there is no polygon, or one names a vertex that is not there
   */
  MeshReader.Read build() {
    if (polygons == 0) {
      throw new InputException(name + ": holds no face; give a mesh with a surface");
    }
    int faces = cornerCount - 2 * polygons;
    int[] triangles = new int[Math.multiplyExact(3, faces)];
    int[] of = new int[faces];
    int at = 0;
    for (int p = 0; p < polygons; p++) {
      int begin = p == 0 ? 0 : ends[p - 1];
      int n = ends[p] - begin;
      for (int t : cut(p, begin, n)) {
        of[at / 3] = places[p];
        triangles[at++] = corners[begin + t];
      }
    }
    return new MeshReader.Read(
        name, new Mesh(Arrays.copyOf(vertices, coordinates), triangles), unit, of);
  }

  private int[] cut(int polygon, int begin, int n) {
    double[] points = new double[3 * n];
    for (int i = 0; i < n; i++) {
      int vertex = corners[begin + i];
      if (vertex < 0 || vertex >= coordinates / 3) {
        throw wrong(
            places[polygon],
            "vertex " + (vertex + 1L) + " is not there; there are " + coordinates / 3);
      }
      System.arraycopy(vertices, 3 * vertex, points, 3 * i, 3);
    }
    if (n > MOST_CORNERS) {
      throw wrong(
          places[polygon],
          "a face of "
              + n
              + " corners; at most "
              + MOST_CORNERS
              + " can be, cut it into triangles");
    }
    return Polygon.cut(points);
  }

  /** What is wrong at a place of the file. */
  InputException wrong(int place, String what) {
    return new InputException(name + ": " + unit + " " + place + ": " + what);
  }
}
