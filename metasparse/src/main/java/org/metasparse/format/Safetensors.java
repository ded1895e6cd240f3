package org.metasparse.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.files.Json;

/**
 * Reads and writes the safetensors format: eight bytes with the length of the header
 * (little-endian), the header (JSON: name → dtype, shape, data_offsets; {@code __metadata__} →
 * strings), the tensors' bytes without holes.
 *
 * <p>Equal contents give equal files. In them larger elements come first and the header is padded
 * with spaces to a multiple of eight bytes, so that every element is aligned. {@link SealedTensors}
 * adds a checksum.
 */
public final class Safetensors {
  /** The longest file that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 30;

  static final String METADATA = "__metadata__";

  private Safetensors() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its content; tensors are views of the bytes read
   * @throws InputException if it cannot be read or is not a valid safetensors file
   */
  public static TensorFile read(Path file) {
    return decode(file.toString(), InputFiles.read(file, "a safetensors file", MAX_BYTES));
  }

  /**
   * Writes a file in one step (see {@link AtomicFiles}).
   *
   * @param file where to
   * @param content what to write
   * @throws InputException if it cannot be written
   */
  public static void write(Path file, TensorFile content) {
    AtomicFiles.write(file, encode(content));
  }

  /**
   * Reads a file's bytes.
   *
   * @param name the file's name for messages
   * @param file its bytes; must not be written to afterwards
   * @return its content; tensors are views of the bytes
   * @throws InputException if they are not a valid safetensors file
   */
  public static TensorFile decode(String name, byte[] file) {
    return new SafetensorsReader(name, file).read();
  }

  /**
   * The bytes of a file.
   *
   * @param content what to write
   * @return the file
   * @throws IllegalArgumentException if it would be longer than {@link #MAX_BYTES}
   */
  public static byte[] encode(TensorFile content) {
    Map<String, TensorData> tensors = content.tensors();
    List<String> order = new ArrayList<>(tensors.keySet());
    order.sort(Comparator.comparing(t -> -tensors.get(t).dtype().bytes()));
    Map<String, List<Integer>> offsets = new LinkedHashMap<>();
    long end = 0;
    for (String name : order) {
      long start = end;
      end += tensors.get(name).bytes().remaining();
      checkLength(end);
      offsets.put(name, List.of((int) start, (int) end));
    }

    Map<String, Object> header = new LinkedHashMap<>();
    if (!content.metadata().isEmpty()) {
      header.put(METADATA, content.metadata());
    }
    tensors.forEach((name, tensor) -> header.put(name, entry(tensor, offsets.get(name))));
    byte[] json = Json.write(header).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    checkLength(end + padded);

    ByteBuffer file = ByteBuffer.allocate(8 + padded + (int) end).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(padded).put(json);
    while (file.position() < 8 + padded) {
      file.put((byte) ' ');
    }
    order.forEach(name -> file.put(tensors.get(name).bytes()));
    return file.array();
  }

  private static Map<String, Object> entry(TensorData tensor, List<Integer> offsets) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("dtype", tensor.dtype().name());
    entry.put("shape", tensor.shape());
    entry.put("data_offsets", offsets);
    return entry;
  }

  private static void checkLength(long bytes) {
    if (bytes > MAX_BYTES - 8) {
      throw new IllegalArgumentException("a safetensors file of more than " + MAX_BYTES + " bytes");
    }
  }
}
