package org.metasparse.format;

/** The element types of safetensors files that are read here; the names are the file's. */
public enum DType {
  /** Bytes that are 0 or 1. */
  BOOL(1),
  /** Unsigned bytes. */
  U8(1),
  /** Signed integers of 32 bits. */
  I32(4),
  /** Signed integers of 64 bits. */
  I64(8),
  /** IEEE 754 half precision. */
  F16(2),
  /** The upper half of IEEE 754 single precision. */
  BF16(2),
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 double precision. */
  F64(8);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** {@return the bytes of an element} */
  public int bytes() {
    return bytes;
  }

  /** {@return whether the elements are floating-point numbers} */
  public boolean floating() {
    return this == F16 || this == BF16 || this == F32 || this == F64;
  }
}
