package org.metasparse.signal.shape;

/**
 * A surface of triangles in space.
 *
 * @param vertices x, y and z of each vertex; not copied
 * @param triangles three vertex numbers from 0 for each triangle, counter-clockwise seen from
 *     outside; not copied
 */
public record Mesh(double[] vertices, int[] triangles) {
  /**
   * Checks sizes and vertex numbers.
   *
   * @throws IllegalArgumentException if an array's length is no multiple of three or a triangle
   *     names a vertex that is not there
   */
  public Mesh {
    if (vertices.length % 3 != 0 || triangles.length % 3 != 0) {
      throw new IllegalArgumentException(
          vertices.length + " coordinates and " + triangles.length + " corners are not in threes");
    }
    for (int v : triangles) {
      if (v < 0 || v >= vertices.length / 3) {
        throw new IllegalArgumentException("vertex " + v + " of " + vertices.length / 3);
      }
    }
  }

  /** {@return the number of triangles} */
  public int faces() {
    return triangles.length / 3;
  }

  /**
   * A coordinate of a triangle's corner.
   *
   * @param triangle its number
   * @param corner 0, 1 or 2
   * @param axis 0 for x, 1 for y, 2 for z
   * @return the coordinate
   */
  double at(int triangle, int corner, int axis) {
    return vertices[3 * triangles[3 * triangle + corner] + axis];
  }
}
