package org.metasparse.signal;

/**
 * A signal that is read a few slices of its first axis at a time: rows of an image, frames of a
 * video, layers of a shape, samples of a sound. So one that is larger than the memory can be
 * written.
 */
public interface Slices {
  /** {@return what to call it} */
  String name();

  /** {@return what it is} */
  SignalKind kind();

  /** {@return where its values lie} */
  Grid grid();

  /** {@return how many values each point has} */
  int channels();

  /**
   * Reads some slices.
   *
   * @param first the first, from 0
   * @param count how many
   * @return {@code channels x (count slices)} values, channels in rows; the caller's own
   */
  float[] read(int first, int count);

  /** {@return how many slices there are} */
  default int count() {
    return grid().sizes().get(0);
  }

  /** {@return how many points a slice has} */
  default int points() {
    return grid().count() / count();
  }
}
