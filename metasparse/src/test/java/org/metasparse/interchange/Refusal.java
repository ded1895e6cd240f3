package org.metasparse.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;
import org.metasparse.files.InputException;

/** Expects that bad input is refused in one line that names the file. */
final class Refusal {
  private Refusal() {}

  static void of(Executable action, String file, String... words) {
    String message = assertThrows(InputException.class, action).getMessage();
    check(message, file);
    for (String word : words) {
      assertTrue(message.contains(word), () -> "'" + word + "' is not in: " + message);
    }
  }

  static void check(String message, String file) {
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith(file + ": "), message);
  }
}
