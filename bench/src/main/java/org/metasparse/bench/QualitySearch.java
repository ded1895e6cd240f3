package org.metasparse.bench;

import java.io.IOException;
import java.util.function.ToIntFunction;

/** The best quality of a codec whose file is short enough. */
final class QualitySearch {
  private static final int MOST_QUALITY = 100;

  /** Makes a file. */
  interface Encoder {
    /**
     * Encodes.
     *
     * @param quality from 0 to 100
     * @return the file; null if it cannot be made
     */
    byte[] encode(int quality) throws IOException;
  }

  private QualitySearch() {}

  /**
   * Searches by halves, as longer files are better ones.
   *
   * @param encoder makes the files
   * @param length what of a file is counted
   * @param most the most that it may be
   * @return the file; null if none is short enough
   */
  static byte[] best(Encoder encoder, ToIntFunction<byte[]> length, int most) throws IOException {
    byte[] best = null;
    int low = -1;
    int high = MOST_QUALITY + 1;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      byte[] file = encoder.encode(middle);
      if (file != null && length.applyAsInt(file) <= most) {
        low = middle;
        best = file;
      } else {
        high = middle;
      }
    }
    return best;
  }
}
