package org.metasparse.format;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.files.Sha256;

/**
 * Safetensors files that carry a checksum of themselves: the first metadata entry, {@code
 * metasparse.sha256}, holds the SHA-256 of the whole file, as 64 lower-case hexadecimal digits,
 * computed while these digits were zeros. Any safetensors reader can read them; this one refuses a
 * file of which a single bit is not as it was written.
 */
public final class SealedTensors {
  private static final String KEY = "metasparse.sha256";
  private static final byte[] HEAD =
      ("{\"" + Safetensors.METADATA + "\":{\"" + KEY + "\":\"").getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 64;
  private static final int SEAL = 8 + HEAD.length;

  private SealedTensors() {}

  /**
   * Writes a sealed file in one step (see {@link AtomicFiles}).
   *
   * @param file where to
   * @param content what to write
   * @throws InputException if it cannot be written
   */
  public static void write(Path file, TensorFile content) {
    AtomicFiles.write(file, encode(content));
  }

  /**
   * Reads a sealed file.
   *
   * @param file the file
   * @return its content, without the seal
   * @throws InputException if it cannot be read, is not sealed, or is damaged
   */
  public static TensorFile read(Path file) {
    byte[] bytes = InputFiles.read(file, "a sealed safetensors file", Safetensors.MAX_BYTES);
    return decode(file.toString(), bytes);
  }

  /**
   * The bytes of a sealed file.
   *
   * @param content what to write
   * @return the file
   * @throws IllegalArgumentException if it would be too long
   */
  public static byte[] encode(TensorFile content) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(KEY, "0".repeat(DIGITS));
    content.metadata().forEach(metadata::putIfAbsent);
    byte[] file = Safetensors.encode(new TensorFile(metadata, content.tensors()));
    byte[] seal = Sha256.hex(file).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(seal, 0, file, SEAL, DIGITS);
    return file;
  }

  /**
   * Reads the bytes of a sealed file.
   *
   * @param name the file's name for messages
   * @param file its bytes
   * @return its content, without the seal
   * @throws InputException if it is not sealed or is damaged
   */
  public static TensorFile decode(String name, byte[] file) {
    if (file.length < SEAL + DIGITS || !Arrays.equals(file, 8, SEAL, HEAD, 0, HEAD.length)) {
      throw new InputException(
          name
              + ": is not a file that metasparse sealed, or its beginning is damaged;"
              + " give a checkpoint that 'metasparse train' wrote");
    }
    byte[] unsealed = file.clone();
    Arrays.fill(unsealed, SEAL, SEAL + DIGITS, (byte) '0');
    String seal = new String(file, SEAL, DIGITS, StandardCharsets.ISO_8859_1);
    if (!seal.equals(Sha256.hex(unsealed))) {
      throw new InputException(
          name + ": is damaged or cut short (its SHA-256 is not the one it carries); use a copy");
    }
    TensorFile content = Safetensors.decode(name, unsealed);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.remove(KEY);
    return new TensorFile(metadata, content.tensors());
  }
}
