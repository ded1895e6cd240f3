package org.metasparse.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;

/**
 * The record of a data set's encoding, in its folder: JSON lines, the first a header that holds
 * everything the encodings depend on besides the signals, the others a {@link ManifestEntry} each.
 *
 * <p>A line is written after its encoding has been forced to the disk, so what the manifest says is
 * done is done; half a line, which a killed process leaves, is dropped at the next opening. A
 * manifest is only ever added to. Shards keep manifests of their own ({@link Shard}) and read the
 * others', so that a data set may be resumed in other shards than it was begun. All manifests of a
 * folder have the same header. Not thread-safe: one caller at a time.
 */
public final class Manifest implements AutoCloseable {
  private static final Pattern NAMES = Pattern.compile("manifest(-\\d+-of-\\d+)?\\.jsonl");

  private final Path file;
  private final FileChannel channel;
  private final Map<String, ManifestEntry> before;

  private Manifest(Path file, FileChannel channel, Map<String, ManifestEntry> before) {
    this.file = file;
    this.channel = channel;
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
    byte[] header = ManifestFile.header(options);
    Path file = folder.resolve(shard.manifestName());
    Map<String, ManifestEntry> entries = new HashMap<>();
    for (Path other : others(folder, file)) {
      entries.putAll(ManifestFile.read(other, header).entries());
    }
    makeFolder(folder);
    FileChannel channel = lock(file);
    try {
      // Read under the lock: whoever held it before may have added lines until now.
      ManifestFile found = ManifestFile.read(file, header);
      entries.putAll(found.entries());
      channel.truncate(found.length()).position(found.length());
      Manifest manifest = new Manifest(file, channel, entries);
      if (found.length() == 0) {
        manifest.append(header);
      }
      return manifest;
    } catch (IOException | RuntimeException e) {
      closeQuietly(channel, e);
      throw e instanceof RuntimeException wrong ? wrong : cannotWrite(file, (IOException) e);
    }
  }

  /** Makes a folder, and those above it, unless it is there. */
  static void makeFolder(Path folder) {
    try {
      // Asked first: createDirectories refuses a link to a folder before JDK 19.
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new InputException(
          folder + ": cannot be made a folder; give an --out that can be written", e);
    }
  }

  /** The manifests of other shards. */
  private static List<Path> others(Path folder, Path own) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> NAMES.matcher(f.getFileName().toString()).matches() && !f.equals(own))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(folder + ": cannot be read; check its permissions", e);
    }
  }

  /** Opens a file for one process alone: the lines of two would make none readable. */
  private static FileChannel lock(Path file) {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
    boolean free;
    try {
      // Of a byte that is never written: where locks are strict, others may still read the rest.
      free = channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      free = false;
    } catch (IOException e) {
      // Some network file systems have no locks.
      free = true;
    }
    if (!free) {
      InputException taken =
          new InputException(
              file + ": another process is writing it; wait for its end, or give each a --shard");
      closeQuietly(channel, taken);
      throw taken;
    }
    return channel;
  }

  private static void closeQuietly(FileChannel channel, Exception reason) {
    try {
      channel.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static InputException cannotWrite(Path file, IOException e) {
    return new InputException(
        "cannot write "
            + file
            + ": "
            + e.getMessage()
            + "; is the disk full? Once it can be written, the same command goes on from there",
        e);
  }

  /**
   * The manifest's file.
   *
   * @return its path
   */
  public Path file() {
    return file;
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
   * @throws InputException if it cannot be written; then no further line can be added
   */
  public void add(ManifestEntry entry) {
    append((Json.write(entry.toJson()) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void append(byte[] line) {
    ByteBuffer buffer = ByteBuffer.wrap(line);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      // Nothing may be written behind half a line.
      closeQuietly(channel, e);
      throw cannotWrite(file, e);
    }
  }

  /** Ends the writing. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }
}
