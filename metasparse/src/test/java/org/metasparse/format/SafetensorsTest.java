package org.metasparse.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.format.Damage.refused;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.files.JsonObject;

class SafetensorsTest {
  private static final String GOLDEN =
      "META-INF/metasparse/testdata/golden/siren-w16-omega30.safetensors";

  @TempDir Path folder;

  private static byte[] file(long headerLength, String header, int dataLength) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataLength)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerLength)
        .put(json)
        .array();
  }

  private static byte[] file(String header, int dataLength) {
    return file(header.length(), header, dataLength);
  }

  private static TensorFile decode(byte[] file) {
    return Safetensors.decode("x.safetensors", file);
  }

  private static TensorFile sample() {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put("f", TensorData.of(new float[] {1, -0f, Float.NaN, 1e-45f, 5, 6}, 2, 3));
    tensors.put("l", TensorData.of(new long[] {Long.MIN_VALUE, 7}, 2));
    tensors.put("empty", TensorData.of(new float[0], 0, 4));
    tensors.put("i", TensorData.of(new int[] {-3}));
    tensors.put("d", TensorData.of(new double[] {Math.PI}, 1, 1));
    return new TensorFile(Map.of("who", "\"ä\""), tensors);
  }

  @Test
  void anotherProgramsFileIsRead() throws IOException {
    TensorFile golden;
    try (InputStream in = getClass().getClassLoader().getResourceAsStream(GOLDEN)) {
      golden = decode(in.readAllBytes());
    }
    assertEquals("30.0", golden.metadata().get("omega"));
    TensorData weight = golden.tensor("x", "weight.4");
    assertEquals(DType.F64, weight.dtype());
    assertEquals(List.of(3, 16), weight.shape());
    assertEquals(48, weight.doubles().length);
    // The file says what these are to each other: 64 pixels' squared errors, on average.
    double[] output = golden.tensor("x", "output").doubles();
    double[] values = golden.tensor("x", "values").doubles();
    double sum = 0;
    for (int i = 0; i < output.length; i++) {
      sum += (output[i] - values[i]) * (output[i] - values[i]);
    }
    TensorData loss = golden.tensor("x", "loss");
    assertEquals(List.of(), loss.shape());
    assertEquals(loss.doubles()[0], sum / output.length, 1e-14);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Path path = folder.resolve("x.safetensors");
    Safetensors.write(path, sample());
    TensorFile read = Safetensors.read(path);
    assertEquals(sample(), read);
    assertEquals(List.copyOf(sample().tensors().keySet()), List.copyOf(read.tensors().keySet()));
    assertArrayEquals(new int[] {-3}, read.tensor("x", "i").ints());
    assertArrayEquals(new long[] {Long.MIN_VALUE, 7}, read.tensor("x", "l").longs());
    assertArrayEquals(new long[] {-3}, read.tensor("x", "i").longs());
    assertEquals(-0f, read.tensor("x", "f").floats()[1]);
    assertThrows(IllegalArgumentException.class, () -> read.tensor("x", "f").ints());
    refused(() -> read.tensor("x", "nothing"), "x:", "\"nothing\"");
  }

  @Test
  void theBytesAreThoseOfTheFormat() {
    TensorFile content =
        new TensorFile(Map.of("k", "v"), Map.of("a", TensorData.of(new float[] {1, 2}, 2)));
    String header =
        "{\"__metadata__\":{\"k\":\"v\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    int padded = (header.length() + 7) / 8 * 8;
    byte[] expected = file(padded, header + " ".repeat(padded - header.length()), 8);
    ByteBuffer.wrap(expected)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(8 + padded, 1)
        .putFloat(12 + padded, 2);
    assertArrayEquals(expected, Safetensors.encode(content));
  }

  @Test
  void elementsAreAligned() {
    byte[] bytes = Safetensors.encode(sample());
    long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertEquals(0, header % 8);
    String json = new String(bytes, 8, (int) header, StandardCharsets.UTF_8);
    JsonObject entries = JsonObject.parse("x", json.strip());
    for (String name : sample().tensors().keySet()) {
      long start = (Long) entries.getObject(name).getList("data_offsets").get(0);
      assertEquals(0, start % sample().tensors().get(name).dtype().bytes(), name);
    }
  }

  @Test
  void bytesAndBooleansAreRead() {
    byte[] file =
        file(
            "{\"u\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                + "\"b\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[1,2]}}",
            2);
    file[file.length - 2] = (byte) 200;
    file[file.length - 1] = 1;
    assertArrayEquals(new long[] {200}, decode(file).tensor("x", "u").longs());
    assertArrayEquals(new long[] {1}, decode(file).tensor("x", "b").longs());
  }

  @Test
  void liesAboutTheHeaderAreRefused() {
    String empty = "{}";
    assertEquals(Map.of(), decode(file(empty, 0)).tensors());
    for (long length : new long[] {0, 1, 3, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32}) {
      refused(() -> decode(file(length, empty, 0)), "x.safetensors", "header");
    }
    refused(() -> decode(new byte[0]), "x.safetensors");
    refused(() -> decode(new byte[7]), "x.safetensors");
    refused(() -> decode(file(" {}", 0)), "x.safetensors", "'{'");
    refused(() -> decode(file("{} x", 0)), "x.safetensors", "JSON");
    refused(() -> decode(file("[]", 0)), "x.safetensors");
    byte[] bad = file("{\"\u0001\":1}", 0);
    refused(() -> decode(bad), "x.safetensors", "JSON");
  }

  private static String entry(String name, String dtype, String shape, String offsets) {
    return "\""
        + name
        + "\":{\"dtype\":\""
        + dtype
        + "\",\"shape\":"
        + shape
        + ",\"data_offsets\":"
        + offsets
        + "}";
  }

  private static void refusedTensor(String entries, int dataLength, String... words) {
    refused(() -> decode(file("{" + entries + "}", dataLength)), words);
  }

  @Test
  void liesAboutTensorsAreRefused() {
    String good = entry("a", "F32", "[2]", "[0,8]");
    assertEquals(2, decode(file("{" + good + "}", 8)).tensor("x", "a").count());
    refusedTensor(good, 7, "cut short");
    refusedTensor(good, 9, "9");
    refusedTensor(entry("a", "F32", "[3]", "[0,8]"), 8, "\"a\"", "8 bytes");
    refusedTensor(entry("a", "F32", "[2]", "[8,0]"), 8, "data_offsets");
    refusedTensor(entry("a", "F32", "[2]", "[-8,0]"), 8, "data_offsets");
    refusedTensor(entry("a", "F32", "[2]", "[0,8,8]"), 8, "data_offsets");
    refusedTensor(entry("a", "F32", "[2]", "[0.0,8]"), 8, "data_offsets");
    refusedTensor(entry("a", "F32", "[-2]", "[0,8]"), 8, "shape");
    refusedTensor(entry("a", "F32", "2", "[0,8]"), 8, "shape", "an array");
    refusedTensor(entry("a", "F31", "[2]", "[0,8]"), 8, "F31", "F32");
    refusedTensor("\"a\":{\"dtype\":\"F32\",\"shape\":[2]}", 8, "data_offsets", "missing");
    refusedTensor("\"a\":7", 8, "\"a\"");
    // Products that overflow int, long, or come back to 8 by overflow.
    refusedTensor(entry("a", "F32", "[65536,65536]", "[0,8]"), 8, "\"a\"");
    refusedTensor(entry("a", "F32", "[2147483647,2147483647,2147483647]", "[0,8]"), 8, "\"a\"");
    refusedTensor(entry("a", "F32", "[4611686018427387906]", "[0,8]"), 8, "2^31");
    refusedTensor(entry("a", "F32", "[99999999999999999999]", "[0,8]"), 8, "shape");
    String range = "[0,9223372036854775807]";
    refusedTensor(entry("a", "U8", "[1]", range), 8, "\"a\"");
    refusedTensor("\"__metadata__\":{\"k\":1}", 0, "__metadata__", "\"k\"");
    refusedTensor("\"__metadata__\":[]", 0, "__metadata__");
  }

  @Test
  void holesAndOverlapsAreRefused() {
    String first = entry("a", "F32", "[2]", "[0,8]");
    assertEquals(
        2,
        decode(file("{" + first + "," + entry("b", "U8", "[1]", "[8,9]") + "}", 9))
            .tensors()
            .size());
    refusedTensor(first + "," + entry("b", "U8", "[1]", "[9,10]"), 10, "\"b\"", "9", "8");
    refusedTensor(first + "," + entry("b", "U8", "[2]", "[7,9]"), 9, "\"b\"", "7", "8");
    refusedTensor(first + "," + entry("b", "F32", "[2]", "[0,8]"), 8, "begins at 0");
    refusedTensor(first + "," + first, 8, "twice");
    refusedTensor(entry("a", "U8", "[1]", "[1,2]"), 2, "begins at 1");
  }

  @Test
  void aSealShowsEveryDamage() throws IOException {
    Path path = folder.resolve("sealed");
    SealedTensors.write(path, sample());
    assertEquals(sample(), SealedTensors.read(path));
    byte[] file = Files.readAllBytes(path);
    // Others can read it too; the seal is metadata to them.
    assertEquals(sample().tensors(), decode(file).tensors());
    assertEquals(64, decode(file).metadata().get("metasparse.sha256").length());
    Damage.everyTruncation(file, SealedTensors::decode);
    Damage.everyFlippedByte(file, SealedTensors::decode);
    refused(
        () -> SealedTensors.decode("plain", Safetensors.encode(sample())), "plain", "not a file");
  }

  @Test
  void theSealIsTheDigestOfTheFileWithZerosInItsPlace() throws Exception {
    byte[] file = SealedTensors.encode(sample());
    String seal = decode(file).metadata().get("metasparse.sha256");
    String text = new String(file, StandardCharsets.ISO_8859_1);
    assertEquals(text.indexOf(seal), text.lastIndexOf(seal));
    byte[] zeroed = text.replace(seal, "0".repeat(64)).getBytes(StandardCharsets.ISO_8859_1);
    byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(zeroed);
    assertEquals(seal, java.util.HexFormat.of().formatHex(digest));
    assertTrue(text.startsWith("{\"__metadata__\":{\"metasparse.sha256\":\"" + seal, 8));
  }
}
