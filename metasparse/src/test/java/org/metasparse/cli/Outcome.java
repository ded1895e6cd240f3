package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.metasparse.files.JsonObject;

/**
 * What a command ended with.
 *
 * @param code its exit code
 * @param out its standard output
 * @param err its standard error
 */
record Outcome(int code, String out, String err) {
  private static final List<String> JVM_LINES =
      List.of(
          "WARNING: Using incubator modules",
          "metasparse: restarted with jdk.incubator.vector",
          "Picked up ",
          "NOTE: Picked up ");

  /** The lines of standard error that are not the JVM's and not about restarting. */
  List<String> messages() {
    return err.lines().filter(line -> JVM_LINES.stream().noneMatch(line::startsWith)).toList();
  }

  /** The one line of standard error. */
  String message() {
    assertEquals(1, messages().size(), this::toString);
    return messages().get(0);
  }

  Outcome assertDone() {
    assertEquals(Main.DONE, code, this::toString);
    return this;
  }

  /** Checks for one line on standard error that holds the words, no result, and an exit code. */
  void assertEnded(int expected, String... words) {
    assertEquals(expected, code, this::toString);
    assertEquals("", out, this::toString);
    assertTrue(message().startsWith("metasparse: "), this::toString);
    for (String word : words) {
      assertTrue(message().contains(word), () -> "'" + word + "' is not in: " + message());
    }
  }

  /** Standard output, which must be one JSON object on one line. */
  JsonObject json() {
    assertEquals(1, out.lines().count(), this::toString);
    return JsonObject.parse("standard output", out);
  }
}
