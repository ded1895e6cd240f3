package org.metasparse.interchange;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metasparse.engine.Rng;
import org.metasparse.files.InputException;
import org.metasparse.format.Safetensors;
import org.metasparse.format.TensorFile;
import org.metasparse.interchange.TorchTensors.Weights;
import org.metasparse.siren.Siren;

/**
 * Files without a checksum: a change may go unnoticed, but then there is a network; anything else
 * is refused in one line.
 */
class DamagedImportTest {
  private static final String NAME = "damaged.safetensors";

  private static byte[] file(Weights weights) {
    Exported exported = Nets.image(Nets.sparse(Nets.SHAPE));
    return Safetensors.encode(TorchTensors.of(exported, weights));
  }

  /** Whether a network could be read; what is thrown otherwise must be a refusal. */
  private static boolean read(byte[] bytes) {
    try {
      TensorFile file = Safetensors.decode(NAME, bytes);
      SignalMetadata.of(NAME, file.metadata());
      Siren siren = TorchImport.read(NAME, file, ImportOptions.of(Double.NaN));
      for (float value : siren.theta()) {
        assertTrue(Float.isFinite(value));
      }
      return true;
    } catch (InputException e) {
      Refusal.check(e.getMessage(), NAME);
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsRefused(Weights weights) {
    byte[] file = file(weights);
    assertTrue(read(file));
    for (int n = 0; n < file.length; n++) {
      int length = n;
      assertTrue(!read(Arrays.copyOf(file, n)), () -> "cut to " + length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedByteIsRefusedOrHarmless(Weights weights) {
    byte[] file = file(weights);
    int refused = 0;
    for (int i = 0; i < file.length; i++) {
      for (int mask : new int[] {0xff, 0x21}) {
        byte[] flipped = file.clone();
        flipped[i] ^= (byte) mask;
        refused += read(flipped) ? 0 : 1;
      }
    }
    assertTrue(refused > file.length / 2, "only " + refused + " of 2 x " + file.length);
  }

  @ParameterizedTest
  @EnumSource
  void severalChangesAtOnce(Weights weights) {
    byte[] file = file(weights);
    Rng rng = new Rng(17);
    for (int round = 0; round < 1000; round++) {
      byte[] changed = file.clone();
      for (int k = 0; k < 4; k++) {
        changed[rng.nextInt(file.length)] = (byte) rng.nextInt(256);
      }
      read(changed);
    }
  }
}
