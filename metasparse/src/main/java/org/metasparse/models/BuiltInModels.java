package org.metasparse.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.metasparse.files.InputException;
import org.metasparse.format.Base;
import org.metasparse.format.InrFile;
import org.metasparse.signal.Medium;

/**
 * The models that come with the program: initial networks for colour pictures and for shapes, from
 * small to large. MODELS.md tells what they were learned from, and by which commands.
 */
public final class BuiltInModels {
  /** Red, green, blue. */
  private static final int COLOURS = 3;

  private static final String ROOT = "/META-INF/metasparse/models/";

  /** What may move for a byte of a file where its size is given. */
  private static final double MOVED_PER_BYTE = 1.6;

  /** The same for a point where it is not. */
  private static final double MOVED_PER_POINT = 0.5;

  private BuiltInModels() {}

  /**
   * A line of the index.
   *
   * @param medium what it is for, as {@link Medium#id} calls it
   * @param name the model's name, such as {@code photo-13k}
   * @param moved how many weights it has, or, if its fits move a part of it alone, parameters of
   *     that part
   * @param hash its hash, see {@link Base#hash}, in hexadecimal digits
   * @param rate the learning rate of which fits from it end best, as MODELS.md tells
   */
  public record Entry(String medium, String name, int moved, String hash, double rate) {
    private static Entry of(String line) {
      String[] words = line.split(" ");
      int moved = Integer.parseInt(words[2]);
      return new Entry(words[0], words[1], moved, words[3], Double.parseDouble(words[4]));
    }
  }

  /** {@return the models, those for a medium one after another, by how much of them moves} */
  public static List<Entry> all() {
    String index = new String(bytes("index.txt"), StandardCharsets.UTF_8);
    return index.lines().map(Entry::of).toList();
  }

  /**
   * The models for signals of a medium.
   *
   * @param medium which
   * @return its models, by how much of them moves, ascending; none if there are none
   */
  public static List<Entry> of(Medium medium) {
    return all().stream().filter(entry -> entry.medium().equals(medium.id())).toList();
  }

  /** {@return what there are models for} */
  public static List<Medium> media() {
    Set<String> some = all().stream().map(Entry::medium).collect(Collectors.toSet());
    return Medium.all().stream().filter(medium -> some.contains(medium.id())).toList();
  }

  /**
   * How many values a point has, in all models for a medium: colours, and no alpha.
   *
   * @param medium one of {@link #media}
   * @return 3 for images (red, green, blue), 1 for shapes
   */
  public static int channels(Medium medium) {
    return Math.min(COLOURS, medium.mostChannels());
  }

  /**
   * What the models for a medium are called together.
   *
   * @param medium one of {@link #media}
   * @return what stands before the first dash in the names of all of them, such as {@code photo}
   */
  public static String family(Medium medium) {
    return of(medium).get(0).name().replaceFirst("-.*", "");
  }

  /**
   * Reads a model.
   *
   * @param entry which
   * @return the model
   */
  public static Base read(Entry entry) {
    String file = entry.name() + ".inr";
    return new Base(entry.name(), InrFile.decode(file, bytes(file)).siren(), true);
  }

  /** The line of a name, or null. */
  static Entry named(String name) {
    return entry(entry -> entry.name().equals(name)).orElse(null);
  }

  /** The model of a hash, or null. */
  static Base find(byte[] hash) {
    return entry(ofHash(hash)).map(BuiltInModels::read).orElse(null);
  }

  /** Whether there is a model of a hash. */
  static boolean knows(byte[] hash) {
    return entry(ofHash(hash)).isPresent();
  }

  private static Predicate<Entry> ofHash(byte[] hash) {
    String hex = HexFormat.of().formatHex(hash);
    return entry -> entry.hash().equals(hex);
  }

  private static Optional<Entry> entry(Predicate<Entry> which) {
    return all().stream().filter(which).findFirst();
  }

  /**
   * The model for a signal whose file may have any size.
   *
   * @param medium what the signal is; one of {@link #media}
   * @param points of the signal
   * @return that which moves most, but no more than half a weight for each point, or the smallest
   *     of all
   */
  public static Entry forPoints(Medium medium, int points) {
    return most(of(medium), Entry::moved, MOVED_PER_POINT * points).orElseThrow();
  }

  /**
   * The model for a file of a given size.
   *
   * @param medium what the signal is; one of {@link #media}
   * @param bytes of the file
   * @return that which moves most, but no more than 1.6 weights for each byte, or the smallest of
   *     all
   */
  public static Entry forBytes(Medium medium, int bytes) {
    return mostForBytes(of(medium), Entry::moved, bytes).orElseThrow();
  }

  /**
   * Of some models that of which most moves, but no more than a bound; that of which least moves
   * where all are beyond; nothing if there is none.
   */
  private static <T> Optional<T> most(List<T> models, ToIntFunction<T> moved, double bound) {
    Comparator<T> order = Comparator.comparingInt(moved);
    return models.stream()
        .filter(model -> moved.applyAsInt(model) <= bound)
        .max(order)
        .or(() -> models.stream().min(order));
  }

  /**
   * The same for a file of a given size, 1.6 numbers for each byte.
   *
   * @param models some models
   * @param moved how much of one moves
   * @param bytes of the file
   */
  static <T> Optional<T> mostForBytes(List<T> models, ToIntFunction<T> moved, int bytes) {
    return most(models, moved, MOVED_PER_BYTE * bytes);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = BuiltInModels.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new InputException(
            ROOT + name + ": is not in the program's jar; take a jar that was built whole");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new InputException(ROOT + name + ": cannot be read", e);
    }
  }
}
