package org.metasparse.signal.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.metasparse.files.InputException;

/**
 * The outer structure of a PNG file: chunks of length, type, data, CRC, from IHDR to IEND.
 *
 * <p>ImageIO checks neither the CRCs nor that the file reaches IEND; a file that was cut short or
 * damaged would be read as if it were whole.
 */
final class PngChunks {
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int AROUND_DATA = 12;

  private PngChunks() {}

  /**
   * Whether these are the first bytes of a PNG file.
   *
   * @param bytes a file's bytes
   * @return true if they begin with the PNG signature
   */
  static boolean isPng(byte[] bytes) {
    return bytes.length >= 8 && ByteBuffer.wrap(bytes).getLong() == SIGNATURE;
  }

  /**
   * Checks the claimed size first, then that all chunks are there and undamaged: also those that
   * are called ancillary, for one of them tells which pixels are transparent.
   *
   * @param name the file's name for messages
   * @param bytes the whole file; {@link #isPng} holds
   * @throws InputException if the file is cut short or damaged, or claims a size that is refused
   */
  static void check(String name, byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).position(8);
    boolean first = true;
    while (true) {
      long length = file.remaining() < AROUND_DATA ? Long.MAX_VALUE : file.getInt() & 0xffffffffL;
      if (length > file.remaining() - 8L) {
        throw new InputException(
            name
                + ": is a PNG file that was cut short after "
                + bytes.length
                + " bytes; get it anew");
      }
      int start = file.position();
      int end = start + 4 + (int) length;
      String type = new String(bytes, start, 4, StandardCharsets.ISO_8859_1);
      if (first && !(type.equals("IHDR") && length == 13)) {
        throw new InputException(name + ": is a damaged PNG file without a header; get it anew");
      }
      if (first) {
        ImageDecoder.checkSize(
            name, file.getInt(start + 4) & 0xffffffffL, file.getInt(start + 8) & 0xffffffffL);
        first = false;
      }
      CRC32 crc = new CRC32();
      crc.update(bytes, start, end - start);
      if (file.getInt(end) != (int) crc.getValue()) {
        throw new InputException(
            name + ": is a damaged PNG file: a wrong CRC at byte " + end + "; get it anew");
      }
      if (type.equals("IEND")) {
        return;
      }
      file.position(end + 4);
    }
  }
}
