package org.metasparse.interchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.files.JsonObject;
import org.metasparse.format.DType;
import org.metasparse.format.Safetensors;
import org.metasparse.format.TensorData;
import org.metasparse.format.TensorFile;

/** Reads one {@code .npz} file, whose every number is checked before it is used. */
final class NpzReader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final String ARRAY = ".npy";

  /** What {@code numpy.save} writes, whatever the order of its three keys. */
  private static final Pattern DESCR = Pattern.compile("'descr': *'([^']*)'");

  private static final Pattern FORTRAN = Pattern.compile("'fortran_order': *(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");

  private static final int END = 22;
  private static final int END_MAGIC = 0x06054b50;

  private final String name;
  private final byte[] file;
  private long read;

  NpzReader(String name, byte[] file) {
    this.name = name;
    this.file = file;
  }

  TensorFile read() {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String key = entry.getName();
        byte[] bytes = bytes(zip);
        if (key.endsWith(ARRAY)) {
          String tensor = key.substring(0, key.length() - ARRAY.length());
          if (tensors.put(tensor, array(key, bytes)) != null) {
            throw error("holds " + key + " twice");
          }
        } else if (key.equals("metadata.json")) {
          JsonObject map = JsonObject.parse(name, new String(bytes, StandardCharsets.UTF_8));
          map.values().keySet().forEach(k -> metadata.put(k, map.getString(k)));
        } else if (key.endsWith("data.pkl")) {
          throw TorchFile.told(name);
        } else {
          throw error("is no .npz file: it holds " + key);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(
          name + ": is no .npz file, or damaged (" + InputFiles.oneLine(e) + "); get it anew", e);
    }
    checkEnd(tensors.size() + (metadata.isEmpty() ? 0 : 1));
    return new TensorFile(metadata, tensors);
  }

  /** What a ZIP archive ends with: the number of its entries is in bytes 10 and 11. */
  private void checkEnd(int entries) {
    int end = file.length - END;
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (end < 0 || in.getInt(end) != END_MAGIC || in.getShort(end + 10) != entries) {
      throw error("is cut short, or no archive that NumPy writes; get it anew");
    }
  }

  /** An entry's bytes; a small file that claims to unpack into a large one is given up. */
  private byte[] bytes(ZipInputStream zip) throws IOException {
    byte[] bytes = zip.readNBytes((int) (Safetensors.MAX_BYTES - read));
    read += bytes.length;
    if (zip.read() >= 0) {
      throw error("unpacks into more than " + Safetensors.MAX_BYTES + " bytes");
    }
    return bytes;
  }

  private TensorData array(String key, byte[] bytes) {
    if (bytes.length < 12 || !Arrays.equals(bytes, 0, 6, MAGIC, 0, 6)) {
      throw error(key + " is no NumPy array");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean first = bytes[6] == 1;
    int from = first ? 10 : 12;
    long length = first ? in.getShort(8) & 0xffff : in.getInt(8) & 0xffffffffL;
    if (from + length > bytes.length) {
      throw error(key + " is cut short in its header");
    }
    int data = from + (int) length;
    String header = new String(bytes, from, (int) length, StandardCharsets.ISO_8859_1);
    if (word(key, FORTRAN, header).equals("True")) {
      throw error(key + " is in Fortran's order; save numpy.ascontiguousarray of it");
    }
    DType dtype = dtype(key, word(key, DESCR, header));
    List<Integer> shape = shape(key, word(key, SHAPE, header));
    long count = 1;
    for (int n : shape) {
      count *= n;
      if (count > Safetensors.MAX_BYTES) {
        break;
      }
    }
    if (count * dtype.bytes() != bytes.length - data) {
      throw error(
          key
              + " has "
              + (bytes.length - data)
              + " bytes of data; "
              + shape
              + " of "
              + dtype
              + " has another number");
    }
    return new TensorData(dtype, shape, ByteBuffer.wrap(bytes, data, bytes.length - data).slice());
  }

  private String word(String key, Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw error(key + " has a header that NumPy does not write");
    }
    return matcher.group(1);
  }

  private List<Integer> shape(String key, String text) {
    List<Integer> shape = new ArrayList<>();
    for (String n : text.split(",")) {
      String digits = n.strip();
      if (digits.length() > 9) {
        throw error(key + " has an axis of " + digits);
      }
      if (!digits.isEmpty()) {
        shape.add(Integer.parseInt(digits));
      }
    }
    return shape;
  }

  private DType dtype(String key, String descr) {
    for (DType dtype : DType.values()) {
      if (dtype != DType.BF16 && Npz.descr(dtype).equals(descr)) {
        return dtype;
      }
    }
    throw error(key + " is of type '" + descr + "'; it may be <f4, <f8, <f2, <i4, <i8, |u1, |b1");
  }

  private InputException error(String what) {
    return new InputException(name + ": " + what);
  }
}
