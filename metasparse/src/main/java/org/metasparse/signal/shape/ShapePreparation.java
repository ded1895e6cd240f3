package org.metasparse.signal.shape;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalPreparation;

/**
 * How each mesh of a data set becomes a shape: its distance field is sampled on a grid.
 *
 * @param grid points on each edge of the cube, at least 2
 */
public record ShapePreparation(int grid) implements SignalPreparation {
  /** The finest grid: of 2^24 points. */
  public static final int MOST = 256;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is not from 2 to {@link #MOST}
   */
  public ShapePreparation {
    if (grid < 2 || grid > MOST) {
      throw new IllegalArgumentException(
          "a grid of " + grid + " points along each edge; it has 2 to " + MOST);
    }
  }

  @Override
  public Medium medium() {
    return new ShapeMedium();
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public ShapePreparation withChannels(int n) {
    if (n != 1) {
      throw new IllegalArgumentException(n + " channels; a shape has 1");
    }
    return this;
  }

  @Override
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("grid", grid);
    return json;
  }

  @Override
  public Signal load(Path source, String name) {
    return MeshDistances.sample(MeshReader.read(source), grid, name);
  }

  @Override
  public boolean check(Path source) {
    MeshDistances.cube(MeshReader.read(source).mesh(), String.valueOf(source.getFileName()));
    return true;
  }

  @Override
  public Signal apply(Signal shape) {
    if (!(shape.kind() instanceof ShapeKind)) {
      throw new IllegalArgumentException(shape.name() + " is no shape but " + shape.kind());
    }
    return shape;
  }
}
