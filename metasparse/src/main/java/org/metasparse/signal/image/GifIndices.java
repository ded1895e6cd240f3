package org.metasparse.signal.image;

/**
 * Decodes the indices of a GIF's image (GIF89a specification, appendix F): LZW codes of growing
 * length, first bit lowest, in blocks of up to 255 bytes.
 *
 * <p>Once 4096 codes are known none is added until the next clear code, and no end code is needed
 * when all indices are there.
 */
final class GifIndices {
  private static final int CODES = 1 << 12;

  /** First row and distance of rows of each pass of an interlaced image. */
  private static final int[][] PASSES = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

  private final byte[] file;
  private int at;
  private int blockEnd;
  private int bits;
  private int bitCount;

  private GifIndices(byte[] file, int at) {
    this.file = file;
    this.at = at;
    blockEnd = at;
  }

  /**
   * The indices of an image, rows from above.
   *
   * @param file the whole file, which {@link GifBlocks} has walked through
   * @param frame the image
   * @return {@code width x height} indices; null if the codes are none, or end too early
   */
  static byte[] of(byte[] file, GifBlocks.Frame frame) {
    byte[] indices = new byte[frame.width() * frame.height()];
    int size = file[frame.data()] & 0xff;
    if (size < 1 || size > 8 || !new GifIndices(file, frame.data() + 1).decode(size, indices)) {
      return null;
    }
    return frame.interlaced() ? ordered(indices, frame.width(), frame.height()) : indices;
  }

  private boolean decode(int size, byte[] to) {
    int clear = 1 << size;
    // A code stands for a string: that of its prefix, and one index more.
    short[] prefix = new short[CODES];
    byte[] last = new byte[CODES];
    byte[] first = new byte[CODES];
    byte[] string = new byte[CODES];
    for (int i = 0; i < clear; i++) {
      last[i] = (byte) i;
      first[i] = (byte) i;
    }
    int known = clear + 2;
    int length = size + 1;
    int before = -1;
    int filled = 0;
    while (filled < to.length) {
      int code = next(length);
      if (code == clear) {
        known = clear + 2;
        length = size + 1;
        before = -1;
        continue;
      }
      // The string just being learnt may be used already; it begins as the one before.
      if (code < 0 || code == clear + 1 || code > known || code == known && before < 0) {
        return false;
      }
      if (before >= 0 && known < CODES) {
        prefix[known] = (short) before;
        first[known] = first[before];
        last[known] = first[code == known ? before : code];
        known++;
        length = known == 1 << length && length < 12 ? length + 1 : length;
      } else if (code >= known) {
        return false;
      }
      before = code;
      int start = CODES;
      for (int c = code; c >= clear; c = prefix[c]) {
        string[--start] = last[c];
      }
      string[--start] = first[code];
      int n = Math.min(CODES - start, to.length - filled);
      System.arraycopy(string, start, to, filled, n);
      filled += n;
    }
    return true;
  }

  /** The next code, or -1 at the end of the data. */
  private int next(int length) {
    while (bitCount < length) {
      if (at == blockEnd) {
        int block = file[at++] & 0xff;
        blockEnd = at + block;
        if (block == 0) {
          return -1;
        }
      }
      bits |= (file[at++] & 0xff) << bitCount;
      bitCount += 8;
    }
    int code = bits & (1 << length) - 1;
    bits >>>= length;
    bitCount -= length;
    return code;
  }

  private static byte[] ordered(byte[] passes, int width, int height) {
    byte[] rows = new byte[passes.length];
    int from = 0;
    for (int[] pass : PASSES) {
      for (int y = pass[0]; y < height; y += pass[1]) {
        System.arraycopy(passes, from, rows, y * width, width);
        from += width;
      }
    }
    return rows;
  }
}
