package org.metasparse.signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;

/**
 * What lies in a folder, at any depth, each real file once: links are looked at last and passed
 * over where they lead to what was met, such as to a folder above. Names that begin with a dot are
 * left out.
 */
public final class FolderWalk {
  /** Our own files beside signals, of which nobody need be told. */
  private static final List<String> OWN = List.of(".inr", ".jsonl");

  private final Path root;
  private final Predicate<Path> wanted;
  private final Predicate<Path> whole;
  private final Set<Path> met = new HashSet<>();
  private final Deque<Path> links = new ArrayDeque<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> passedOver = new TreeMap<>();

  /**
   * Walks through a folder.
   *
   * @param root the folder
   * @param wanted which files are taken
   * @param whole which folders in it are taken as one thing, so that their files are not looked at
   * @throws InputException if it or a folder in it cannot be read
   */
  public FolderWalk(Path root, Predicate<Path> wanted, Predicate<Path> whole) {
    this.root = root;
    this.wanted = wanted;
    this.whole = whole;
    folder(root);
    while (!links.isEmpty()) {
      Path link = links.remove();
      if (!Files.exists(link)) {
        passOver("broken links");
      } else if (!met.contains(real(link))) {
        take(link);
      }
    }
    names.sort(null);
  }

  /** {@return the paths within the folder of what was taken, with '/', sorted} */
  public List<String> names() {
    return names;
  }

  /** {@return how many files were not taken, by their ending or other kind} */
  public Map<String, Integer> passedOver() {
    return passedOver;
  }

  private void folder(Path folder) {
    met.add(real(folder));
    List<Path> entries = new ArrayList<>(InputFiles.list(folder));
    entries.sort(Comparator.comparing(entry -> entry.getFileName().toString()));
    boolean frames = !folder.equals(root) && whole.test(folder);
    if (frames) {
      add(folder);
    }
    for (Path entry : entries) {
      if (Files.isSymbolicLink(entry)) {
        links.add(entry);
      } else if (!frames || Files.isDirectory(entry)) {
        take(entry);
      }
    }
  }

  private void take(Path entry) {
    if (Files.isDirectory(entry)) {
      folder(entry);
    } else if (Files.isRegularFile(entry) && wanted.test(entry)) {
      met.add(real(entry));
      add(entry);
    } else {
      String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
      if (OWN.stream().noneMatch(name::endsWith)) {
        int dot = name.lastIndexOf('.');
        passOver(dot > 0 ? name.substring(dot) : "without ending");
      }
    }
  }

  /** Takes what its name finds again, as it does unless the locale lacks letters. */
  private void add(Path entry) {
    List<String> parts = new ArrayList<>();
    root.relativize(entry).forEach(part -> parts.add(part.toString()));
    String name = String.join("/", parts);
    try {
      if (root.resolve(name).equals(entry)) {
        names.add(name);
        return;
      }
    } catch (InvalidPathException e) {
      // Counted below.
    }
    passOver("of names that this locale cannot spell (LC_ALL=C.UTF-8 may)");
  }

  private void passOver(String kind) {
    passedOver.merge(kind, 1, Integer::sum);
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new InputException(
          path + ": cannot be read (" + InputFiles.oneLine(e) + "); check its permissions", e);
    }
  }
}
