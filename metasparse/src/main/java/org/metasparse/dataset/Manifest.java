package org.metasparse.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.metasparse.files.Folders;
import org.metasparse.files.InputException;
import org.metasparse.files.JsonLines;
import org.metasparse.files.JsonObject;
import org.metasparse.files.WriterLock;

/**
 * The record of a data set's encoding, in its folder: JSON lines, the first a header that holds
 * everything the encodings depend on besides the signals, the others a {@link ManifestEntry} each.
 *
 * <p>A line is written after its encoding has been forced to the disk, so what the manifest says is
 * done is done; half a line, which a killed process leaves, is dropped at the next opening. One
 * process writes it at a time, by a lock file beside it ({@code .manifest.jsonl.lock}). A manifest
 * is only ever added to. Shards keep manifests of their own ({@link Shard}) and read the others',
 * so that a data set may be resumed in other shards than it was begun. All manifests of a folder
 * have the same header. Not thread-safe: one caller at a time.
 */
public final class Manifest implements AutoCloseable {
  private static final Pattern NAMES = Pattern.compile("manifest(-\\d+-of-\\d+)?\\.jsonl");

  private final JsonLines lines;
  private final WriterLock lock;
  private final Map<String, ManifestEntry> before;

  private Manifest(JsonLines lines, WriterLock lock, Map<String, ManifestEntry> before) {
    this.lines = lines;
    this.lock = lock;
    this.before = before;
  }

  /**
   * Opens a folder's manifest, or begins one.
   *
   * @param folder the folder that the encodings go to; it is made if it does not exist
   * @param shard which part is encoded
   * @param options what the encodings depend on besides the signals: the model, how it is fitted,
   *     the program's version
   * @return the manifest
   * @throws InputException if the folder cannot be made or written, holds a manifest with other
   *     options or something else of a manifest's name, or another process writes the same manifest
   */
  public static Manifest open(Path folder, Shard shard, Map<String, Object> options) {
    Map<String, Object> header = ManifestFile.header(options);
    Path file = folder.resolve(shard.manifestName());
    Map<String, ManifestEntry> entries = new HashMap<>();
    // One's own too: where something else lies, no lock file shall be left beside it.
    for (Path manifest : manifests(folder)) {
      entries.putAll(ManifestFile.entries(manifest, ManifestFile.lines(manifest).read(), header));
    }
    Folders.make(folder);
    WriterLock lock =
        WriterLock.take(
            folder.resolve("." + shard.manifestName() + WriterLock.FILE),
            file
                + ": another process is writing it; wait for its end, give each a --shard, or give"
                + " another --out");
    try {
      // Read under the lock: whoever held it before may have added lines until now.
      JsonLines lines = ManifestFile.lines(file);
      List<JsonObject> found = lines.open();
      entries.putAll(ManifestFile.entries(file, found, header));
      if (found.isEmpty()) {
        lines.add(header);
      }
      return new Manifest(lines, lock, entries);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Whether a folder's results have been begun, so that files in it may be results.
   *
   * @param folder the folder; it need not exist
   * @return whether it holds a manifest
   */
  public static boolean isBegun(Path folder) {
    return !manifests(folder).isEmpty();
  }

  /** The manifests of all shards. */
  private static List<Path> manifests(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> NAMES.matcher(f.getFileName().toString()).matches())
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(folder + ": cannot be read; check its permissions", e);
    }
  }

  /** {@return the path of the manifest's file} */
  public Path file() {
    return lines.file();
  }

  /**
   * Whether an item was finished before this manifest was opened: there is a line about it, its
   * encoding is there and has the length that the line tells, and so has its signal. A signal that
   * was replaced by one of the same length is not noticed.
   *
   * @param item the item
   * @return whether it need not be encoded again
   */
  public boolean finished(Item item) {
    ManifestEntry entry = before.get(item.name());
    return entry != null
        && !entry.failed()
        && length(item.target()) == entry.bytes()
        && length(item.source()) == entry.sourceBytes();
  }

  /** A file's length; 0 for what is no file. */
  static long length(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Adds a line.
   *
   * @param entry what it says
   * @throws InputException if it cannot be written
   */
  public void add(ManifestEntry entry) {
    lines.add(entry.toJson());
  }

  /** Ends the writing. */
  @Override
  public void close() {
    lock.close();
  }
}
