package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs commands within this JVM, from their arguments to their exit code. */
final class CommandLine {
  private CommandLine() {}

  /** Runs a command; arguments are words and paths. */
  static Outcome run(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(utf8(out), utf8(err), false);
    int code = Main.run(Arrays.stream(args).map(Object::toString).toArray(String[]::new), terminal);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Runs a command, split at blanks, that must be refused without a file having been read. */
  static void refused(String command, String... words) {
    run((Object[]) command.split(" ")).assertEnded(Main.WRONG_INPUT, words);
  }

  /**
   * Runs a command that must be refused as bad input: exit code 2, one line on standard error that
   * holds the words, and nothing below the folder written, changed or left behind.
   */
  static void refused(Path folder, List<Object> command, String... words) {
    try {
      Map<String, String> before = FileTree.of(folder);
      run(command.toArray()).assertEnded(Main.WRONG_INPUT, words);
      assertEquals(before, FileTree.of(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
