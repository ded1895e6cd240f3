package org.metasparse.interchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.testing.TestFiles.odd;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.files.InputException;
import org.metasparse.files.JsonObject;
import org.metasparse.format.DType;
import org.metasparse.format.TensorData;
import org.metasparse.format.TensorFile;
import org.metasparse.interchange.TorchTensors.Weights;

class NpzTest {
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([<|][a-z]\\d)', 'fortran_order': False, 'shape': \\(([^)]*)\\), \\} *\n");

  /** The members of an archive, in its order. */
  private static Map<String, byte[]> members(byte[] npz) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(npz))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        assertEquals(1980, e.getTimeLocal().getYear(), e.getName());
        members.put(e.getName(), zip.readAllBytes());
      }
    }
    return members;
  }

  /** The elements behind an array's header, which must be that of type and shape. */
  private static ByteBuffer data(byte[] npy, String descr, String shape) {
    ByteBuffer bytes = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    assertArrayEquals(magic, Arrays.copyOf(npy, 8));
    int length = bytes.getShort(8);
    assertEquals(0, (10 + length) % 64);
    String header = new String(npy, 10, length, StandardCharsets.US_ASCII);
    Matcher matcher = HEADER.matcher(header);
    assertTrue(matcher.matches(), header);
    assertEquals(descr, matcher.group(1));
    assertEquals(shape, matcher.group(2));
    return bytes.position(10 + length);
  }

  @Test
  void anArrayForEachTensor() throws IOException {
    TensorFile file = TorchTensors.of(Nets.image(Nets.sparse(Nets.SHAPE)), Weights.DENSE);

    Map<String, byte[]> members = members(Npz.encode(file));

    assertEquals(file.tensors().size() + 1, members.size());
    file.tensors()
        .forEach(
            (name, tensor) -> {
              List<Integer> s = tensor.shape();
              String shape = s.size() == 1 ? s.get(0) + "," : s.get(0) + ", " + s.get(1);
              ByteBuffer data = data(members.get(name + ".npy"), "<f4", shape);
              assertEquals(tensor.bytes(), data, name);
            });
    String metadata = new String(members.get("metadata.json"), StandardCharsets.UTF_8);
    assertEquals(file.metadata(), JsonObject.parse("metadata.json", metadata).values());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsRead(Weights weights) {
    TensorFile file = TorchTensors.of(Nets.image(Nets.sparse(Nets.SHAPE)), weights);
    TensorFile read = new NpzReader("x.npz", Npz.encode(file)).read();
    assertEquals(file.metadata(), read.metadata());
    assertEquals(List.copyOf(file.tensors().keySet()), List.copyOf(read.tensors().keySet()));
    file.tensors()
        .forEach(
            (name, tensor) -> {
              TensorData found = read.tensors().get(name);
              assertEquals(tensor.dtype(), found.dtype());
              assertEquals(tensor.shape(), found.shape());
              assertEquals(tensor.bytes(), found.bytes());
            });
  }

  /** Written by NumPy 2.4 (see the resource's README), deflated and stored, scalars and lists. */
  @ParameterizedTest
  @ValueSource(strings = {"numpy-stored.npz", "numpy-deflated.npz"})
  void whatNumPyWrites(String name) {
    TensorFile read = new NpzReader(name, odd(name)).read();

    assertEquals(
        List.of("layers.0.linear.weight", "layers.0.linear.bias", "whole", "scalar"),
        List.copyOf(read.tensors().keySet()));
    TensorData weight = read.tensors().get("layers.0.linear.weight");
    assertEquals(List.of(2, 3), weight.shape());
    assertArrayEquals(new float[] {0f, 0.5f, 1f, 1.5f, 2f, -2.5f}, weight.floats());
    assertArrayEquals(
        new double[] {1.0 / 3, -1e-300}, read.tensors().get("layers.0.linear.bias").doubles());
    assertArrayEquals(new long[] {1L << 40, -1}, read.tensors().get("whole").longs());
    assertEquals(List.of(), read.tensors().get("scalar").shape());
    assertArrayEquals(new float[] {7}, read.tensors().get("scalar").floats());
  }

  @Test
  void everyTruncationIsRefusedAndEveryFlippedByteToo() {
    TensorFile file = TorchTensors.of(Nets.image(Nets.sparse(Nets.SHAPE)), Weights.CSR);
    byte[] whole = Npz.encode(file);
    for (int n = 0; n < whole.length; n++) {
      byte[] cut = Arrays.copyOf(whole, n);
      InputException e =
          assertThrows(InputException.class, () -> new NpzReader("x.npz", cut).read());
      Refusal.check(e.getMessage(), "x.npz");
    }
    int harmless = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x21;
      try {
        TensorFile read = new NpzReader("x.npz", flipped).read();
        // Dates, attributes and the directory behind the entries concern no number.
        assertEquals(
            file.tensors().values().stream().map(TensorData::bytes).toList(),
            read.tensors().values().stream().map(TensorData::bytes).toList());
        harmless++;
      } catch (InputException e) {
        Refusal.check(e.getMessage(), "x.npz");
      }
    }
    assertTrue(harmless < whole.length / 2, harmless + " of " + whole.length);
  }

  @Test
  void everyTypeHasItsName() throws IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (DType dtype : DType.values()) {
      if (dtype != DType.BF16) {
        tensors.put(
            dtype.name(), new TensorData(dtype, List.of(), ByteBuffer.allocate(dtype.bytes())));
      }
    }

    Map<String, byte[]> members = members(Npz.encode(new TensorFile(Map.of(), tensors)));

    String[] descr = {"|b1", "|u1", "<i4", "<i8", "<f2", "<f4", "<f8"};
    int i = 0;
    for (String name : tensors.keySet()) {
      ByteBuffer data = data(members.get(name + ".npy"), descr[i++], "");
      assertEquals(DType.valueOf(name).bytes(), data.remaining(), name);
    }
    TensorData bf16 = new TensorData(DType.BF16, List.of(0), ByteBuffer.allocate(0));
    TensorFile file = new TensorFile(Map.of(), Map.of("x", bf16));
    assertThrows(IllegalArgumentException.class, () -> Npz.encode(file));
  }

  @Test
  void equalNetworksGiveEqualFilesInEveryTimeZone() {
    TensorFile file = TorchTensors.of(Nets.image(Nets.sparse(Nets.SHAPE)), Weights.CSR);
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      byte[] far = Npz.encode(file);
      TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
      assertArrayEquals(far, Npz.encode(file));
    } finally {
      TimeZone.setDefault(before);
    }
  }
}
