package org.metasparse.autodiff;

/**
 * How the pixels of a signal are cut for summing: a function of their number alone, so that sums
 * have the same bits on any number of threads, at any tile size and any vector width.
 *
 * @param count number of pixels
 * @param size pixels in each chunk but the last
 */
record Chunks(int count, int size) {
  /** Chunks of a signal at most; each has a gradient of its own before they are summed. */
  private static final int MOST = 16;

  private static final int LEAST_SIZE = 256;

  /** A multiple of every panel width, so that only the last panel of a signal is partly filled. */
  private static final int STEP = 128;

  static Chunks of(int count) {
    int share = (int) (((long) count + MOST - 1) / MOST);
    return new Chunks(count, Math.max(LEAST_SIZE, (share + STEP - 1) / STEP * STEP));
  }

  int chunks() {
    return (int) (((long) count + size - 1) / size);
  }

  int start(int chunk) {
    return chunk * size;
  }

  int end(int chunk) {
    return (int) Math.min(count, (chunk + 1L) * size);
  }
}
