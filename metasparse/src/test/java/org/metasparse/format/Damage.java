package org.metasparse.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;
import org.metasparse.files.InputException;

/** Expects refusals in one line. */
final class Damage {
  /** For small files: no size that they claim may cost so much. */
  private static final long MOST_BYTES = 4 << 20;

  private Damage() {}

  static void everyTruncation(byte[] file, DamageSweep.Reader<?> reader) {
    DamageSweep.ofSealed(file, MOST_BYTES, reader).everyCut();
  }

  static void everyFlippedByte(byte[] file, DamageSweep.Reader<?> reader) {
    DamageSweep.ofSealed(file, MOST_BYTES, reader).everyFlip();
  }

  static void refused(Executable action, String... words) {
    String message = assertThrows(InputException.class, action).getMessage();
    assertEquals(1, message.lines().count(), message);
    for (String word : words) {
      assertTrue(message.contains(word), () -> "'" + word + "' is not in: " + message);
    }
  }
}
