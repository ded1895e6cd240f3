package org.metasparse.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metasparse.files.JsonObject;
import org.metasparse.signal.Medium;
import org.metasparse.signal.SignalPreparation;

/**
 * Preparations as keys of a JSON object: {@code kind} and the numbers of that kind. Images, which
 * were there first, have no {@code kind}.
 */
public final class PreparationJson {
  private static final String KIND = "kind";
  private static final String FIRST = "image";

  private PreparationJson() {}

  /**
   * The keys of a preparation.
   *
   * @param preparation the preparation
   * @return keys and values in a fixed order
   */
  public static Map<String, Object> write(SignalPreparation preparation) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!preparation.medium().id().equals(FIRST)) {
      json.put(KIND, preparation.medium().id());
    }
    json.putAll(preparation.toJson());
    json.put("channels", preparation.channels());
    return json;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param json the object, which may hold more
   * @return the preparation
   * @throws org.metasparse.files.InputException if a key is missing or of another type
   * @throws IllegalArgumentException if a value is out of range
   */
  public static SignalPreparation read(JsonObject json) {
    Medium medium = Medium.of(json.has(KIND) ? json.getString(KIND) : FIRST);
    return medium.preparation(json, json.getInt("channels"));
  }
}
