package org.metasparse.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.signal.SignalKind;

/**
 * The {@code .inr} file: a signal as a sparse network. INR-FORMAT.md beside this file's source
 * describes it byte by byte. Equal signals give equal files; every damaged or truncated file is
 * refused.
 */
public final class InrFile {
  /** The longest file that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 30;

  /** Not text: its first byte is none of ASCII, nor the first of a character in UTF-8. */
  static final int MAGIC = 0x524e_4989;

  /** The version that is written, and the only one that is read. */
  static final int VERSION = 3;

  private InrFile() {}

  /**
   * Writes a file in one step (see {@link AtomicFiles}).
   *
   * @param file where to
   * @param signal what to write
   * @throws InputException if the file cannot be written
   */
  public static void write(Path file, EncodedSignal signal) {
    AtomicFiles.write(file, encode(signal));
  }

  /**
   * Whether bytes begin as those of an .inr file do.
   *
   * @param file some bytes
   * @return whether they may be one
   */
  public static boolean isOne(byte[] file) {
    return file.length >= 4
        && ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt() == MAGIC;
  }

  /**
   * Reads a file that needs no base model.
   *
   * @param file the file
   * @return the signal
   * @throws InputException if it cannot be read, is no {@code .inr} file, is damaged or cut short,
   *     of a newer version, or needs a base model
   */
  public static EncodedSignal read(Path file) {
    return read(file, BaseFinder.NONE);
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param base the model from which the file may hold only the difference; null for none; not
   *     looked at where the file needs none
   * @return the signal
   * @throws InputException if it cannot be read, is no {@code .inr} file, is damaged or cut short,
   *     of a newer version, or needs a base model other than the one given
   */
  public static EncodedSignal read(Path file, Base base) {
    return read(file, (hash, name) -> base);
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param finder is asked for the model from which the file holds only the difference, if it does
   * @return the signal
   * @throws InputException if it cannot be read, is no {@code .inr} file, is damaged or cut short,
   *     of a newer version, or needs a base model that is not found
   */
  public static EncodedSignal read(Path file, BaseFinder finder) {
    return decode(file.toString(), InputFiles.read(file, "an .inr file", MAX_BYTES), finder);
  }

  /**
   * What the signal in a file is, without the model that the file may need.
   *
   * @param file the file
   * @return its kind
   * @throws InputException if it cannot be read, is no {@code .inr} file, is damaged or cut short,
   *     or of a newer version
   */
  public static SignalKind kind(Path file) {
    byte[] bytes = InputFiles.read(file, "an .inr file", MAX_BYTES);
    return new InrDecoder(file.toString(), bytes, BaseFinder.NONE).kind();
  }

  /**
   * The bytes of a signal's file.
   *
   * @param signal what to write
   * @return the file
   * @throws IllegalArgumentException if it would be longer than {@link #MAX_BYTES}
   */
  public static byte[] encode(EncodedSignal signal) {
    return new InrEncoder(signal).encode();
  }

  /**
   * Reads the bytes of a file that needs no base model.
   *
   * @param name the file's name for messages
   * @param file its bytes
   * @return the signal
   * @throws InputException if they are no {@code .inr} file, damaged or cut short, of a newer
   *     version, or need a base model
   */
  public static EncodedSignal decode(String name, byte[] file) {
    return decode(name, file, BaseFinder.NONE);
  }

  /**
   * Reads the bytes of a file.
   *
   * @param name the file's name for messages
   * @param file its bytes
   * @param base the model from which the file may hold only the difference; null for none
   * @return the signal
   * @throws InputException if they are no {@code .inr} file, damaged or cut short, of a newer
   *     version, or need a base model other than the one given
   */
  public static EncodedSignal decode(String name, byte[] file, Base base) {
    return decode(name, file, (hash, called) -> base);
  }

  /**
   * Reads the bytes of a file.
   *
   * @param name the file's name for messages
   * @param file its bytes
   * @param finder is asked for the model from which the file holds only the difference, if it does
   * @return the signal
   * @throws InputException if they are no {@code .inr} file, damaged or cut short, of a newer
   *     version, or need a base model that is not found
   */
  public static EncodedSignal decode(String name, byte[] file, BaseFinder finder) {
    return new InrDecoder(name, file, finder).decode();
  }
}
