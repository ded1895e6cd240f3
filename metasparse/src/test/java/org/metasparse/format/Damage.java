package org.metasparse.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.function.Executable;
import org.metasparse.signal.InputException;

/** Damages files in every place and expects that each is refused in one line that names it. */
final class Damage {
  private static final String NAME = "damaged.file";

  private Damage() {}

  static void everyTruncation(byte[] file, BiConsumer<String, byte[]> reader) {
    for (int n = 0; n < file.length; n++) {
      byte[] cut = Arrays.copyOf(file, n);
      refused(() -> reader.accept(NAME, cut), NAME);
    }
    byte[] longer = Arrays.copyOf(file, file.length + 1);
    refused(() -> reader.accept(NAME, longer), NAME);
  }

  static void everyFlippedByte(byte[] file, BiConsumer<String, byte[]> reader) {
    for (int i = 0; i < file.length; i++) {
      for (int mask : new int[] {0xff, 1, 0x20}) {
        byte[] flipped = file.clone();
        flipped[i] ^= (byte) mask;
        refused(() -> reader.accept(NAME, flipped), NAME);
      }
    }
  }

  static void refused(Executable action, String... words) {
    String message = assertThrows(InputException.class, action).getMessage();
    assertEquals(1, message.lines().count(), message);
    for (String word : words) {
      assertTrue(message.contains(word), () -> "'" + word + "' is not in: " + message);
    }
  }
}
