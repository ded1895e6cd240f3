package org.metasparse.signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;

/**
 * A data set of one medium: the files of a folder and of its sub-folders, one level deep (often one
 * for each class), or a single file. Images are PNG and JPEG files, sounds WAV, shapes OBJ; videos
 * are animated GIFs and folders of frames.
 *
 * <p>Signals are known by their path within the folder, with '/', and come in the plain {@link
 * String} order of these names, which is the same on every system. Files and folders whose names
 * begin with a dot are left out, and so are files of no medium.
 *
 * @param root the folder
 * @param medium what the files hold
 * @param names the signals' paths within the folder, sorted
 */
public record SignalFolder(Path root, Medium medium, List<String> names) {
  /**
   * Copies the names.
   *
   * @throws NullPointerException if a component is null
   */
  public SignalFolder {
    names = List.copyOf(names);
  }

  /**
   * Lists the signals of the one medium that a folder holds; none is opened yet.
   *
   * @param data a folder, or a single file
   * @return the data set, of at least one signal
   * @throws InputException if there is nothing of that name, the folder cannot be read, holds no
   *     signal, or signals of several media
   */
  public static SignalFolder open(Path data) {
    checkExists(data, Medium.all().stream().map(Medium::article).collect(Collectors.joining(", ")));
    if (!Files.isDirectory(data)) {
      return single(data, SignalReader.medium(data));
    }
    List<String> found = new ArrayList<>();
    Medium medium = null;
    for (String name : sorted(data)) {
      Medium of = Medium.ofName(Path.of(name));
      if (medium != null && !of.equals(medium)) {
        throw new InputException(
            data
                + ": holds several kinds: "
                + found.get(0)
                + " is "
                + medium.article()
                + ", "
                + name
                + " "
                + of.article()
                + "; say which to take with --kind");
      }
      medium = of;
      found.add(name);
    }
    if (found.isEmpty()) {
      throw new InputException(
          data
              + ": holds no "
              + SignalReader.articles().replaceAll("\\ban? ", "")
              + "; give a folder with "
              + Medium.all().stream()
                  .flatMap(each -> each.suffixes().stream())
                  .collect(Collectors.joining(", "))
              + " files");
    }
    return new SignalFolder(data, medium, found);
  }

  /**
   * Lists the signals of a medium; none is opened yet.
   *
   * @param data a folder, or a single file. For videos: a folder of frames is one video, a folder
   *     of such folders or of GIFs many
   * @param medium what to take; other files are passed over
   * @return the data set, of at least one signal
   * @throws InputException if there is nothing of that name, the folder cannot be read, or it holds
   *     no signal of that medium
   */
  public static SignalFolder open(Path data, Medium medium) {
    checkExists(data, medium.article());
    if (!Files.isDirectory(data)) {
      return single(data, medium);
    }
    if (medium.isOne(data)) {
      return single(data, medium);
    }
    List<String> names = new ArrayList<>(medium.folders(data));
    for (String name : sorted(data)) {
      if (medium.equals(Medium.ofName(Path.of(name)))) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw new InputException(
          data
              + ": holds no "
              + medium.article().replaceFirst("an? ", "")
              + "; give a folder with "
              + medium.wanted());
    }
    names.sort(null);
    return new SignalFolder(data, medium, names);
  }

  private static void checkExists(Path data, String what) {
    if (!Files.exists(data)) {
      throw new InputException(
          data + ": no such file or folder; give " + what + " or a folder of them");
    }
  }

  private static SignalFolder single(Path data, Medium medium) {
    Path file = data.toAbsolutePath().normalize();
    if (file.getFileName() == null) {
      throw new InputException(data + ": is the root of all folders; give a folder below it");
    }
    return new SignalFolder(file.getParent(), medium, List.of(file.getFileName().toString()));
  }

  /** The files of all media in a folder and its sub-folders, sorted. */
  private static List<String> sorted(Path folder) {
    List<String> names = new ArrayList<>();
    for (Path entry : InputFiles.list(folder)) {
      if (Files.isDirectory(entry)) {
        for (Path inner : InputFiles.list(entry)) {
          add(names, entry.getFileName() + "/", inner);
        }
      } else {
        add(names, "", entry);
      }
    }
    names.sort(null);
    return names;
  }

  private static void add(List<String> names, String prefix, Path file) {
    if (Medium.ofName(file) != null && Files.isRegularFile(file)) {
      names.add(prefix + file.getFileName());
    }
  }

  /**
   * The first signals of this data set.
   *
   * @param limit how many at most
   * @return a data set of the first {@code limit} names, or this one if it has no more
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public SignalFolder limit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a limit of " + limit + " signals; it must be at least 1");
    }
    return limit >= names.size() ? this : new SignalFolder(root, medium, names.subList(0, limit));
  }

  /**
   * The length of a signal's file; of a folder of frames, that of all of them.
   *
   * @param name one of {@link #names()}
   * @return the number of bytes
   * @throws InputException if it cannot be read
   */
  public long bytes(String name) {
    long sum = 0;
    for (Path file : medium.files(root.resolve(name))) {
      try {
        sum += Files.size(file);
      } catch (IOException e) {
        throw new InputException(file + ": cannot be read; check its permissions", e);
      }
    }
    return sum;
  }

  /**
   * Reads and prepares one signal.
   *
   * @param name one of {@link #names()}
   * @param preparation what to do to it
   * @return the signal, of that name
   * @throws InputException if it cannot be read or prepared
   */
  public Signal load(String name, SignalPreparation preparation) {
    return preparation.read(root.resolve(name), name);
  }

  /**
   * Reads and prepares all signals.
   *
   * @param preparation what to do to each
   * @return the signals in the order of {@link #names()}, each of its name
   * @throws InputException if one cannot be read or prepared
   */
  public List<Signal> load(SignalPreparation preparation) {
    List<Signal> signals = new ArrayList<>();
    for (String name : names) {
      signals.add(load(name, preparation));
    }
    return signals;
  }
}
