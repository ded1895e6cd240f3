package org.metasparse.signal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A data set of images: the PNG and JPEG files of a folder and of its sub-folders, one level deep
 * (often one for each class), or a single image.
 *
 * <p>Images are known by their path within the folder, with '/', and come in the plain {@link
 * String} order of these names, which is the same on every system. Files and folders whose names
 * begin with a dot are left out.
 *
 * @param root the folder
 * @param names the images' paths within the folder, sorted
 */
public record ImageFolder(Path root, List<String> names) {
  private static final List<String> SUFFIXES = List.of(".png", ".jpg", ".jpeg");

  /**
   * Copies the names.
   *
   * @param root the folder
   * @param names the images' paths within the folder
   * @throws NullPointerException if a component is null
   */
  public ImageFolder {
    names = List.copyOf(names);
  }

  /**
   * Lists the images; none is opened yet.
   *
   * @param data a folder, or a single image file
   * @return the data set, of at least one image
   * @throws InputException if there is nothing of that name, the folder cannot be read, or it holds
   *     no image
   */
  public static ImageFolder open(Path data) {
    if (!Files.exists(data)) {
      throw new InputException(
          data + ": no such file or folder; give an image or a folder of images");
    }
    if (!Files.isDirectory(data)) {
      Path file = data.toAbsolutePath();
      return new ImageFolder(file.getParent(), List.of(file.getFileName().toString()));
    }
    List<String> names = new ArrayList<>();
    for (Path entry : list(data)) {
      String name = entry.getFileName().toString();
      if (Files.isDirectory(entry)) {
        for (Path inner : list(entry)) {
          addImage(names, name + "/", inner);
        }
      } else {
        addImage(names, "", entry);
      }
    }
    if (names.isEmpty()) {
      throw new InputException(
          data + ": holds no image; give a folder with .png, .jpg or .jpeg files");
    }
    names.sort(null);
    return new ImageFolder(data, names);
  }

  /**
   * The first images of this data set.
   *
   * @param limit how many at most
   * @return a data set of the first {@code limit} names, or this one if it has no more
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public ImageFolder limit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a limit of " + limit + " images; it must be at least 1");
    }
    return limit >= names.size() ? this : new ImageFolder(root, names.subList(0, limit));
  }

  /**
   * Reads and prepares one image.
   *
   * @param name one of {@link #names()}
   * @param preparation what to do to it
   * @return the image, of that name
   * @throws InputException if it cannot be read or is smaller than the crop
   */
  public Signal load(String name, Preparation preparation) {
    return preparation.apply(ImageReader.read(root.resolve(name), name));
  }

  /**
   * Reads and prepares all images.
   *
   * @param preparation what to do to each
   * @return the images in the order of {@link #names()}, each of its name
   * @throws InputException if one cannot be read or is smaller than the crop
   */
  public List<Signal> load(Preparation preparation) {
    List<Signal> signals = new ArrayList<>();
    for (String name : names) {
      signals.add(load(name, preparation));
    }
    return signals;
  }

  private static void addImage(List<String> names, String prefix, Path file) {
    String name = file.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (SUFFIXES.stream().anyMatch(lower::endsWith) && Files.isRegularFile(file)) {
      names.add(prefix + name);
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(e -> !e.getFileName().toString().startsWith(".")).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(
          folder + ": cannot be read (" + InputFiles.oneLine(e) + "); check its permissions", e);
    }
  }
}
