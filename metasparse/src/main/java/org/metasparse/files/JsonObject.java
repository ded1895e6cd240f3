package org.metasparse.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A view of a JSON object whose getters check types and say which key of which file is wrong.
 *
 * @param name what to call the object in messages: a file's name, and for inner objects the key
 * @param values the object's values, as {@link Json#parse(String, String)} returns them
 */
public record JsonObject(String name, Map<String, Object> values) {
  /**
   * Views a value that must be an object.
   *
   * @param name what to call it in messages
   * @param value what {@link Json#parse(String, String)} returned
   * @return the view
   * @throws InputException if the value is not an object
   */
  public static JsonObject of(String name, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new InputException(name + ": must be a JSON object {…}, it is " + describe(value));
    }
    Map<String, Object> checked = new LinkedHashMap<>();
    map.forEach((k, v) -> checked.put((String) k, v));
    return new JsonObject(name, checked);
  }

  /**
   * Reads a JSON text that must be an object.
   *
   * @param name what to call it in messages
   * @param text the text
   * @return the view
   * @throws InputException if the text is not valid JSON or not an object
   */
  public static JsonObject parse(String name, String text) {
    return of(name, Json.parse(name, text));
  }

  /**
   * The first difference from what is asked for, by the order of keys. What is as it always was has
   * no key: either side may have one that the other lacks.
   *
   * @param here what is asked for
   * @return such as {@code width is 64 there, 128 here}; null if there is none
   */
  public String difference(Map<String, Object> here) {
    // Through text and back, so that numbers are of the same type on both sides.
    Map<String, Object> asked = parse(name, Json.write(here)).values();
    Set<String> keys = new TreeSet<>(asked.keySet());
    keys.addAll(values.keySet());
    for (String key : keys) {
      if (!Objects.equals(asked.get(key), values.get(key))) {
        return key + " is " + text(values.get(key)) + " there, " + text(asked.get(key)) + " here";
      }
    }
    return null;
  }

  private static String text(Object value) {
    return value == null ? "not set" : value instanceof String s ? s : Json.write(value);
  }

  /**
   * Whether there is a value.
   *
   * @param key its key
   * @return true if the key is there and its value is not null
   */
  public boolean has(String key) {
    return values.get(key) != null;
  }

  /**
   * A string.
   *
   * @param key its key
   * @return the value
   * @throws InputException if it is missing or of another type
   */
  public String getString(String key) {
    return get(key, String.class, "a string");
  }

  /**
   * A truth value.
   *
   * @param key its key
   * @return the value
   * @throws InputException if it is missing or of another type
   */
  public boolean getBoolean(String key) {
    return get(key, Boolean.class, "true or false");
  }

  /**
   * A whole number.
   *
   * @param key its key
   * @return the value
   * @throws InputException if it is missing, not written as a whole number or out of range
   */
  public long getLong(String key) {
    return get(key, Long.class, "a whole number");
  }

  /**
   * A whole number that fits an int.
   *
   * @param key its key
   * @return the value
   * @throws InputException if it is missing, not written as a whole number or out of range
   */
  public int getInt(String key) {
    long value = getLong(key);
    if (value != (int) value) {
      throw wrong(key, "a whole number between -2^31 and 2^31 - 1", value);
    }
    return (int) value;
  }

  /**
   * A number.
   *
   * @param key its key
   * @return the value, rounded to double precision
   * @throws InputException if it is missing or of another type
   */
  public double getDouble(String key) {
    return get(key, Number.class, "a number").doubleValue();
  }

  /**
   * A number that may not be finite, which JSON writes as null.
   *
   * @param key its key
   * @return the value, NaN if it is null or missing
   * @throws InputException if it is of another type
   */
  public double getDoubleOrNaN(String key) {
    return has(key) ? getDouble(key) : Double.NaN;
  }

  /**
   * An array of numbers that may not be finite.
   *
   * @param key its key
   * @return the values, NaN for each that is null
   * @throws InputException if it is missing or holds anything else
   */
  public List<Double> getDoubles(String key) {
    List<Double> numbers = new ArrayList<>();
    for (Object value : getList(key)) {
      if (value != null && !(value instanceof Number)) {
        throw wrong(key, "an array of numbers", getList(key));
      }
      numbers.add(value == null ? Double.NaN : ((Number) value).doubleValue());
    }
    return numbers;
  }

  /**
   * An inner object.
   *
   * @param key its key
   * @return a view of it, which names the key in messages
   * @throws InputException if it is missing or of another type
   */
  public JsonObject getObject(String key) {
    return of(name + ": " + Json.write(key), get(key, Map.class, "an object"));
  }

  /**
   * An array.
   *
   * @param key its key
   * @return the values
   * @throws InputException if it is missing or of another type
   */
  public List<Object> getList(String key) {
    List<?> list = get(key, List.class, "an array");
    return new ArrayList<>(list);
  }

  private <T> T get(String key, Class<T> type, String expected) {
    Object value = values.get(key);
    if (value == null) {
      String found = values.containsKey(key) ? " is null" : " is missing";
      throw new InputException(
          name + ": the key " + Json.write(key) + found + "; it must be " + expected);
    }
    if (!type.isInstance(value)) {
      throw wrong(key, expected, value);
    }
    return type.cast(value);
  }

  private InputException wrong(String key, String expected, Object value) {
    return new InputException(
        name
            + ": the key "
            + Json.write(key)
            + " must be "
            + expected
            + ", it is "
            + describe(value));
  }

  private static String describe(Object value) {
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof List) {
      return "an array";
    }
    String text = Json.write(value);
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
