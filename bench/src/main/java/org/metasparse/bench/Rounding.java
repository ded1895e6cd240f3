package org.metasparse.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Cuts figures to the digits that a timing is good for. */
final class Rounding {
  private static final MathContext DIGITS = new MathContext(4);

  private Rounding() {}

  /** The same figures, every fractional number, however deep, rounded. */
  static Map<String, Object> of(Map<String, Object> figures) {
    Map<String, Object> rounded = new LinkedHashMap<>();
    figures.forEach((key, value) -> rounded.put(key, of(value)));
    return rounded;
  }

  private static Object of(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> rounded = new LinkedHashMap<>();
      map.forEach((key, inner) -> rounded.put(key.toString(), of(inner)));
      return rounded;
    }
    return value instanceof Double d ? new BigDecimal(d).round(DIGITS).doubleValue() : value;
  }
}
