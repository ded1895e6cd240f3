package org.metasparse.report;

/**
 * SVG elements as text. Numbers are rounded to hundredths by integer arithmetic and text is
 * escaped, so that the same calls give the same bytes on every JVM.
 */
final class Svg {
  private static final String NARROW = "fijlrtI.,:;'|!()[]{}/\\-\" \u2009";
  private static final String WIDE = "mwMWOQG%@&#+=<>~\u2212\u00b1\u00b7";

  private final StringBuilder out = new StringBuilder();

  /** Appends a start tag; attributes are names and values in turn. */
  Svg open(String name, Object... attributes) {
    return tag(name, attributes, ">\n");
  }

  /** Appends an element without content. */
  Svg empty(String name, Object... attributes) {
    return tag(name, attributes, "/>\n");
  }

  /** Appends an element whose content is text. */
  Svg text(String name, String content, Object... attributes) {
    tag(name, attributes, ">");
    out.append(escape(content));
    return close(name);
  }

  /** Appends an end tag. */
  Svg close(String name) {
    out.append("</").append(name).append(">\n");
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private Svg tag(String name, Object[] attributes, String end) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      String text = value instanceof Number n ? number(n.doubleValue()) : value.toString();
      out.append(' ').append(attributes[i]).append("=\"").append(escape(text)).append('"');
    }
    out.append(end);
    return this;
  }

  /** A number in hundredths, without zeros at its end. */
  static String number(double value) {
    long hundredths = Math.round(100 * value);
    long rest = Math.abs(hundredths % 100);
    String whole = (hundredths < 0 ? "-" : "") + Math.abs(hundredths / 100);
    if (rest == 0) {
      return whole;
    }
    return whole + (rest % 10 == 0 ? "." + rest / 10 : (rest < 10 ? ".0" : ".") + rest);
  }

  /** Text for XML: markup is escaped, and what XML 1.0 cannot hold becomes U+FFFD. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append(' ');
                default -> escaped.appendCodePoint(valid(c) ? c : 0xfffd);
              }
            });
    return escaped.toString();
  }

  private static boolean valid(int c) {
    return c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c > 0xffff;
  }

  /** About how wide a line of text is; on the large side for the usual sans-serif fonts. */
  static double width(String text, double size) {
    double ems = 0;
    for (int c : text.codePoints().toArray()) {
      if (NARROW.indexOf(c) >= 0) {
        ems += 0.42;
      } else if (WIDE.indexOf(c) >= 0) {
        ems += 0.95;
      } else if (c >= 0x2e80) {
        ems += 1.05;
      } else {
        ems += Character.isUpperCase(c) ? 0.74 : 0.64;
      }
    }
    return ems * size;
  }
}
