package org.metasparse.signal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The families of signals: what files hold, and how many coordinates a network of them has. */
public enum Medium {
  /** Rows and columns of pixels. */
  IMAGE("an image", 2, List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff")),
  /** Sound: samples in time. */
  AUDIO("a sound", 1, List.of(".wav")),
  /** Frames in time, each of rows and columns. */
  VIDEO("a video", 3, List.of(".gif")),
  /** Distances to a surface in space. */
  SHAPE("a shape", 3, List.of(".obj", ".ply", ".stl"));

  private final String article;
  private final int axes;
  private final List<String> suffixes;

  Medium(String article, int axes, List<String> suffixes) {
    this.article = article;
    this.axes = axes;
    this.suffixes = suffixes;
  }

  /**
   * The medium of a signal.
   *
   * @param kind the signal's kind
   * @return its medium
   */
  public static Medium of(SignalKind kind) {
    return values()[kind.id() - 1];
  }

  /**
   * Finds a medium by its name.
   *
   * @param id the name as users write it
   * @return the medium
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  public static Medium of(String id) {
    return Arrays.stream(values())
        .filter(medium -> medium.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is not one of " + ids()));
  }

  /**
   * The medium that a file's name speaks of.
   *
   * @param file the file; it is not opened
   * @return the medium, or null if the name's ending is not known
   */
  public static Medium ofName(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(medium -> medium.suffixes.stream().anyMatch(name::endsWith))
        .findFirst()
        .orElse(null);
  }

  /**
   * The names of all media.
   *
   * @return them, separated by commas
   */
  public static String ids() {
    return Arrays.stream(values()).map(Medium::id).collect(Collectors.joining(", "));
  }

  /**
   * The medium's name as users write it.
   *
   * @return lower case
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The medium's name within a sentence.
   *
   * @return such as "an image"
   */
  public String article() {
    return article;
  }

  /** {@return the medium's name in the plural, such as "images"} */
  public String several() {
    return article.substring(article.indexOf(' ') + 1) + "s";
  }

  /**
   * How many coordinates a point has.
   *
   * @return 1, 2 or 3
   */
  public int axes() {
    return axes;
  }

  /**
   * The endings of the names of files that data sets are made of.
   *
   * @return lower case, each with its dot
   */
  public List<String> suffixes() {
    return suffixes;
  }
}
