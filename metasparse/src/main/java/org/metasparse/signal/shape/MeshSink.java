package org.metasparse.signal.shape;

/** Receives a mesh piece by piece: each vertex before the first triangle that has it. */
interface MeshSink {
  /** Takes the next vertex. */
  void vertex(double x, double y, double z);

  /** Takes a triangle of vertices by their numbers, from 0 in the order in which they came. */
  void triangle(int a, int b, int c);
}
