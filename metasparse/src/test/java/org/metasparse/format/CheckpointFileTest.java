package org.metasparse.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.metasparse.format.Damage.refused;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.engine.Rng;
import org.metasparse.files.InputException;
import org.metasparse.siren.LatentCode;
import org.metasparse.siren.Moves;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

class CheckpointFileTest {
  private static final String CONFIGURATION = "{ \"preset\": \"ä\\n\",\n  \"x\":1.50}\n";

  @TempDir Path folder;

  private static Checkpoint checkpoint(double... survive) {
    Siren siren = Nets.siren(new SirenShape(2, 4, 2, 3, 0.1f), survive);
    Random random = new Random(5);
    float[] m = Nets.floats(siren.theta().length, random);
    float[] v = Nets.floats(siren.theta().length, random);
    // Bits that arithmetic or text would not keep.
    siren.theta()[0] = -0f;
    m[0] = Float.intBitsToFloat(0x7fc00001);
    v[0] = Float.MIN_VALUE;
    return new Checkpoint(siren, 3, 1L << 40, m, v, 77, -1234567890123456789L, CONFIGURATION)
        .withFitRate(0.1 + 0.2);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  private static void assertSame(Checkpoint expected, Checkpoint actual) {
    assertEquals(expected.siren().shape(), actual.siren().shape());
    assertEquals(expected.fitRate(), actual.fitRate());
    assertEquals(expected.siren().layout(), actual.siren().layout());
    assertArrayEquals(bits(expected.siren().theta()), bits(actual.siren().theta()));
    assertArrayEquals(bits(expected.firstMoment()), bits(actual.firstMoment()));
    assertArrayEquals(bits(expected.secondMoment()), bits(actual.secondMoment()));
    assertEquals(expected.round(), actual.round());
    assertEquals(expected.step(), actual.step());
    assertEquals(expected.adamSteps(), actual.adamSteps());
    assertEquals(expected.rngState(), actual.rngState());
    assertEquals(expected.configuration(), actual.configuration());
  }

  @Test
  void whatIsWrittenIsReadAgainBitForBit() {
    double[][] all = {{1, 1, 1}, {0.5, 0.5, 0.5}, {1, 0.3, 1}, {0, 0, 0}};
    for (double[] survive : all) {
      Path file = folder.resolve("checkpoint.safetensors");
      Checkpoint checkpoint = checkpoint(survive);
      CheckpointFile.write(file, checkpoint);
      assertSame(checkpoint, CheckpointFile.read(file));
    }
  }

  private static Checkpoint moving(int... places) {
    Checkpoint all = checkpoint(0.5, 1, 0.5);
    Siren siren = all.siren();
    return new Checkpoint(
        new Siren(siren.shape(), siren.layout(), siren.theta(), new Moves(places)),
        all.round(),
        all.step(),
        all.firstMoment(),
        all.secondMoment(),
        all.adamSteps(),
        all.rngState(),
        all.configuration());
  }

  /** Older programs refuse them, and read those whose parameters all move as before. */
  @Test
  void whatMovesIsKept() {
    Checkpoint some = moving(0, 3, 20);
    byte[] file = CheckpointFile.encode(some);
    Checkpoint read = CheckpointFile.decode("x", file);
    assertSame(some, read);
    assertEquals(some.siren().moves(), read.siren().moves());
    assertEquals(
        "checkpoint/2", SealedTensors.decode("x", file).metadata().get("metasparse.format"));
    byte[] all = CheckpointFile.encode(checkpoint(1, 1, 1));
    assertEquals(
        "checkpoint/1", SealedTensors.decode("x", all).metadata().get("metasparse.format"));
    Damage.everyTruncation(file, CheckpointFile::decode);
    Damage.everyFlippedByte(file, CheckpointFile::decode);
    refusedTensor("moves", TensorData.of(new int[] {0, 1 << 20}, 2), "run.ckpt", "place 1048576");
    refusedTensor("moves", TensorData.of(new int[] {2, 1}, 2), "run.ckpt", "must ascend");
    refusedTensor("moves", TensorData.of(new int[0], 0), "run.ckpt", "no parameter moves");
    refusedTensor("moves", TensorData.of(new float[] {1}, 1), "run.ckpt", "moves is F32");
  }

  @Test
  void aLatentCodeIsKept() {
    Checkpoint plain = checkpoint(0.5, 1, 0.5);
    Siren coded = LatentCode.give(plain.siren(), 3, new Rng(4));
    int n = coded.theta().length;
    float[] m = Arrays.copyOf(plain.firstMoment(), n);
    float[] v = Arrays.copyOf(plain.secondMoment(), n);
    Checkpoint checkpoint = new Checkpoint(coded, 1, 2, m, v, 3, 4, "{}");
    byte[] file = CheckpointFile.encode(checkpoint);
    Checkpoint read = CheckpointFile.decode("x", file);
    assertSame(checkpoint, read);
    assertEquals(coded.shape(), read.siren().shape());
    assertEquals(coded.moves(), read.siren().moves());
    TensorFile content = SealedTensors.decode("x", file);
    assertEquals("checkpoint/3", content.metadata().get("metasparse.format"));
    Damage.everyTruncation(file, CheckpointFile::decode);
    Damage.everyFlippedByte(file, CheckpointFile::decode);
    for (String code : List.of("0", "2", "4", "-1", "x", "2000000000")) {
      Map<String, String> metadata = new HashMap<>(content.metadata());
      metadata.put("shape.code", code);
      byte[] other = SealedTensors.encode(new TensorFile(metadata, content.tensors()));
      assertThrows(InputException.class, () -> CheckpointFile.decode("x", other), code);
    }
  }

  @Test
  void momentsMayBeAbsent() {
    Checkpoint with = checkpoint(0.5, 0.5, 0.5);
    Checkpoint without = new Checkpoint(with.siren(), 0, 0, null, null, 0, 0, "");
    Checkpoint read = CheckpointFile.decode("x", CheckpointFile.encode(without));
    assertNull(read.firstMoment());
    assertNull(read.secondMoment());
    assertArrayEquals(bits(with.siren().theta()), bits(read.siren().theta()));
    float[] m = with.firstMoment();
    assertThrows(
        IllegalArgumentException.class,
        () -> new Checkpoint(with.siren(), 0, 0, m, null, 0, 0, ""));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Checkpoint(with.siren(), 0, 0, new float[1], new float[1], 0, 0, ""));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Checkpoint(with.siren(), -1, 0, null, null, 0, 0, ""));
  }

  @Test
  void everyDamageIsRefused() {
    byte[] file = CheckpointFile.encode(checkpoint(0.5, 1, 0.5));
    Damage.everyTruncation(file, CheckpointFile::decode);
    Damage.everyFlippedByte(file, CheckpointFile::decode);
  }

  /** A file that is sealed well but whose content was changed. */
  private static void refusedChange(
      UnaryOperator<Map<String, String>> metadata,
      UnaryOperator<Map<String, TensorData>> tensors,
      String... words) {
    byte[] file = CheckpointFile.encode(checkpoint(0.5, 1, 0.5));
    TensorFile content = SealedTensors.decode("x", file);
    TensorFile changed =
        new TensorFile(
            metadata.apply(new LinkedHashMap<>(content.metadata())),
            tensors.apply(new LinkedHashMap<>(content.tensors())));
    byte[] sealed = SealedTensors.encode(changed);
    refused(() -> CheckpointFile.decode("run.ckpt", sealed), words);
  }

  private static void refusedMetadata(String key, String value, String... words) {
    refusedChange(
        metadata -> {
          if (value == null) {
            metadata.remove(key);
          } else {
            metadata.put(key, value);
          }
          return metadata;
        },
        tensors -> tensors,
        words);
  }

  private static void refusedTensor(String name, TensorData value, String... words) {
    refusedChange(
        metadata -> metadata,
        tensors -> {
          if (value == null) {
            tensors.remove(name);
          } else {
            tensors.put(name, value);
          }
          return tensors;
        },
        words);
  }

  @Test
  void claimsAreCheckedThoughTheSealIsGood() {
    refusedMetadata(
        "metasparse.format", "checkpoint/4", "run.ckpt", "newer", "4", "versions 1 to 3");
    refusedMetadata("metasparse.format", "checkpoint/0", "run.ckpt", "version 0");
    refusedMetadata("metasparse.format", "something", "run.ckpt", "not a metasparse checkpoint");
    refusedMetadata("metasparse.format", null, "run.ckpt", "not a metasparse checkpoint");
    refusedMetadata("shape.width", "20000", "run.ckpt", "bias.0");
    refusedMetadata("shape.width", "2147483647", "run.ckpt", "2^31");
    refusedMetadata("shape.layers", "2147483647", "run.ckpt", "layers");
    refusedMetadata("shape.dim_in", "2147483647", "run.ckpt", "shape.dim_in");
    refusedMetadata("shape.dim_in", "1", "run.ckpt", "column 1");
    refusedMetadata("shape.dim_out", "0", "run.ckpt", "at least 1");
    refusedMetadata("shape.omega", "-1", "run.ckpt", "omega");
    refusedMetadata("shape.omega", "fast", "run.ckpt");
    refusedMetadata("round", "-1", "run.ckpt", "round");
    refusedMetadata("step", "1.5", "run.ckpt", "step", "\"1.5\"");
    refusedMetadata("rng.state", null, "run.ckpt", "rng.state");
    refusedMetadata("configuration", null, "run.ckpt", "configuration");
    refusedTensor("weight.1", null, "run.ckpt", "weight.1");
    refusedTensor("weight.1", TensorData.of(new float[3], 3), "run.ckpt", "weight.1", "[4, 4]");
    refusedTensor("bias.2", TensorData.of(new double[3], 3), "run.ckpt", "bias.2", "F64");
    refusedTensor("weight.0.column", TensorData.of(new int[1], 1), "run.ckpt", "column");
    refusedTensor(
        "weight.0.row_start", TensorData.of(new int[] {0, 9, 1, 1, 1}, 5), "run.ckpt", "rowStart");
    refusedTensor("adam.v.bias.0", null, "run.ckpt", "adam.v.bias.0");
    refusedTensor("extra", TensorData.of(new float[1], 1), "run.ckpt", "tensors");
  }
}
