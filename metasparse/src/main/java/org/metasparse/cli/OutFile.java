package org.metasparse.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.signal.Medium;

/**
 * The one file that a command writes: none that it reads, of an ending that tells what it is; or
 * standard output, which a temporary file stands for until it is complete.
 */
final class OutFile implements AutoCloseable {
  /** What stands for standard input and output. */
  static final String STANDARD = "-";

  private final Path path;
  private final boolean standard;

  private OutFile(Path path, boolean standard) {
    this.path = path;
    this.standard = standard;
  }

  /**
   * Checks what an option names before any work is done.
   *
   * @param option the option
   * @param endings what names may end with, each with its dot; the first is given to standard
   *     output; any ending if empty
   * @throws InputException if the file is one that the command reads, has another ending, or cannot
   *     be written
   */
  static OutFile of(Arguments a, String option, List<String> endings) {
    String text = a.required(option);
    if (text.equals(STANDARD)) {
      return new OutFile(temporary(endings.isEmpty() ? "" : endings.get(0)), true);
    }
    Path path = Path.of(text);
    if (namesFolder(text)) {
      throw new InputException(
          "cannot write " + text + ": it is a folder; give a file" + ending(endings));
    }
    check(a, path, endings);
    return new OutFile(path, false);
  }

  /**
   * The file of a command that does not write to standard output.
   *
   * @throws InputException as above, and for standard output
   */
  static Path path(Arguments a, String option, String... endings) {
    if (a.required(option).equals(STANDARD)) {
      throw new InputException(option + " -: is for encode, decode and export; give a file");
    }
    return of(a, option, List.of(endings)).path();
  }

  /**
   * The folder that several files go to: one that is there, or a name with a slash at its end.
   *
   * @param several what they are made from
   */
  static Path folder(Arguments a, String several) {
    String text = a.required("--out");
    if (!namesFolder(text)) {
      throw new InputException(
          text
              + ": must be a folder for several "
              + several
              + "; give one that exists, or a slash behind it");
    }
    return Path.of(text);
  }

  /** The file that a signal is written to, or the folder of a video's frames. */
  static OutFile of(Arguments a, String option, Medium medium) {
    String text = a.required(option);
    if (text.equals(STANDARD)) {
      return of(a, option, List.of(medium.written()));
    }
    Path path = Path.of(text);
    AtomicFiles.checkApart(path, inputs(a));
    medium.checkTarget(path);
    return new OutFile(path, false);
  }

  private static void check(Arguments a, Path path, List<String> endings) {
    AtomicFiles.checkApart(path, inputs(a));
    AtomicFiles.checkTarget(path);
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (!endings.isEmpty() && endings.stream().noneMatch(name::endsWith)) {
      throw new InputException("cannot write " + path + ": give a name" + ending(endings));
    }
  }

  private static String ending(List<String> endings) {
    return endings.isEmpty() ? "'s name" : " that ends in " + String.join(" or ", endings);
  }

  /** Whether a name is that of a folder: one that is there, or with a slash at its end. */
  static boolean namesFolder(String text) {
    return text.endsWith("/") || text.endsWith(File.separator) || Files.isDirectory(Path.of(text));
  }

  /** The files that a command's words name, those in a run's folder too. */
  static List<Path> inputs(Arguments a) {
    List<String> names = new ArrayList<>(a.operands());
    for (String option : List.of("--model", "--base", "--with", "--data", "--val")) {
      names.add(a.text(option, ""));
    }
    List<Path> inputs = new ArrayList<>();
    for (String name : names) {
      if (!name.isEmpty() && !name.equals(STANDARD)) {
        Path path = Path.of(name.replaceFirst("@[0-9]+$", ""));
        inputs.add(Path.of(name));
        if (Files.isDirectory(path)) {
          inputs.addAll(InputFiles.list(path));
        }
      }
    }
    return inputs;
  }

  private static Path temporary(String ending) {
    try {
      return Files.createTempDirectory("metasparse-").resolve("standard-output" + ending);
    } catch (IOException e) {
      throw new InputException(
          "standard output: needs a temporary file ("
              + InputFiles.oneLine(e)
              + "); set"
              + " -Djava.io.tmpdir to a folder that can be written",
          e);
    }
  }

  /** Where to write it. */
  Path path() {
    return path;
  }

  /**
   * Ends the writing: what is meant for standard output goes there.
   *
   * @return where to tell of it
   */
  PrintStream written(Terminal terminal) {
    if (!standard) {
      return terminal.told();
    }
    try {
      Files.copy(path, terminal.out());
      terminal.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("standard output", e);
    }
    return terminal.silent() ? terminal.told() : terminal.err();
  }

  /** Where to print JSON that is asked for: beside what went to standard output. */
  PrintStream asked(Terminal terminal) {
    return standard ? terminal.err() : terminal.out();
  }

  /** Deletes the temporary file, if there is one. */
  @Override
  public void close() {
    if (standard) {
      try {
        Files.deleteIfExists(path);
        Files.deleteIfExists(path.getParent());
      } catch (IOException e) {
        // It lies among the temporary files, and is none that anybody needs.
      }
    }
  }

  @Override
  public String toString() {
    return standard ? "standard output" : path.toString();
  }
}
