package org.metasparse.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.files.JsonObject;

/**
 * What a manifest's file holds: a header, then entries, of which the last one for a signal counts.
 *
 * @param length bytes up to the end of the last whole line; what follows is half a line that a
 *     killed process left
 * @param entries the last entry of each signal, by its name
 */
record ManifestFile(long length, Map<String, ManifestEntry> entries) {
  private static final String FORMAT = "manifest";

  /** The first line of a manifest, with its line break. */
  static byte[] header(Map<String, Object> options) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(FORMAT, 1);
    header.putAll(options);
    return (Json.write(header) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a file, which may lack its end.
   *
   * @throws InputException if it cannot be read, is no manifest, or has another header
   */
  static ManifestFile read(Path file, byte[] header) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read (" + e + "); check its permissions", e);
    }
    Map<String, ManifestEntry> entries = new LinkedHashMap<>();
    int line = 0;
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String name = file + " line " + ++line;
        byte[] text = Arrays.copyOfRange(bytes, from, i);
        from = i + 1;
        if (line == 1) {
          checkHeader(file, text, header);
        } else {
          ManifestEntry entry = ManifestEntry.of(JsonObject.of(name, Json.parse(name, text)));
          entries.put(entry.file(), entry);
        }
      }
    }
    if (line == 0 && !beginsLike(bytes, header)) {
      throw noManifest(file);
    }
    return new ManifestFile(from, entries);
  }

  private static boolean beginsLike(byte[] bytes, byte[] header) {
    int n = bytes.length;
    return n < header.length && Arrays.equals(bytes, 0, n, header, 0, n);
  }

  private static InputException noManifest(Path file) {
    return new InputException(
        file + ": is not a manifest that 'encode' wrote; move it away, or give another --out");
  }

  private static void checkHeader(Path file, byte[] found, byte[] header) {
    if (Arrays.equals(found, 0, found.length, header, 0, header.length - 1)) {
      return;
    }
    Map<String, Object> there;
    try {
      there = JsonObject.of(file.toString(), Json.parse(file.toString(), found)).values();
    } catch (InputException e) {
      throw noManifest(file);
    }
    if (!there.containsKey(FORMAT)) {
      throw noManifest(file);
    }
    Map<String, Object> here = JsonObject.of("", Json.parse("", header)).values();
    TreeSet<String> keys = new TreeSet<>(there.keySet());
    keys.addAll(here.keySet());
    keys.removeIf(key -> String.valueOf(there.get(key)).equals(String.valueOf(here.get(key))));
    String key = keys.isEmpty() ? FORMAT : keys.first();
    throw new InputException(
        file
            + ": belongs to an encoding with other options ("
            + key
            + " is "
            + value(there, key)
            + " there, "
            + value(here, key)
            + " here); give the same options to resume it, or another --out");
  }

  private static String value(Map<String, Object> options, String key) {
    return options.containsKey(key) ? Json.write(options.get(key)) : "not given";
  }
}
