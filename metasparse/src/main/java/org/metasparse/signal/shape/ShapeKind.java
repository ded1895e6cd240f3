package org.metasparse.signal.shape;

import org.metasparse.signal.SignalKind;

/**
 * A distance field in space: axes z, y and x; one channel, {@code 0.5 + d / 2} with the signed
 * distance d, positive outside, in units of half the cube that was sampled. A point of the file
 * lies at {@code centre + half * coordinate}.
 *
 * @param half half the side of the cube in the file's units
 * @param x centre of the cube
 * @param y centre of the cube
 * @param z centre of the cube
 */
public record ShapeKind(double half, double x, double y, double z) implements SignalKind {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the cube has no finite size or place
   */
  public ShapeKind {
    SignalKind.check(
        half > 0 && Double.isFinite(half) && Double.isFinite(x + y + z),
        "a cube of half side " + half + " at " + x + " " + y + " " + z + "; it must be finite");
  }

  @Override
  public int id() {
    return 4;
  }

  @Override
  public double[] numbers() {
    return new double[] {half, x, y, z};
  }
}
