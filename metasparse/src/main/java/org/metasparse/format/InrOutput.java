package org.metasparse.format;

import java.io.ByteArrayOutputStream;

/** The bytes of an {@code .inr} file as they are written one after another, little-endian. */
final class InrOutput {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void u8(int value) {
    out.write(value);
  }

  void u32(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }

  void u64(long value) {
    u32((int) value);
    u32((int) (value >>> 32));
  }

  void f32(float value) {
    u32(Float.floatToRawIntBits(value));
  }

  void f64(double value) {
    u64(Double.doubleToRawLongBits(value));
  }

  /** LEB128: seven bits a byte, low ones first, the top bit set on all bytes but the last. */
  void varint(int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  /** A whole number from 0 to 2^31 - 2 as a varint of one more; any other as 0 and an f64. */
  void number(double value) {
    boolean whole = value >= 0 && value < Integer.MAX_VALUE && value == (int) value;
    // Not -0, which would come back as 0.
    if (whole && Double.doubleToRawLongBits(value) >= 0) {
      varint((int) value + 1);
    } else {
      varint(0);
      f64(value);
    }
  }

  void bytes(byte[] bytes) {
    out.write(bytes, 0, bytes.length);
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
