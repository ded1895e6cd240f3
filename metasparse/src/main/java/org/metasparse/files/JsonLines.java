package org.metasparse.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A file of JSON objects, one a line, to which lines are added. A process that is killed may leave
 * half a line at the end, which counts as not there, wherever it is cut.
 *
 * @param file the file; it need not exist
 */
public record JsonLines(Path file) {
  /**
   * Reads all whole lines and changes nothing, for another may be in the middle of a line.
   *
   * @return the lines' objects, none if there is no file
   * @throws InputException if the file cannot be read, or a line is no object
   */
  public List<JsonObject> read() {
    List<JsonObject> objects = new ArrayList<>();
    parse(bytes(), objects, any -> true);
    return objects;
  }

  /**
   * Reads all whole lines, and cuts off what follows the last of them, so that lines can be added.
   *
   * @return the lines' objects, none if there is no file
   * @throws InputException if the file cannot be read or written, or a line is no object
   */
  public List<JsonObject> open() {
    return keep(any -> true);
  }

  /**
   * Reads whole lines up to the first that is not wanted, and cuts off the rest.
   *
   * @param wanted asked about line after line
   * @return the lines that are kept, none if there is no file
   * @throws InputException if the file cannot be read or written, or one of those lines is no
   *     object
   */
  public List<JsonObject> keep(Predicate<JsonObject> wanted) {
    byte[] bytes = bytes();
    List<JsonObject> objects = new ArrayList<>();
    int end = parse(bytes, objects, wanted);
    if (end < bytes.length) {
      AtomicFiles.write(file, Arrays.copyOf(bytes, end));
    }
    return objects;
  }

  private byte[] bytes() {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      throw new InputException(
          file + ": cannot be read (" + InputFiles.oneLine(e) + "); check its permissions", e);
    }
  }

  /** Adds the wanted lines to a list and tells how many bytes they have. */
  private int parse(byte[] bytes, List<JsonObject> objects, Predicate<JsonObject> wanted) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String name = file + ": line " + (objects.size() + 1);
        JsonObject object =
            JsonObject.of(name, Json.parse(name, Arrays.copyOfRange(bytes, from, i)));
        if (!wanted.test(object)) {
          break;
        }
        objects.add(object);
        from = i + 1;
      }
    }
    return from;
  }

  /**
   * Adds a line and forces it to the disk, before anything that counts on it: after a power cut no
   * line may be missing.
   *
   * @param object the line
   * @throws InputException if it cannot be written; then the file ends as before, if the system
   *     allows it, so that later lines can be added
   */
  public void add(Map<String, Object> object) {
    byte[] line = (Json.write(object) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      long before = channel.size();
      try {
        ByteBuffer buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      } catch (IOException e) {
        // Nothing may be written behind half a line.
        channel.truncate(before);
        throw e;
      }
    } catch (IOException e) {
      throw new InputException(
          file
              + ": cannot be written ("
              + InputFiles.oneLine(e)
              + "); is the disk full? Once it can be written, the same command goes on from there",
          e);
    }
  }
}
