package org.metasparse.autodiff;

/**
 * How the pixels of a signal are cut for summing: a function of their number alone, so that sums
 * have the same bits on any number of threads and at any vector width.
 */
final class Chunks {
  /** Chunks of a signal at most; each has a gradient of its own before they are summed. */
  private static final int MOST = 16;

  private static final int LEAST_SIZE = 256;

  /** A multiple of every panel width, so that only the last panel of a signal is partly filled. */
  private static final int STEP = 128;

  private Chunks() {}

  /** Pixels in each chunk but the last, which may have fewer. */
  static int size(int pixels) {
    int share = (int) (((long) pixels + MOST - 1) / MOST);
    return Math.max(LEAST_SIZE, (share + STEP - 1) / STEP * STEP);
  }

  /** How many chunks there are. */
  static int number(int pixels) {
    int size = size(pixels);
    return (int) (((long) pixels + size - 1) / size);
  }
}
