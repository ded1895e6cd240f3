package org.metasparse.format;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.signal.Grid;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/**
 * Files large enough that their sizes take several bytes; the small ones are in the other tests.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DamagedFilesTest {
  private static Siren siren() {
    return Nets.siren(new SirenShape(2, 48, 2, 3, 30), 1, 0.5, 0.3);
  }

  /** Reading takes a few times a file's length: its bytes, a copy, the numbers. */
  private static long times(int factor, byte[] file) {
    return (long) factor * file.length + (256 << 10);
  }

  @Test
  void checkpoints() {
    Siren siren = siren();
    Random random = new Random(5);
    float[] m = Nets.floats(siren.theta().length, random);
    float[] v = Nets.floats(siren.theta().length, random);
    byte[] file =
        CheckpointFile.encode(new Checkpoint(siren, 3, 1000, m, v, 4000, -77, "{\"a\":1}"));
    DamageSweep.ofSealed(file, times(8, file), CheckpointFile::decode)
        .random(DamageSweep.RANDOM, 1);
  }

  @Test
  void encodedSignals() {
    byte[] file =
        InrFile.encode(
            new EncodedSignal(siren(), ImageKind.EIGHT_BITS, Grid.ofImage(178, 90), 3, 31.5f));
    DamageSweep.ofSealed(file, times(16, file), InrFile::decode).random(DamageSweep.RANDOM, 2);
  }

  /** Without a seal a tensor's values can be anything; but the header must fit the file. */
  @Test
  void safetensorsWithoutASeal() {
    TensorFile content =
        new TensorFile(
            Map.of("k", "v"),
            Map.of("a", TensorData.of(Nets.floats(1000, new Random(3)), 10, 100)));
    byte[] file = Safetensors.encode(content);
    DamageSweep.ofUnsealed(file, times(8, file), Safetensors::decode)
        .everyCut()
        .random(DamageSweep.RANDOM, 3);
    TensorFile small =
        new TensorFile(Map.of("k", "v"), Map.of("a", TensorData.of(new float[] {1, 2}, 2, 1)));
    DamageSweep<TensorFile> sweep =
        DamageSweep.ofUnsealed(Safetensors.encode(small), 1 << 20, Safetensors::decode)
            .everyCut()
            .everyFlip();
    assertTrue(sweep.refused() > sweep.tried() / 2, sweep.refused() + " of " + sweep.tried());
  }

  @Test
  void json() {
    String text =
        "{\"a\": [1, -2.5e3, true, null, \"\\u00e4\\n\"], \"b\": {\"c\": {}, \"d\": []},"
            + " \"ä\": 12345678901234567890}\n";
    DamageSweep.ofUnsealed(text.getBytes(StandardCharsets.UTF_8), 1 << 20, Json::parse)
        .everyCut()
        .everyFlip()
        .random(DamageSweep.RANDOM, 4);
  }

  /** The sweep itself finds what it is made to find. */
  @Test
  void badReadersAreFoundOut() {
    byte[] file = {4, 1, 2, 3, 4};
    DamageSweep.Reader<byte[]> trusting = (name, bytes) -> new byte[bytes[0] << 16];
    DamageSweep.Reader<byte[]> silent = (name, bytes) -> bytes;
    DamageSweep.Reader<byte[]> nameless =
        (name, bytes) -> {
          if (bytes.length < 5) {
            throw new InputException("a file: is cut short");
          }
          return bytes;
        };
    DamageSweep.Reader<Byte> careless = (name, bytes) -> bytes[4];
    fails(() -> DamageSweep.ofUnsealed(file, 1 << 20, trusting).everyFlip());
    fails(() -> DamageSweep.ofSealed(file, 1 << 20, silent).everyFlip());
    fails(() -> DamageSweep.ofUnsealed(file, 1 << 20, nameless).everyCut());
    fails(() -> DamageSweep.ofUnsealed(file, 1 << 20, careless).everyCut());
    fails(() -> DamageSweep.ofRedundant(file, 1 << 20, Byte::equals, careless).everyFlip());
    fails(() -> DamageSweep.ofSealed(file, 1 << 20, silent).random(100, 1));
  }

  private static void fails(Runnable sweep) {
    assertThrows(AssertionError.class, sweep::run);
  }
}
