package org.metasparse.signal.shape;

import java.util.List;
import java.util.stream.IntStream;
import org.metasparse.files.InputException;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;

/** Samples the signed distance to a mesh on a grid: a mesh becomes a signal. */
public final class MeshDistances {
  /** How much larger the cube is than the mesh. */
  private static final double ROOM = 1.1;

  private static final System.Logger LOGGER = System.getLogger("org.metasparse.signal");

  private MeshDistances() {}

  /**
   * Samples a mesh in a cube around the middle of its bounding box, a tenth larger than that is on
   * its longest axis. Inside is where the winding number is above a half, so that meshes with holes
   * have an inside, too.
   *
   * @param mesh the mesh
   * @param n points on each edge of the cube, at least 2
   * @param name what to call the signal
   * @return a signal of kind {@link ShapeKind}, values {@code 0.5 + d / 2}
   * @throws InputException if the mesh has no triangle or no extent
   */
  public static Signal sample(Mesh mesh, int n, String name) {
    if (n < 2) {
      throw new IllegalArgumentException("a grid of " + n + " points along each edge");
    }
    ShapeKind cube = cube(mesh, name);
    MeshTree tree = new MeshTree(mesh);
    Grid grid = new Grid(List.of(n, n, n));
    float[] values = new float[grid.count()];
    // Each value is computed apart, so the number of threads does not matter.
    IntStream.range(0, n * n)
        .parallel()
        .forEach(
            row -> {
              double y = cube.y() + cube.half() * coordinate(row % n, n);
              double z = cube.z() + cube.half() * coordinate(row / n, n);
              for (int i = 0; i < n; i++) {
                double x = cube.x() + cube.half() * coordinate(i, n);
                double d = tree.signedDistance(x, y, z) / cube.half();
                values[row * n + i] = (float) (0.5 + d / 2);
              }
            });
    return new Signal(name, cube, grid, 1, values);
  }

  /** The same of a mended mesh, with warnings of what was mended and of what could not be. */
  static Signal sample(MeshReader.Read read, int n, String name) {
    MeshRepair repaired = MeshRepair.of(read.mesh());
    String notice = notice(repaired, read);
    if (notice != null) {
      LOGGER.log(System.Logger.Level.WARNING, read.name() + ": " + notice);
    }
    return sample(repaired.mesh(), n, name);
  }

  /** What must be said of a mesh, or null. */
  static String notice(MeshRepair repaired, MeshReader.Read read) {
    String flaw = MeshEdges.flaw(repaired.mesh(), read.unit(), read.places());
    String turned =
        repaired.turned() == 0
            ? ""
            : repaired.turned()
                + " of "
                + repaired.mesh().faces()
                + " triangles were wound against their neighbours, and were turned";
    if (flaw == null) {
      return turned.isEmpty() ? null : turned;
    }
    return (turned.isEmpty() ? "" : turned + "; ")
        + "is not watertight: "
        + flaw
        + "; inside is where the winding number is above a half";
  }

  private static double coordinate(int k, int n) {
    return (2 * k - (n - 1)) / (n - 1.0);
  }

  /** The cube that is sampled; refuses a mesh without extent. */
  static ShapeKind cube(Mesh mesh, String name) {
    double[] low = new double[3];
    double[] high = new double[3];
    double half = 0;
    for (int axis = 0; axis < 3; axis++) {
      low[axis] = Double.POSITIVE_INFINITY;
      high[axis] = Double.NEGATIVE_INFINITY;
      // Only what triangles use: files may hold stray vertices.
      for (int vertex : mesh.triangles()) {
        low[axis] = Math.min(low[axis], mesh.vertices()[3 * vertex + axis]);
        high[axis] = Math.max(high[axis], mesh.vertices()[3 * vertex + axis]);
      }
      half = Math.max(half, (high[axis] - low[axis]) / 2 * ROOM);
    }
    if (!(half > 0)) {
      throw new InputException(name + ": has no extent; give a mesh with a surface");
    }
    return new ShapeKind(
        half, (low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2);
  }
}
