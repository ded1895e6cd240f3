package org.metasparse.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.files.JsonObject;

/** Reads one safetensors file, whose every number is checked before it is used. */
final class SafetensorsReader {
  /** The limit of the reference implementation. */
  private static final int MAX_HEADER = 100_000_000;

  private final String name;
  private final byte[] file;

  private record Entry(String tensor, DType dtype, List<Integer> shape, long start, long end) {}

  SafetensorsReader(String name, byte[] file) {
    this.name = name;
    this.file = file;
  }

  TensorFile read() {
    if (file.length < 10) {
      throw error("has " + file.length + " bytes; the shortest safetensors file has 10");
    }
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MAX_HEADER || length > file.length - 8) {
      throw error(
          "is not a safetensors file, or cut short: its header would have "
              + Long.toUnsignedString(length)
              + " bytes of "
              + file.length);
    }
    int dataStart = 8 + (int) length;
    if (file[8] != '{') {
      throw error("is not a safetensors file: its header must begin with '{'");
    }
    JsonObject header =
        JsonObject.of(name, Json.parse(name, Arrays.copyOfRange(file, 8, dataStart)));

    Map<String, String> metadata = new LinkedHashMap<>();
    if (header.values().containsKey(Safetensors.METADATA)) {
      JsonObject map = header.getObject(Safetensors.METADATA);
      map.values().keySet().forEach(key -> metadata.put(key, map.getString(key)));
    }
    List<Entry> entries = new ArrayList<>();
    for (String tensor : header.values().keySet()) {
      if (!tensor.equals(Safetensors.METADATA)) {
        entries.add(entry(tensor, header.getObject(tensor)));
      }
    }
    checkContiguous(entries, file.length - dataStart);

    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (Entry e : entries) {
      ByteBuffer bytes = ByteBuffer.wrap(file, dataStart + (int) e.start, (int) (e.end - e.start));
      tensors.put(e.tensor, new TensorData(e.dtype, e.shape, bytes));
    }
    return new TensorFile(metadata, tensors);
  }

  private Entry entry(String tensor, JsonObject json) {
    DType dtype = dtype(json);
    List<Integer> shape = new ArrayList<>();
    for (long length : wholeNumbers(json, "shape")) {
      if (length > Integer.MAX_VALUE) {
        throw new InputException(
            json.name() + ": a length of " + length + " is more than 2^31 - 1");
      }
      shape.add((int) length);
    }
    List<Long> offsets = wholeNumbers(json, "data_offsets");
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
      throw new InputException(
          json.name() + ": data_offsets must be [begin, end], it is " + offsets);
    }
    long start = offsets.get(0);
    long end = offsets.get(1);
    long expected = TensorData.byteCount(dtype, shape);
    if (expected != end - start) {
      throw new InputException(
          json.name()
              + ": "
              + dtype
              + " "
              + (shape.size() <= 8 ? shape : shape.size() + " axes")
              + " does not take the "
              + (end - start)
              + " bytes of its data_offsets");
    }
    return new Entry(tensor, dtype, shape, start, end);
  }

  private static DType dtype(JsonObject json) {
    String wanted = json.getString("dtype");
    for (DType dtype : DType.values()) {
      if (dtype.name().equals(wanted)) {
        return dtype;
      }
    }
    throw new InputException(
        json.name()
            + ": the dtype "
            + Json.write(wanted)
            + " is not read; convert it to one of "
            + Arrays.toString(DType.values()));
  }

  private static List<Long> wholeNumbers(JsonObject json, String key) {
    List<Long> numbers = new ArrayList<>();
    for (Object value : json.getList(key)) {
      if (!(value instanceof Long number) || number < 0) {
        throw new InputException(json.name() + ": " + key + " must hold whole numbers from 0");
      }
      numbers.add(number);
    }
    return numbers;
  }

  private void checkContiguous(List<Entry> entries, long dataLength) {
    List<Entry> byOffset = new ArrayList<>(entries);
    byOffset.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
    long end = 0;
    for (Entry e : byOffset) {
      if (e.start != end) {
        throw error(
            "the tensor "
                + Json.write(e.tensor)
                + " begins at "
                + e.start
                + "; the ones before it end at "
                + end);
      }
      end = e.end;
    }
    if (end != dataLength) {
      throw error(
          "is damaged or cut short: its tensors take " + end + " bytes, it holds " + dataLength);
    }
  }

  private InputException error(String what) {
    return new InputException(name + ": " + what);
  }
}
