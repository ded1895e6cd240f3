package org.metasparse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;

/**
 * Standard input as a file, which readers that look at a file's beginning, or at it twice, can
 * read.
 */
final class StandardInput implements AutoCloseable {
  private static final Pattern NAME =
      Pattern.compile("\\S*metasparse-\\d+[/\\\\]standard-input(\\.inr)?");

  private final Path file;

  private StandardInput(Path file) {
    this.file = file;
  }

  /** Reads all of it, into a file whose name ends so. */
  static StandardInput read(InputStream in, String ending) {
    try {
      Path file = Files.createTempDirectory("metasparse-").resolve("standard-input" + ending);
      Files.copy(in, file);
      return new StandardInput(file);
    } catch (IOException e) {
      throw new InputException(
          "standard input: cannot be kept in a temporary file ("
              + InputFiles.oneLine(e)
              + "); set -Djava.io.tmpdir to a folder with room",
          e);
    }
  }

  /** Words with this file in place of the operand that stands for it. */
  String[] in(String[] words) {
    String[] named = words.clone();
    for (int i = 1; i < words.length; i++) {
      boolean value = List.of("-o", "--out").contains(words[i - 1]);
      named[i] = words[i].equals(OutFile.STANDARD) && !value ? file.toString() : words[i];
    }
    return named;
  }

  /** A message in the user's words, who knows of no temporary file. */
  static String spoken(String message) {
    return NAME.matcher(message).replaceAll("standard input");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.getParent());
    } catch (IOException e) {
      // It lies among the temporary files, and is none that anybody needs.
    }
  }
}
