package org.metasparse.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Console;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints.
 *
 * @param out results
 * @param err progress and messages
 * @param interactive whether a person watches, so that a line may be drawn over
 * @param columns how many characters a line has
 * @param silent whether only errors and what is asked for are to be printed
 */
record Terminal(
    PrintStream out, PrintStream err, boolean interactive, int columns, boolean silent) {
  private static final int USUAL = 80;
  private static final int LEAST = 20;

  /** A terminal of the usual width. */
  Terminal(PrintStream out, PrintStream err, boolean interactive) {
    this(out, err, interactive, USUAL, false);
  }

  /** The terminal of this process. */
  static Terminal ofProcess() {
    // UTF-8 whatever the locale: JSON demands it.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    boolean watched = watched();
    return new Terminal(out, System.err, watched, watched ? width() : USUAL, false);
  }

  /** The same for a command that is to be quiet. */
  Terminal quiet() {
    return new Terminal(out, err, interactive, columns, true);
  }

  /** Where to tell what has been done. */
  PrintStream told() {
    return silent ? new PrintStream(OutputStream.nullOutputStream(), false, US_ASCII) : out;
  }

  /** Tells what somebody may want to know, beside the results. */
  void notice(String line) {
    if (!silent && !line.isEmpty()) {
      err.println("metasparse: " + line);
    }
  }

  /** The terminal's width, which only the system's own tool tells. */
  private static int width() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String[] size = new String(stty.getInputStream().readAllBytes(), US_ASCII).split("\\s+");
      int columns = size.length < 2 ? 0 : Integer.parseInt(size[1]);
      return columns == 0 ? USUAL : Math.max(LEAST, columns);
    } catch (IOException | NumberFormatException e) {
      // No such tool, or no such terminal, as on Windows.
      return USUAL;
    }
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
