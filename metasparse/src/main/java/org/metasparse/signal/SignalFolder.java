package org.metasparse.signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.metasparse.files.InputException;

/**
 * A data set of one medium: the files of a folder and of the folders in it, at any depth, or a
 * single file. Images are PNG and JPEG files, sounds WAV, shapes OBJ; videos are animated GIFs and
 * folders of frames.
 *
 * <p>Signals are known by their path within the folder, with '/', and come in the plain {@link
 * String} order of these names, which is the same on every system. Files and folders whose names
 * begin with a dot are left out; what else is no such signal is counted. A file that links lead to,
 * too, is one signal.
 *
 * @param root the folder
 * @param medium what the files hold
 * @param names the signals' paths within the folder, sorted
 * @param passedOver how many files were not taken, by their ending or other kind; sorted
 */
public record SignalFolder(
    Path root, Medium medium, List<String> names, Map<String, Integer> passedOver) {
  /**
   * Copies names and counts.
   *
   * @throws NullPointerException if a component is null
   */
  public SignalFolder {
    names = List.copyOf(names);
    passedOver = Collections.unmodifiableMap(new TreeMap<>(passedOver));
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
    FolderWalk walk = new FolderWalk(data, file -> Medium.ofName(file) != null, folder -> false);
    for (String name : walk.names()) {
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
              + " files"
              + told(walk.passedOver()));
    }
    return new SignalFolder(data, medium, found, walk.passedOver());
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
    FolderWalk walk =
        new FolderWalk(data, file -> medium.equals(Medium.ofName(file)), medium::isSignal);
    if (walk.names().isEmpty()) {
      throw new InputException(
          data
              + ": holds no "
              + medium.article().replaceFirst("an? ", "")
              + "; give a folder with "
              + medium.wanted()
              + told(walk.passedOver()));
    }
    return new SignalFolder(data, medium, walk.names(), walk.passedOver());
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
    return new SignalFolder(
        file.getParent(), medium, List.of(file.getFileName().toString()), Map.of());
  }

  /** {@return what was passed over, in words; empty if nothing was} */
  public String passedOverText() {
    return passedOver.isEmpty()
        ? ""
        : root
            + ": passed over what is no "
            + medium.article().replaceFirst("an? ", "")
            + ": "
            + list(passedOver);
  }

  private static String told(Map<String, Integer> passedOver) {
    return passedOver.isEmpty() ? "" : " (passed over " + list(passedOver) + ")";
  }

  private static String list(Map<String, Integer> passedOver) {
    return passedOver.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", "));
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
    return limit >= names.size()
        ? this
        : new SignalFolder(root, medium, names.subList(0, limit), passedOver);
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
