package org.metasparse.signal;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.Content;
import org.metasparse.files.InputException;
import org.metasparse.files.JsonObject;

/**
 * A family of signals, and all that differs between families: what files hold it, how many
 * coordinates a point has, how it is prepared, divided anew, told of and written. A medium is a
 * package that provides this interface as a service; nothing else need know of it.
 *
 * <p>Two instances of one medium are equal, as records without components are.
 */
public interface Medium {
  /** {@return all media, in the order of their numbers} */
  static List<Medium> all() {
    return Media.ALL;
  }

  /**
   * The medium of a signal.
   *
   * @param kind the signal's kind
   * @return its medium
   * @throws IllegalArgumentException if there is none of this kind
   */
  static Medium of(SignalKind kind) {
    return of(kind.id());
  }

  /**
   * The medium of a number.
   *
   * @param number as files have it
   * @return its medium
   * @throws IllegalArgumentException if there is none of this number
   */
  static Medium of(int number) {
    return all().stream()
        .filter(medium -> medium.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "signals of kind "
                        + number
                        + " are not known; "
                        + all().stream()
                            .map(medium -> medium.number() + " (" + medium.several() + ")")
                            .collect(Collectors.joining(", "))
                        + " are"));
  }

  /**
   * Finds a medium by its name.
   *
   * @param id the name as users write it
   * @return the medium
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  static Medium of(String id) {
    return all().stream()
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
  static Medium ofName(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return all().stream()
        .filter(medium -> medium.suffixes().stream().anyMatch(name::endsWith))
        .findFirst()
        .orElse(null);
  }

  /** {@return the names of all media, separated by commas} */
  static String ids() {
    return all().stream().map(Medium::id).collect(Collectors.joining(", "));
  }

  /** {@return its number in files, from 1, of which no other medium's is the same} */
  int number();

  /** {@return its name as users write it, lower case} */
  String id();

  /** {@return its name within a sentence, such as "an image"} */
  String article();

  /** {@return its name in the plural, such as "images"} */
  default String several() {
    return article().substring(article().indexOf(' ') + 1) + "s";
  }

  /** {@return how many coordinates a point has} */
  int axes();

  /** {@return the most values that a point can have, if they are to be written to a file} */
  int mostChannels();

  /**
   * Of a number of channels those that a model must not have fewer of: all but alpha.
   *
   * @param channels how many a signal or a model has
   * @return how many count
   */
  default int colours(int channels) {
    return channels;
  }

  /** {@return what to do with a signal that has more colours than a model} */
  default String fewerColours() {
    return "give a model of more channels";
  }

  // What holds it.

  /** {@return the endings of names of files of data sets, lower case, each with its dot} */
  List<String> suffixes();

  /**
   * Whether a file is of this medium by what it begins with. Media of higher numbers are asked
   * first.
   *
   * @param file the file
   * @param head its first 12 bytes, as characters of ISO 8859-1
   * @return true if it is; false also where its name may tell
   */
  default boolean recognises(Path file, String head) {
    return false;
  }

  /** {@return whether a folder can be a signal} */
  default boolean isOfFolders() {
    return false;
  }

  /**
   * Whether a folder is one signal.
   *
   * @param path a path
   * @return true if it is a folder that holds one signal, rather than several
   * @throws InputException if the folder cannot be read
   */
  default boolean isOne(Path path) {
    return false;
  }

  /**
   * Whether a folder within a data set is a signal, whatever folders it holds besides.
   *
   * @param folder a folder
   * @return true if what lies in it is one signal
   * @throws InputException if the folder cannot be read
   */
  default boolean isSignal(Path folder) {
    return false;
  }

  /**
   * The files of a signal.
   *
   * @param source a file, or a folder that is a signal
   * @return itself, or the files of the folder that take part
   */
  default List<Path> files(Path source) {
    return List.of(source);
  }

  /** {@return what a folder of such signals holds, for messages} */
  default String wanted() {
    return String.join(", ", suffixes()) + " files";
  }

  // How it is prepared.

  /** {@return the options of {@link #preparation(Given, SignalPreparation)}} */
  List<SignalOption> options();

  /** {@return signals in their own size, of the usual number of channels} */
  SignalPreparation asTheyAre();

  /**
   * Signals for a model that was trained: in their own size, unless there is none.
   *
   * @param trained how signals were prepared in the model's training
   * @return how those to be encoded are
   */
  default SignalPreparation ownSize(SignalPreparation trained) {
    return asTheyAre();
  }

  /**
   * What options ask for.
   *
   * @param given the options
   * @param otherwise a preparation of this medium, for what is not given
   * @return the preparation
   * @throws InputException if a value is out of range
   */
  SignalPreparation preparation(Given given, SignalPreparation otherwise);

  /**
   * Reads what {@link SignalPreparation#toJson} wrote.
   *
   * @param json the object, which may hold more
   * @param channels of the prepared signals
   * @return the preparation
   * @throws InputException if a key is missing or of another type
   * @throws IllegalArgumentException if a value is out of range
   */
  SignalPreparation preparation(JsonObject json, int channels);

  /**
   * What a preset's training does with such signals.
   *
   * @param size rows and columns of the preset's images
   * @param omega its frequency factor for images
   * @return the numbers
   */
  MediumDefaults defaults(int size, float omega);

  // What it is told of as.

  /**
   * Builds a kind from what a file stores.
   *
   * @param numbers what {@link SignalKind#numbers} gave
   * @return the kind
   * @throws IllegalArgumentException if the numbers are not valid
   */
  SignalKind kind(double[] numbers);

  /**
   * A size for people to read.
   *
   * @param kind what a signal is
   * @param grid where its values lie
   * @return such as {@code 640x480}
   */
  String size(SignalKind kind, Grid grid);

  /**
   * What is to be told of a signal.
   *
   * @param kind what it is
   * @param grid where its values lie
   * @return names and values in a fixed order
   */
  Map<String, Object> facts(SignalKind kind, Grid grid);

  // How it is decoded.

  /** {@return the options of {@link #division}} */
  List<SignalOption> decodingOptions();

  /**
   * How finely options ask a signal to be decoded.
   *
   * @param given the options
   * @param kind what the original was
   * @param grid where its values lay
   * @return the division
   * @throws InputException if options exclude each other, or a value is out of range
   */
  Division division(Given given, SignalKind kind, Grid grid);

  /** {@return the ending of the files that it is written to, lower case, with its dot} */
  String written();

  /** {@return how it is written and what a file's name should be, for messages} */
  String writing();

  /**
   * Checks that a target is named as its format asks for and can be written.
   *
   * @param target a file, or a folder
   * @throws InputException if not
   */
  default void checkTarget(Path target) {
    AtomicFiles.checkTarget(target);
    if (!target.toString().toLowerCase(Locale.ROOT).endsWith(written())) {
      throw new InputException("cannot write " + target + ": " + writing());
    }
  }

  /**
   * A file of a signal, which is read while it is written.
   *
   * @param signal the signal
   * @return what the file holds; throws {@link InputException} if there is nothing to write, such
   *     as of a shape without a surface
   * @throws IllegalArgumentException if it has other axes or channels than its kind
   */
  Content content(Slices signal);

  /**
   * Writes a signal, in one step.
   *
   * @param target a file, or a folder
   * @param signal the signal
   * @throws InputException if it cannot be written
   * @throws IllegalArgumentException if it has other axes or channels than its kind
   */
  default void write(Path target, Slices signal) {
    AtomicFiles.write(target, content(signal));
  }
}
