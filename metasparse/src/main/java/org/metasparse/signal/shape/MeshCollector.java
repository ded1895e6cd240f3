package org.metasparse.signal.shape;

import java.util.Arrays;

/** A mesh in memory, from its pieces. */
final class MeshCollector implements MeshSink {
  private double[] vertices = new double[3 << 8];
  private int coordinates;
  private int[] triangles = new int[3 << 8];
  private int corners;

  @Override
  public void vertex(double x, double y, double z) {
    if (coordinates + 3 > vertices.length) {
      vertices = Arrays.copyOf(vertices, Math.multiplyExact(vertices.length, 2));
    }
    vertices[coordinates++] = x;
    vertices[coordinates++] = y;
    vertices[coordinates++] = z;
  }

  @Override
  public void triangle(int a, int b, int c) {
    if (corners + 3 > triangles.length) {
      triangles = Arrays.copyOf(triangles, Math.multiplyExact(triangles.length, 2));
    }
    triangles[corners++] = a;
    triangles[corners++] = b;
    triangles[corners++] = c;
  }

  /** The mesh of what has come. */
  Mesh mesh() {
    return new Mesh(Arrays.copyOf(vertices, coordinates), Arrays.copyOf(triangles, corners));
  }
}
