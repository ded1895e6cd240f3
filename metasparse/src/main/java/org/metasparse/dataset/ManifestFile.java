package org.metasparse.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.files.JsonLines;
import org.metasparse.files.JsonObject;

/** A manifest's file: a header, then entries, of which the last one for a signal counts. */
final class ManifestFile {
  private static final String FORMAT = "manifest";
  private static final String BEGINNING = "{\"" + FORMAT + "\":";

  private ManifestFile() {}

  /** The first line of a manifest. */
  static Map<String, Object> header(Map<String, Object> options) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(FORMAT, 1);
    header.putAll(options);
    return header;
  }

  /** A file's lines if it is a manifest, or the beginning of one. */
  static JsonLines lines(Path file) {
    if (Files.exists(file)) {
      byte[] beginning = BEGINNING.getBytes(StandardCharsets.UTF_8);
      try (InputStream in = Files.newInputStream(file)) {
        String found = new String(in.readNBytes(beginning.length), StandardCharsets.UTF_8);
        if (!BEGINNING.startsWith(found)) {
          throw new InputException(
              file
                  + ": is not a manifest that 'encode' wrote; move it away, or give another --out");
        }
      } catch (IOException e) {
        throw new InputException(file + ": cannot be read (" + InputFiles.oneLine(e) + ")", e);
      }
    }
    return new JsonLines(file);
  }

  /**
   * The last entry of each signal, by its name.
   *
   * @throws InputException if the lines begin with another header, or one is no entry
   */
  static Map<String, ManifestEntry> entries(
      Path file, List<JsonObject> lines, Map<String, Object> header) {
    Map<String, ManifestEntry> entries = new LinkedHashMap<>();
    if (!lines.isEmpty()) {
      String difference = lines.get(0).difference(header);
      if (difference != null) {
        throw new InputException(
            file
                + ": belongs to an encoding with other options ("
                + difference
                + "); give the same options to resume it, or another --out");
      }
      for (JsonObject line : lines.subList(1, lines.size())) {
        ManifestEntry entry = ManifestEntry.of(line);
        entries.put(entry.file(), entry);
      }
    }
    return entries;
  }
}
