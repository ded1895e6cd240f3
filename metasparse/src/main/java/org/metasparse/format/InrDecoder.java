package org.metasparse.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Reads the bytes of one {@code .inr} file. Whatever it claims is checked against the bytes that
 * are left before memory is taken for it: a coded byte stands for 512 parameters at the very most.
 */
final class InrDecoder {
  /** Bytes up to the length of the file, and of the checksum. */
  private static final int LEAST = 20;

  private final byte[] file;
  private final Base base;
  private final InrInput in;

  InrDecoder(String name, byte[] file, Base base) {
    this.base = base;
    this.file = file;
    this.in = new InrInput(name, file);
  }

  EncodedSignal decode() {
    if (file.length < 8 || in.i64() != InrFile.MAGIC) {
      throw in.error("is not an .inr file; give one that 'metasparse encode' wrote");
    }
    if (file.length < LEAST) {
      throw in.error("was cut short after " + file.length + " bytes; get it anew");
    }
    int version = in.u16();
    if (version > InrFile.VERSION) {
      throw in.error(
          "needs a metasparse that reads format version "
              + version
              + " or newer; this one reads version "
              + InrFile.VERSION);
    }
    if (version < InrFile.VERSION) {
      throw in.error("is of format version " + version + ", which is not read; encode it anew");
    }
    int kind = in.u8();
    int axes = in.u8();
    checkSeal(in.i32() & 0xffffffffL);
    try {
      return signal(kind, axes);
    } catch (ArithmeticException e) {
      throw in.invalid("sizes or columns beyond 2^31 - 1");
    } catch (IllegalArgumentException e) {
      // From the constructors of kind, grid, shape, pattern, signal, which say what is wrong.
      throw in.invalid(e.getMessage());
    }
  }

  /** Checks all that shows damage; afterwards the checksum is cut off. */
  private void checkSeal(long length) {
    if (length != file.length) {
      throw in.error(
          "has " + file.length + " bytes of " + length + ", it was cut or added to; get it anew");
    }
    CRC32C crc = new CRC32C();
    crc.update(file, 0, file.length - 4);
    int carried = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 4);
    if (carried != (int) crc.getValue()) {
      throw in.error("is damaged: its checksum is not the one it carries; get it anew");
    }
    in.cut(4);
  }

  private EncodedSignal signal(int kind, int axes) {
    InrHead head = InrHead.read(in, kind, axes);
    CodedLayers.Stored stored =
        switch (in.u8()) {
          case InrFile.CODED -> CodedLayers.read(head.shape(), in);
          case InrFile.DIFFERENCE -> CodedLayers.readDifference(head.shape(), in, base);
          default -> throw in.invalid("its layers are stored in a way that is not known");
        };
    return head.signal(stored.siren(), stored.storage());
  }
}
