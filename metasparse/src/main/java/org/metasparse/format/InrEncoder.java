package org.metasparse.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Writes the bytes of one {@code .inr} file, in the order of INR-FORMAT.md. */
final class InrEncoder {
  private static final int LENGTH_AT = 12;

  private final EncodedSignal signal;
  private final InrOutput out = new InrOutput();

  InrEncoder(EncodedSignal signal) {
    this.signal = signal;
  }

  byte[] encode() {
    if (signal.siren().theta().length > InrFile.MAX_BYTES / 8) {
      throw new IllegalArgumentException(
          signal.siren().theta().length + " parameters are too many for an .inr file");
    }
    out.u64(InrFile.MAGIC);
    out.u16(InrFile.VERSION);
    out.u8(signal.kind().id());
    out.u8(signal.grid().rows());
    out.u32(0); // the length, known at the end
    InrHead.of(signal).write(out);
    CodedLayers.write(signal, out);
    return sealed();
  }

  private byte[] sealed() {
    out.u32(0);
    byte[] file = out.toByteArray();
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(LENGTH_AT, file.length);
    CRC32C crc = new CRC32C();
    crc.update(file, 0, file.length - 4);
    buffer.putInt(file.length - 4, (int) crc.getValue());
    return file;
  }
}
