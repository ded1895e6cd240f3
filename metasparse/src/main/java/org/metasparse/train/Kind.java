package org.metasparse.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.metasparse.files.JsonObject;

/**
 * What values a {@link Setting} may have, and how they are written.
 *
 * @param type of the values
 * @param placeholder what stands for one in the help, such as {@code N}; null for yes or no
 * @param text reads one from a word; throws {@link IllegalArgumentException} if it is none
 * @param range which values may be
 * @param must what a value must be, for messages
 * @param reader reads one from a JSON object at a key
 * @param writer gives a key and a value as keys and values of JSON, in their order
 * @param <T> type of the values
 */
public record Kind<T>(
    Class<T> type,
    String placeholder,
    Function<String, T> text,
    Predicate<T> range,
    String must,
    BiFunction<JsonObject, String, T> reader,
    BiFunction<String, T, Map<String, Object>> writer) {
  /** Values that JSON has. */
  static <T> Kind<T> of(
      Class<T> type,
      String placeholder,
      Function<String, T> text,
      Predicate<T> range,
      String must,
      BiFunction<JsonObject, String, T> reader) {
    return new Kind<>(type, placeholder, text, range, must, reader, Map::of);
  }

  /**
   * {@return whole numbers of at least one number, and at most another if it is not the last}
   *
   * @param least the least
   * @param most the greatest; the greatest of all integers for no limit
   */
  public static Kind<Integer> integer(int least, int most) {
    String range =
        most < Integer.MAX_VALUE ? "from " + least + " to " + most : "of at least " + least;
    Predicate<Integer> within = n -> n >= least && n <= most;
    String must = "a whole number " + range;
    return of(Integer.class, "N", Integer::valueOf, within, must, JsonObject::getInt);
  }

  /**
   * {@return doubles greater than 0, as words also as the floats that are computed with}
   *
   * @param limit what they fulfil besides
   * @param limitInWords the same for messages, such as "at most 1"
   */
  public static Kind<Double> positive(Predicate<Double> limit, String limitInWords) {
    String must = "a number greater than 0 and " + limitInWords;
    Predicate<Double> within = x -> x > 0 && limit.test(x);
    return of(Double.class, "X", Kind::asFloatsCan, within, must, JsonObject::getDouble);
  }

  /** {@return doubles greater than 0 and finite, as words also as floats} */
  public static Kind<Double> positive() {
    return positive(x -> x < Double.POSITIVE_INFINITY, "finite");
  }

  /** A number that is 0 or infinite if it would be as a float. */
  private static double asFloatsCan(String word) {
    double x = Double.parseDouble(word);
    float rounded = (float) x;
    return rounded == 0 || Float.isInfinite(rounded) ? rounded : x;
  }

  /**
   * {@return the constants of an enumeration, by their names in lower case}
   *
   * @param type the enumeration
   * @param <E> the enumeration
   */
  public static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    return new Kind<>(
        type,
        "NAME",
        word -> named(type, word),
        value -> true,
        "one of " + ids(type),
        (json, key) -> named(type, json.getString(key)),
        (key, value) -> Map.of(key, id(value)));
  }

  /** {@return yes or no: two options, {@code --name} and {@code --no-name}} */
  public static Kind<Boolean> flag() {
    return of(Boolean.class, null, Boolean::valueOf, v -> true, "", JsonObject::getBoolean);
  }

  /**
   * Reads a value as users write it.
   *
   * @param word what they wrote
   * @return the value
   * @throws IllegalArgumentException if it is none; the message says what would be one
   */
  public T parse(String word) {
    try {
      T value = text.apply(word);
      if (range.test(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number out of range is.
    }
    throw new IllegalArgumentException(word + ": must be " + must);
  }

  /** {@return a constant's name as users write it: in lower case, with hyphens} */
  static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@return the names of all constants, separated by commas} */
  static <E extends Enum<E>> String ids(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Kind::id).collect(Collectors.joining(", "));
  }

  /** The constant of a name; otherwise an IllegalArgumentException lists the names. */
  static <E extends Enum<E>> E named(Class<E> type, String id) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> id(constant).equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is not one of " + ids(type)));
  }
}
