package org.metasparse.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.metasparse.signal.SignalKind;

/**
 * Reads the bytes of one {@code .inr} file. Whatever it claims is checked against the bytes that
 * are left before memory is taken for it: a coded byte stands for 512 parameters at the very most.
 */
final class InrDecoder {
  /** What stands in the place of the version in files of version 2, which had a longer magic. */
  private static final int VERSION_2 = 0x0d;

  private final byte[] file;
  private final BaseFinder finder;
  private final InrInput in;

  InrDecoder(String name, byte[] file, BaseFinder finder) {
    this.finder = finder;
    this.file = file;
    this.in = new InrInput(name, file);
  }

  EncodedSignal decode() {
    return read(
        head -> {
          CodedLayers.Stored stored =
              head.shape() == null
                  ? CodedLayers.readDifference(in, finder)
                  : CodedLayers.read(head.shape(), head.moving(), in);
          return head.signal(stored.siren(), stored.storage());
        });
  }

  /** What the signal is, for which no model is needed. */
  SignalKind kind() {
    return read(InrHead::kind);
  }

  /** Checks the file, reads its head, and goes on from there. */
  private <T> T read(Function<InrHead, T> rest) {
    if (file.length < 5 || in.i32() != InrFile.MAGIC) {
      throw in.error("is not an .inr file; give one that 'metasparse encode' wrote");
    }
    int told = in.u8();
    int version = told == VERSION_2 ? 2 : told;
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
    checkSeal();
    try {
      return rest.apply(InrHead.read(in));
    } catch (ArithmeticException e) {
      throw in.invalid("sizes or columns beyond 2^31 - 1");
    } catch (IllegalArgumentException e) {
      // From the constructors of kind, grid, shape, pattern, signal, which say what is wrong.
      throw in.invalid(e.getMessage());
    }
  }

  /** Checks what shows any damage or cut; afterwards the checksum is cut off. */
  private void checkSeal() {
    in.need(4);
    CRC32C crc = new CRC32C();
    crc.update(file, 0, file.length - 4);
    int carried = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 4);
    if (carried != (int) crc.getValue()) {
      throw in.error(
          "is damaged, cut short or added to: its checksum is not that of its "
              + file.length
              + " bytes; get it anew");
    }
    in.cut(4);
  }
}
