package org.metasparse.files;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;

/** Writes one JSON text; see {@link Json}. */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder();
  private final String indent;

  /**
   * A writer.
   *
   * @param indent what a level is indented by; empty to write all on one line
   */
  JsonWriter(String indent) {
    this.indent = indent;
  }

  String write(Object value) {
    value(value, 0);
    return out.toString();
  }

  private void value(Object value, int depth) {
    if (depth == Json.MAX_DEPTH && (value instanceof Map || value instanceof Iterable)) {
      throw new IllegalArgumentException("JSON nested deeper than " + Json.MAX_DEPTH + " levels");
    }
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof CharSequence text) {
      string(text);
    } else if (value instanceof Double || value instanceof Float) {
      out.append(number((Number) value));
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      out.append(value);
    } else if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof Iterable<?> list) {
      array(list, depth);
    } else {
      throw new IllegalArgumentException("JSON has no " + value.getClass().getName());
    }
  }

  private void object(Map<?, ?> map, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new IllegalArgumentException(
            "a JSON object's keys are strings, not " + entry.getKey());
      }
      separate(first, depth + 1);
      first = false;
      string(key);
      out.append(indent.isEmpty() ? ":" : ": ");
      value(entry.getValue(), depth + 1);
    }
    close(first, depth, '}');
  }

  private void array(Iterable<?> list, int depth) {
    out.append('[');
    boolean first = true;
    for (Iterator<?> i = list.iterator(); i.hasNext(); first = false) {
      separate(first, depth + 1);
      value(i.next(), depth + 1);
    }
    close(first, depth, ']');
  }

  private void separate(boolean first, int depth) {
    if (!first) {
      out.append(',');
    }
    newLine(depth);
  }

  private void close(boolean empty, int depth, char bracket) {
    if (!empty) {
      newLine(depth);
    }
    out.append(bracket);
  }

  private void newLine(int depth) {
    if (!indent.isEmpty()) {
      out.append('\n').append(indent.repeat(depth));
    }
  }

  private void string(CharSequence text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        out.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        // Half a character cannot be written as UTF-8.
        out.append('\ufffd');
      } else {
        character(c);
      }
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        // The last two end a line for some readers though JSON allows them as they are.
        if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029) {
          out.append(String.format("\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }

  private static String number(Number value) {
    if (value instanceof Float f) {
      return shortest(f, text -> Float.parseFloat(text) == f);
    }
    double d = value.doubleValue();
    return shortest(d, text -> Double.parseDouble(text) == d);
  }

  /**
   * The shortest rounding that reads back as the same number. Double.toString is not: before JDK 19
   * it sometimes gave a digit more, and files would differ between JDKs.
   */
  private static String shortest(double value, Predicate<String> readsBack) {
    if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
      return "null";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded = exact;
    for (int digits = 1; digits <= 17; digits++) {
      rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (readsBack.test(rounded.toString())) {
        break;
      }
    }
    return layOut(rounded.stripTrailingZeros());
  }

  private static String layOut(BigDecimal value) {
    int exponent = value.precision() - value.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = value.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    return value.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }
}
