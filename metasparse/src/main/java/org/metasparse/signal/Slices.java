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

  /**
   * A signal in memory.
   *
   * @param signal the signal
   * @return its slices
   */
  static Slices of(Signal signal) {
    return new Slices() {
      @Override
      public String name() {
        return signal.name();
      }

      @Override
      public SignalKind kind() {
        return signal.kind();
      }

      @Override
      public Grid grid() {
        return signal.grid();
      }

      @Override
      public int channels() {
        return signal.channels();
      }

      @Override
      public float[] read(int first, int count) {
        int all = signal.grid().count();
        int n = count * points();
        float[] values = new float[signal.channels() * n];
        for (int c = 0; c < signal.channels(); c++) {
          System.arraycopy(signal.values(), c * all + first * points(), values, c * n, n);
        }
        return values;
      }
    };
  }
}
