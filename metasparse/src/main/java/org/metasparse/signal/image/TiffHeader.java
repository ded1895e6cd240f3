package org.metasparse.signal.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.metasparse.files.InputException;

/**
 * The first directory of a TIFF file (TIFF 6.0), looked at before the JDK's reader sees it: that
 * one takes as much memory as a damaged file claims.
 */
final class TiffHeader {
  private static final int ENTRY = 12;
  private static final int MOST_PAGES = 100_000;

  /** Bytes of a value of each type from 1 on: byte, text, short, long, rational, … double. */
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  private final String name;
  private final ByteBuffer in;

  private TiffHeader(String name, byte[] file) {
    this.name = name;
    ByteOrder order = file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    in = ByteBuffer.wrap(file).order(order);
  }

  static boolean isTiff(byte[] bytes) {
    return bytes.length >= 8
        && (bytes[0] == 'I' && bytes[1] == 'I' && bytes[2] == 42 && bytes[3] == 0
            || bytes[0] == 'M' && bytes[1] == 'M' && bytes[2] == 0 && bytes[3] == 42);
  }

  /**
   * Checks what the first directory claims against the file's length.
   *
   * @param name the file's name for messages
   * @param file its bytes; {@link #isTiff} holds
   * @return the number of directories: of pages
   * @throws InputException if it claims more than its bytes can hold
   */
  static int check(String name, byte[] file) {
    TiffHeader header = new TiffHeader(name, file);
    header.checkFirst();
    return header.pages();
  }

  private void checkFirst() {
    int first = directory(in.getInt(4));
    long width = 0;
    long rows = 0;
    long tile = 0;
    long tileRows = 0;
    long samples = 1;
    long bits = 1;
    int compression = 1;
    int entries = in.getShort(first) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int at = first + 2 + i * ENTRY;
      int tag = in.getShort(at) & 0xffff;
      int type = in.getShort(at + 2) & 0xffff;
      long count = in.getInt(at + 4) & 0xffffffffL;
      int size = type < SIZES.length ? SIZES[type] : 1;
      if (count * size > in.limit()) {
        throw damaged("its tag " + tag + " claims " + count + " values");
      }
      long value = value(at, type, count * size);
      switch (tag) {
        case 256 -> width = value;
        case 257 -> rows = value;
        case 258 -> bits = value;
        case 259 -> compression = (int) value;
        case 277 -> samples = value;
        case 322 -> tile = value;
        case 323 -> tileRows = value;
        case 279, 325 -> checkLengths(at, type, (int) count);
        default -> {}
      }
    }
    ImageDecoder.checkSize(name, width, rows);
    if (samples > 8 || bits > 64) {
      throw damaged("claims " + samples + " samples a pixel of " + bits + " bits");
    }
    long most = mostBytes(compression) * in.limit();
    long row = (width * samples * bits + 7) / 8;
    // Tiles may reach over the right and the lower border.
    double tileBytes = (double) tile * tileRows * samples * bits / 8;
    if (row * rows > most || tileBytes > Math.max(most, 1 << 20)) {
      throw damaged("claims " + width + " x " + rows + " pixels in " + in.limit() + " bytes");
    }
  }

  /** What a byte of the file can stand for at most. */
  private static long mostBytes(int compression) {
    return switch (compression) {
      case 1 -> 1;
      // A white row of a fax is a bit; 8 rows of 1024 bytes.
      case 2, 3, 4 -> 1 << 13;
      // A code of 12 bits stands for 3840 bytes.
      case 5 -> 2560;
      // A bit for each block of 64, three components.
      case 6, 7 -> 1536;
      case 8, 32946 -> 1032;
      case 32773 -> 64;
      default -> 1 << 10;
    };
  }

  /** The lengths of strips or tiles: the reader takes as much memory as each claims. */
  private void checkLengths(int entry, int type, int count) {
    int size = type == 3 ? 2 : 4;
    long place = (long) count * size <= 4 ? entry + 8 : in.getInt(entry + 8) & 0xffffffffL;
    if (place + (long) count * size > in.limit()) {
      throw damaged("its strips' lengths lie at byte " + place + " of " + in.limit());
    }
    for (int i = 0; i < count; i++) {
      int at = (int) place + i * size;
      long length = size == 2 ? in.getShort(at) & 0xffff : in.getInt(at) & 0xffffffffL;
      if (length > in.limit()) {
        throw damaged("strip " + i + " claims " + length + " bytes of " + in.limit());
      }
    }
  }

  /** A single number, or the first of several. */
  private long value(int entry, int type, long bytes) {
    long place = bytes <= 4 ? entry + 8 : in.getInt(entry + 8) & 0xffffffffL;
    if (place + Math.max(bytes, 4) > in.limit() + 2L || place + 4 > in.limit()) {
      return 0;
    }
    return switch (type) {
      case 1 -> in.get((int) place) & 0xff;
      case 3 -> in.getShort((int) place) & 0xffff;
      case 4 -> in.getInt((int) place) & 0xffffffffL;
      default -> 0;
    };
  }

  private int directory(int offset) {
    long at = offset & 0xffffffffL;
    long end =
        at + 2 > in.limit() ? Long.MAX_VALUE : at + 2 + ENTRY * (in.getShort(offset) & 0xffffL);
    if (at < 8 || end > in.limit()) {
      throw damaged("its directory lies at byte " + at + " of " + in.limit());
    }
    return offset;
  }

  private int pages() {
    int pages = 1;
    int at = in.getInt(4);
    while (pages < MOST_PAGES) {
      int end = at + 2 + ENTRY * (in.getShort(at) & 0xffff);
      if (end + 4 > in.limit() || in.getInt(end) == 0) {
        return pages;
      }
      at = in.getInt(end);
      if (at < 8
          || at + 2L > in.limit()
          || at + 2L + ENTRY * (in.getShort(at) & 0xffff) > in.limit()) {
        return pages;
      }
      pages++;
    }
    // A chain that comes back to itself.
    return pages;
  }

  private InputException damaged(String what) {
    return new InputException(name + ": is damaged or cut short (" + what + "); get it anew");
  }
}
