package org.metasparse.format;

import java.util.zip.CRC32C;

/** Writes the bytes of one {@code .inr} file, in the order of INR-FORMAT.md. */
final class InrEncoder {
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
    out.u32(InrFile.MAGIC);
    out.u8(InrFile.VERSION);
    InrHead.of(signal).write(out, signal.storage().base() != null);
    CodedLayers.write(signal, out);
    CRC32C crc = new CRC32C();
    crc.update(out.toByteArray());
    out.u32((int) crc.getValue());
    return out.toByteArray();
  }
}
