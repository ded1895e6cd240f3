package org.metasparse.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The share of the last gradient {@code g_K} in the multi-step meta-gradient, the others sharing
 * the rest evenly (the annealed multi-step loss of Antoniou et al. 2019, <i>How to train your
 * MAML</i>, section 4).
 *
 * @param from at the start; negative for the rule's own weights
 * @param to from the end of the dense training on; in between linear
 */
public record Share(double from, double to) {
  /** The rule's own weights. */
  public static final Share OWN = new Share(-1, -1);

  /** Shares as a setting of two keys, written A..B. */
  static final Kind<Share> KIND =
      new Kind<>(
          Share.class,
          "A..B",
          Share::of,
          s -> Math.min(s.from, s.to) >= 0 && Math.max(s.from, s.to) <= 1,
          "like 0.33..0.67, both from 0 to 1",
          (json, key) -> new Share(json.getDouble(key), json.getDouble("lastTo")),
          (key, share) -> share.toJson(key));

  private Map<String, Object> toJson(String key) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(key, from);
    json.put("lastTo", to);
    return json;
  }

  private static Share of(String range) {
    String part = "([01]?(?:\\.[0-9]{1,9})?)";
    Matcher parts = Pattern.compile(part + "\\.\\." + part).matcher(range);
    if (!parts.matches()) {
      throw new NumberFormatException(range);
    }
    return new Share(Double.parseDouble(parts.group(1)), Double.parseDouble(parts.group(2)));
  }
}
