package org.metasparse.signal.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.metasparse.files.InputException;

/**
 * The outer structure of a PNG file: chunks of length, type, data, CRC, from IHDR to IEND.
 *
 * <p>ImageIO checks neither the CRCs nor that the file reaches IEND; a file that was cut short or
 * damaged would be read as if it were whole. And it compares the transparent key of grey images of
 * fewer than 8 bits with samples that it has scaled already.
 */
final class PngChunks {
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int AROUND_DATA = 12;

  private final byte[] file;

  /** Where a chunk's type stands, by its name; of several of one name the first. */
  private final Map<String, Integer> places = new LinkedHashMap<>();

  private PngChunks(byte[] file) {
    this.file = file;
  }

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
   * @return what was found
   * @throws InputException if the file is cut short or damaged, or claims a size that is refused
   */
  static PngChunks check(String name, byte[] bytes) {
    PngChunks chunks = new PngChunks(bytes);
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
      chunks.places.putIfAbsent(type, start);
      if (type.equals("IEND")) {
        return chunks;
      }
      file.position(end + 4);
    }
  }

  private byte[] data(String type) {
    Integer at = places.get(type);
    if (at == null) {
      return new byte[0];
    }
    int length = ByteBuffer.wrap(file).getInt(at - 4);
    return Arrays.copyOfRange(file, at + 4, at + 4 + length);
  }

  /** {@return 1 to 8, as {@link Orientation} says of the chunk eXIf} */
  int orientation() {
    return Orientation.of(data("eXIf"));
  }

  /**
   * {@return the file's bytes, or, of a grey one of 1, 2 or 4 bits with a transparent key, new ones
   * with a palette of its greys of which one is clear: the same picture, in which the JDK's reader
   * compares nothing}
   */
  byte[] plain() {
    byte[] header = data("IHDR");
    int depth = header[8];
    byte[] key = data("tRNS");
    if (header[9] != 0 || depth >= 8 || depth < 1 || key.length != 2) {
      return file;
    }
    int levels = 1 << depth;
    byte[] greys = new byte[3 * levels];
    byte[] alpha = new byte[levels];
    for (int i = 0; i < greys.length; i++) {
      greys[i] = (byte) (i / 3 * 255 / (levels - 1));
    }
    Arrays.fill(alpha, (byte) -1);
    // Of the two bytes the lowest bits count (PNG specification, 11.3.2.1).
    alpha[key[1] & levels - 1] = 0;
    header[9] = 3;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, 8);
    put(out, "IHDR", header);
    put(out, "PLTE", greys);
    put(out, "tRNS", alpha);
    ByteBuffer in = ByteBuffer.wrap(file);
    for (int at = places.get("IHDR"); at < file.length; ) {
      int length = in.getInt(at - 4);
      String type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
      if (type.equals("IDAT")) {
        put(out, type, Arrays.copyOfRange(file, at + 4, at + 4 + length));
      } else if (type.equals("IEND")) {
        break;
      }
      at += length + AROUND_DATA;
    }
    put(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
