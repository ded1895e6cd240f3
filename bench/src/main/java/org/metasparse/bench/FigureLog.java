package org.metasparse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** Figures that took long, each in a line of a file as it is had, so that none is had twice. */
final class FigureLog {
  private final Path file;
  private final Map<String, Double> known = new HashMap<>();
  private final boolean some;

  private FigureLog(Path file) throws IOException {
    this.file = file;
    if (file != null && Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int tab = line.lastIndexOf('\t');
        known.put(line.substring(0, tab), Double.valueOf(line.substring(tab + 1)));
      }
    }
    some = !known.isEmpty();
  }

  /**
   * Opens a file that may not be there yet.
   *
   * @param file null for none: then nothing is kept beyond this process
   */
  static FigureLog open(Path file) throws IOException {
    return new FigureLog(file);
  }

  /** Whether there were figures from the start, so that the time taken tells nothing. */
  boolean known() {
    return some;
  }

  /** The figure of a name; null if there is none yet. */
  synchronized Double of(String name) {
    return known.get(name);
  }

  synchronized void add(String name, double figure) throws IOException {
    known.put(name, figure);
    if (file != null) {
      String line = name + "\t" + figure + "\n";
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
