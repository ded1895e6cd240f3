package org.metasparse.interchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.metasparse.files.Json;
import org.metasparse.format.DType;
import org.metasparse.format.TensorData;
import org.metasparse.format.TensorFile;

/**
 * NumPy's {@code .npz}: a ZIP archive with one {@code NAME.npy} (format 1.0, C order,
 * little-endian) for each tensor, and {@code metadata.json}, which {@code numpy.load} gives as
 * bytes.
 *
 * <p>Equal contents give equal files: entries are stored uncompressed, as {@code numpy.savez} does,
 * and carry the same date.
 */
public final class Npz {
  /** Not ZIP's first moment: Java adds a time stamp of the local zone to entries of that. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final int ALIGNMENT = 64;

  private Npz() {}

  /**
   * The bytes of a file.
   *
   * @param content tensors and metadata
   * @return the file
   * @throws IllegalArgumentException if a tensor is of {@link DType#BF16}, which NumPy lacks
   */
  public static byte[] encode(TensorFile content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (var tensor : content.tensors().entrySet()) {
        put(zip, tensor.getKey() + ".npy", npy(tensor.getValue()));
      }
      byte[] metadata = Json.pretty(content.metadata()).getBytes(StandardCharsets.UTF_8);
      put(zip, "metadata.json", metadata);
    } catch (IOException e) {
      throw new UncheckedIOException("a ZIP archive in memory", e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(TIME);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** An array as {@code numpy.save} writes it. */
  private static byte[] npy(TensorData tensor) {
    String shape =
        tensor.shape().stream().map(n -> n + ",").collect(Collectors.joining(" ", "(", ")"));
    String header =
        "{'descr': '"
            + descr(tensor.dtype())
            + "', 'fortran_order': False, 'shape': "
            + (tensor.shape().size() > 1 ? shape.replace(",)", ")") : shape)
            + ", }";
    // Magic, version and length take 10 bytes, the newline one.
    int before = (10 + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String padded = header + " ".repeat(before - 10 - header.length() - 1) + "\n";
    ByteBuffer data = tensor.bytes();
    return ByteBuffer.allocate(before + data.remaining())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .put(data)
        .array();
  }

  /** NumPy's word for a type. */
  static String descr(DType dtype) {
    return switch (dtype) {
      case BOOL -> "|b1";
      case U8 -> "|u1";
      case I32 -> "<i4";
      case I64 -> "<i8";
      case F16 -> "<f2";
      case F32 -> "<f4";
      case F64 -> "<f8";
      case BF16 -> throw new IllegalArgumentException("NumPy has no type for " + dtype);
    };
  }
}
