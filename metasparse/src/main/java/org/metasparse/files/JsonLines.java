package org.metasparse.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A file of JSON objects, one a line, to which lines are added. A process that is killed may leave
 * half a line at the end, which counts as not there.
 *
 * @param file the file; it need not exist
 */
public record JsonLines(Path file) {
  /**
   * Reads all whole lines, and cuts off what follows the last of them, so that lines can be added.
   *
   * @return the lines' objects, none if there is no file
   * @throws InputException if the file cannot be read, or a line before the last is no object
   */
  public List<JsonObject> open() {
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
   * Adds a line and forces it to the disk, before anything that counts on it: after a power cut no
   * line may be missing.
   *
   * @param object the line
   * @throws InputException if it cannot be written
   */
  public void add(Map<String, Object> object) {
    byte[] line = (Json.write(object) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be written; is the disk full?", e);
    }
  }
}
