package org.metasparse.train;

import java.util.Map;
import java.util.function.BiFunction;
import org.metasparse.files.JsonObject;
import org.metasparse.signal.Medium;

/**
 * A row of the table of settings: the option by which users give it, its key in a run's
 * configuration and so in the message about a resumed run that differs, its range and its defaults.
 *
 * @param key in JSON
 * @param option with its two dashes
 * @param kind what values it may have
 * @param help what it does, in one line
 * @param usual the value of the paper's algorithm, with which it has no key, as in runs from before
 *     there was this setting; null if it always has one
 * @param defaults its value by preset and medium
 * @param <T> type of its values
 */
public record Setting<T>(
    String key,
    String option,
    Kind<T> kind,
    String help,
    T usual,
    BiFunction<Preset, Medium, T> defaults) {
  /**
   * Checks a value. The usual one may lie out of the range, if it stands for none.
   *
   * @param value the value
   * @return the value
   * @throws IllegalArgumentException if it is out of range
   */
  public T checked(T value) {
    if (!value.equals(usual) && !kind.range().test(value)) {
      throw new IllegalArgumentException(key + " " + value + ": must be " + kind.must());
    }
    return value;
  }

  /** What a value of this row adds to a JSON object. */
  Map<String, Object> json(Object value) {
    return value.equals(usual) ? Map.of() : kind.writer().apply(key, kind.type().cast(value));
  }

  /** Reads what {@link #json} gave. */
  T read(JsonObject json) {
    return usual != null && !json.has(key) ? usual : checked(kind.reader().apply(json, key));
  }
}
