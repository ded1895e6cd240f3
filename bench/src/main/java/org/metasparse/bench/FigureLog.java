package org.metasparse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.metasparse.files.JsonLines;
import org.metasparse.files.JsonObject;
import org.metasparse.signal.Signal;

/** Figures that took long, each in a line of a file as it is had, so that none is had twice. */
final class FigureLog {
  private final JsonLines lines;
  private final Map<String, Double> known = new ConcurrentHashMap<>();

  /**
   * Opens a file that may not be there yet.
   *
   * @param file null for none: then nothing is kept beyond this process
   */
  FigureLog(Path file) {
    lines = file == null ? null : new JsonLines(file);
    if (lines != null) {
      for (JsonObject line : lines.open()) {
        known.put(line.getString("of"), line.getDoubleOrNaN("psnr"));
      }
    }
  }

  /** What is measured of an image; NaN if there is none. */
  interface Figure {
    double of(Signal image) throws IOException;
  }

  /** Whether there is no figure yet. */
  boolean isEmpty() {
    return known.isEmpty();
  }

  /** The figure of a name: from the log, or measured and added to it. */
  double of(String name, Signal image, Figure figure) {
    Double had = known.get(name);
    if (had != null) {
      return had;
    }
    try {
      double value = figure.of(image);
      add(name, value);
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be measured", e);
    }
  }

  private synchronized void add(String name, double figure) {
    known.put(name, figure);
    if (lines != null) {
      lines.add(Map.of("of", name, "psnr", figure));
    }
  }
}
