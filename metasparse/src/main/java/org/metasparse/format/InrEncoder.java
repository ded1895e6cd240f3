package org.metasparse.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.metasparse.autodiff.Block;
import org.metasparse.engine.CsrPattern;
import org.metasparse.siren.SirenShape;

/** Writes the bytes of one {@code .inr} file, in the order of INR-FORMAT.md. */
final class InrEncoder {
  private static final int LENGTH_AT = 12;

  private final EncodedSignal signal;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  InrEncoder(EncodedSignal signal) {
    this.signal = signal;
  }

  byte[] encode() {
    long least = 4L * signal.siren().theta().length;
    if (least > InrFile.MAX_BYTES / 2) {
      throw new IllegalArgumentException(
          signal.siren().theta().length + " parameters are too many for an .inr file");
    }
    head();
    for (Block block : signal.siren().layout().blocks()) {
      if (block.kind() == Block.Kind.WEIGHT) {
        pattern(block.pattern());
      }
      for (int i = 0; i < block.size(); i++) {
        u32(Float.floatToRawIntBits(signal.siren().theta()[block.offset() + i]));
      }
    }
    u32(0);
    byte[] file = out.toByteArray();
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(LENGTH_AT, file.length);
    CRC32C crc = new CRC32C();
    crc.update(file, 0, file.length - 4);
    buffer.putInt(file.length - 4, (int) crc.getValue());
    return file;
  }

  private void head() {
    u32((int) InrFile.MAGIC);
    u32((int) (InrFile.MAGIC >>> 32));
    out.write(InrFile.VERSION);
    out.write(InrFile.VERSION >> 8);
    out.write(InrFile.IMAGE);
    out.write(signal.grid().rows());
    u32(0); // the length, known at the end
    signal.grid().sizes().forEach(this::u32);
    u32(signal.channels());
    SirenShape shape = signal.siren().shape();
    u32(shape.dimIn());
    u32(shape.width());
    u32(shape.layers());
    u32(shape.dimOut());
    u32(Float.floatToIntBits(shape.omega()));
    // Not the raw bits: all NaNs become one, so that equal signals give equal files.
    u32(Float.floatToIntBits(signal.psnr()));
  }

  private void pattern(CsrPattern pattern) {
    if (pattern == null) {
      out.write(InrFile.DENSE);
      return;
    }
    out.write(InrFile.CSR);
    int[] rowStart = pattern.rowStart();
    for (int r = 0; r < pattern.rows(); r++) {
      varint(rowStart[r + 1] - rowStart[r]);
    }
    for (int r = 0; r < pattern.rows(); r++) {
      int next = 0;
      for (int j = rowStart[r]; j < rowStart[r + 1]; j++) {
        varint(pattern.column()[j] - next);
        next = pattern.column()[j] + 1;
      }
    }
  }

  private void u32(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }

  /** LEB128: seven bits a byte, low ones first, the top bit set on all bytes but the last. */
  private void varint(int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
