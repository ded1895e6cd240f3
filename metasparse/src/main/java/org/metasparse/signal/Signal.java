package org.metasparse.signal;

import org.metasparse.autodiff.Samples;

/**
 * A signal: values on a grid, such as an image. Values lie in [0, 1] as a rule; see {@link
 * SignalKind}.
 *
 * @param name what to call it, usually its file's name
 * @param kind what it is
 * @param grid where the values lie
 * @param channels how many values each point has: 1 for grey, 3 for RGB
 * @param values {@code channels x grid.count()} floats, channels in rows; not copied
 */
public record Signal(String name, SignalKind kind, Grid grid, int channels, float[] values)
    implements Slices {
  /**
   * Checks sizes.
   *
   * @param name what to call it
   * @param kind what it is
   * @param grid where the values lie
   * @param channels how many values each point has
   * @param values the values, channels in rows
   * @throws IllegalArgumentException if the array is not of that many values
   */
  public Signal {
    if (channels < 1 || values.length != (long) channels * grid.count()) {
      throw new IllegalArgumentException(
          name + ": " + values.length + " values for " + channels + " channels on " + grid);
    }
  }

  /**
   * A signal of the same name and kind.
   *
   * @param newGrid where its values lie
   * @param newChannels how many values each point has
   * @param newValues the values, channels in rows; not copied
   * @return the signal
   * @throws IllegalArgumentException if the array is not of that many values
   */
  public Signal with(Grid newGrid, int newChannels, float[] newValues) {
    return new Signal(name, kind, newGrid, newChannels, newValues);
  }

  @Override
  public float[] read(int first, int count) {
    int all = grid.count();
    int n = count * points();
    float[] part = new float[channels * n];
    for (int c = 0; c < channels; c++) {
      System.arraycopy(values, c * all + first * points(), part, c * n, n);
    }
    return part;
  }

  /** {@return a view of the values as samples, channels in rows} */
  public Samples samples() {
    return Samples.of(channels, grid.count(), values);
  }
}
