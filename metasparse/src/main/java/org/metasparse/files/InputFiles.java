package org.metasparse.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads whole files that the user named, and says in one line why one cannot be read. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * Reads a file into memory. Its length is checked before any memory is taken.
   *
   * @param file the file
   * @param what what it should be, with its article, for messages: {@code "a PNG or JPEG image"}
   * @param maxBytes the longest file to accept, in bytes
   * @return its bytes; at least one
   * @throws InputException if there is no such file, it is a folder or another thing that is no
   *     regular file, is empty, longer than {@code maxBytes}, or cannot be read
   */
  public static byte[] read(Path file, String what, int maxBytes) {
    if (!Files.exists(file)) {
      throw new InputException(file + ": no such file; give the path of " + what);
    }
    if (!Files.isRegularFile(file)) {
      String found = Files.isDirectory(file) ? "a folder" : "not a regular file";
      throw new InputException(file + ": is " + found + "; give the path of " + what);
    }
    try {
      long size = Files.size(file);
      if (size == 0) {
        throw new InputException(file + ": is an empty file; give the path of " + what);
      }
      if (size > maxBytes) {
        throw new InputException(
            file + ": has " + size + " bytes; give " + what + " of at most " + maxBytes + " bytes");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes((int) size);
      }
    } catch (AccessDeniedException e) {
      throw new InputException(file + ": may not be read; check its permissions", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read (" + oneLine(e) + ")", e);
    }
  }

  /**
   * Lists a folder; entries whose names begin with a dot are left out.
   *
   * @param folder the folder
   * @return its entries, in no order
   * @throws InputException if it cannot be read
   */
  public static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(e -> !e.getFileName().toString().startsWith(".")).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(
          folder + ": cannot be read (" + oneLine(e) + "); check its permissions", e);
    }
  }

  /**
   * An exception in a few words, for use within a message.
   *
   * @param e the exception
   * @return its kind and message, without line breaks
   */
  public static String oneLine(Throwable e) {
    String message = e.getMessage() == null ? "" : ": " + e.getMessage();
    return (e.getClass().getSimpleName() + message).replaceAll("\\s+", " ");
  }
}
