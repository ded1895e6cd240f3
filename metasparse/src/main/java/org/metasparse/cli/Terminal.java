package org.metasparse.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints.
 *
 * @param out results
 * @param err progress and messages
 * @param interactive whether a person watches, so that a line may be drawn over
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {

  /** The terminal of this process. */
  static Terminal ofProcess() {
    // UTF-8 whatever the locale: JSON demands it.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    return new Terminal(out, System.err, watched());
  }

  private static boolean watched() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since JDK 22 there may be a console without a terminal, and this method that tells.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
