package org.metasparse.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.metasparse.files.InputException;

/**
 * The bytes of an {@code .inr} file as they are read one after another, none beyond the end, and
 * the words in which what is wrong with them is told.
 */
final class InrInput {
  private final String name;
  private final ByteBuffer in;

  /**
   * Starts at the first byte.
   *
   * @param name the file's name for messages
   * @param file its bytes; not copied
   */
  InrInput(String name, byte[] file) {
    this.name = name;
    this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  int u8() {
    need(1);
    return in.get() & 0xff;
  }

  int i32() {
    need(4);
    return in.getInt();
  }

  long i64() {
    need(8);
    return in.getLong();
  }

  float f32() {
    return Float.intBitsToFloat(i32());
  }

  double f64() {
    return Double.longBitsToDouble(i64());
  }

  byte[] bytes(int count) {
    need(count);
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  /** LEB128: seven bits a byte, low ones first, the top bit set on all bytes but the last. */
  int varint() {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      need(1);
      int b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        if (value > Integer.MAX_VALUE || (b == 0 && shift > 0)) {
          throw invalid("a varint is beyond 2^31 - 1 or longer than it must be");
        }
        return (int) value;
      }
    }
    throw invalid("a varint has more than five bytes");
  }

  /** A number of the kind: whole as a varint of one more, or 0 and an f64. */
  double number() {
    int whole = varint();
    if (whole > 0) {
      return whole - 1;
    }
    double value = f64();
    if (value >= 0 && value < Integer.MAX_VALUE && value == (int) value && 1 / value > 0) {
      throw invalid("the whole number " + value + " is spelt as one that is not");
    }
    return value;
  }

  /** A number that counts something. */
  int count(String what) {
    int value = varint();
    if (value < 1) {
      throw invalid(what + " is " + value + "; it must lie between 1 and 2^31 - 1");
    }
    return value;
  }

  int position() {
    return in.position();
  }

  int remaining() {
    return in.remaining();
  }

  /** Lets reading end before the last bytes of the file. */
  void cut(int bytes) {
    in.limit(in.limit() - bytes);
  }

  void need(long bytes) {
    if (bytes > in.remaining()) {
      throw invalid(
          "at byte "
              + in.position()
              + " it needs "
              + bytes
              + " bytes, "
              + in.remaining()
              + " are left");
    }
  }

  InputException invalid(String what) {
    return error("is not a valid .inr file: " + what);
  }

  InputException error(String what) {
    return new InputException(name + ": " + what);
  }
}
