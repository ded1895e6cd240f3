package org.metasparse.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.metasparse.format.Json;
import org.metasparse.format.JsonObject;
import org.metasparse.signal.AtomicFiles;
import org.metasparse.signal.InputException;

/**
 * A file of JSON objects, one a line, to which lines are added. A process that is killed may leave
 * half a line at the end, which counts as not there.
 *
 * @param file the file; it need not exist
 */
record JsonLines(Path file) {
  /**
   * Reads all whole lines, and cuts off what follows the last of them, so that lines can be added.
   *
   * @throws InputException if the file cannot be read, or a line before the last is no object
   */
  List<JsonObject> open() {
    if (!Files.exists(file)) {
      return new ArrayList<>();
    }
    try {
      String text = Files.readString(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      if (whole.length() < text.length()) {
        AtomicFiles.write(file, whole.getBytes(StandardCharsets.UTF_8));
      }
      List<JsonObject> objects = new ArrayList<>();
      for (String line : whole.lines().toList()) {
        objects.add(JsonObject.parse(file + ": line " + (objects.size() + 1), line));
      }
      return objects;
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read", e);
    }
  }

  /**
   * Adds a line.
   *
   * @throws InputException if it cannot be written
   */
  void add(Map<String, Object> object) {
    try {
      Files.writeString(
          file, Json.write(object) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be written; is the disk full?", e);
    }
  }
}
