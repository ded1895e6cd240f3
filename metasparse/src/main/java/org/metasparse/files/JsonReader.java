package org.metasparse.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text by recursive descent; see {@link Json}. */
final class JsonReader {
  private final String name;
  private final String text;
  private int at;

  JsonReader(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** Reads the whole text. */
  Object read() {
    Object value = value(0);
    space();
    if (at < text.length()) {
      throw error("nothing more is expected");
    }
    return value;
  }

  private Object value(int depth) {
    space();
    if (depth == Json.MAX_DEPTH && (peek() == '{' || peek() == '[')) {
      throw error("nesting deeper than " + Json.MAX_DEPTH + " levels is not read");
    }
    switch (peek()) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return string();
      case 't':
        return word("true", Boolean.TRUE);
      case 'f':
        return word("false", Boolean.FALSE);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    at++;
    space();
    if (accept('}')) {
      return Collections.unmodifiableMap(map);
    }
    do {
      space();
      int start = at;
      String key = string();
      if (map.containsKey(key)) {
        at = start;
        throw error("the key " + Json.write(key) + " is there twice");
      }
      space();
      expect(':');
      map.put(key, value(depth + 1));
      space();
    } while (accept(','));
    expect('}');
    return Collections.unmodifiableMap(map);
  }

  private List<Object> array(int depth) {
    List<Object> list = new ArrayList<>();
    at++;
    space();
    if (accept(']')) {
      return Collections.unmodifiableList(list);
    }
    do {
      list.add(value(depth + 1));
      space();
    } while (accept(','));
    expect(']');
    return Collections.unmodifiableList(list);
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at);
      if (c < ' ') {
        throw error("a control character in a string must be escaped");
      }
      if (c == '\\') {
        at++;
        escape(out);
      } else {
        out.append(c);
        at++;
      }
    }
    at++;
    checkSurrogates(out);
    return out.toString();
  }

  private void escape(StringBuilder out) {
    char c = peek();
    int which = "\"\\/bfnrt".indexOf(c);
    if (which >= 0) {
      out.append("\"\\/\b\f\n\r\t".charAt(which));
      at++;
    } else if (c == 'u') {
      at++;
      int code = 0;
      for (int i = 0; i < 4; i++) {
        // Character.digit would also take digits of other scripts.
        int digit = "0123456789abcdef".indexOf(peek() | 0x20);
        if (digit < 0 || peek() < '0') {
          throw error("four hexadecimal digits expected");
        }
        code = code << 4 | digit;
        at++;
      }
      out.append((char) code);
    } else {
      throw error("an escape is one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
    }
  }

  private void checkSurrogates(StringBuilder s) {
    for (int i = 0; i < s.length(); i++) {
      if (Character.isHighSurrogate(s.charAt(i))
          && i + 1 < s.length()
          && Character.isLowSurrogate(s.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(s.charAt(i))) {
        throw error("half a surrogate pair in the string before");
      }
    }
  }

  private Object number() {
    int start = at;
    accept('-');
    if (!accept('0')) {
      digits();
    }
    boolean whole = true;
    if (accept('.')) {
      whole = false;
      digits();
    }
    if (accept('e') || accept('E')) {
      whole = false;
      if (!accept('+')) {
        accept('-');
      }
      digits();
    }
    String number = text.substring(start, at);
    // -0 is the one whole number that a long cannot hold; very long ones become doubles too.
    if (whole && number.length() <= 20 && !number.equals("-0")) {
      try {
        return Long.valueOf(number);
      } catch (NumberFormatException e) {
        // Beyond the range of long: a double, as RFC 8259 suggests.
      }
    }
    double value = Double.parseDouble(number);
    if (Double.isInfinite(value)) {
      at = start;
      throw error("the number is too large for double precision");
    }
    return value;
  }

  private void digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw error("a value or digit is expected");
    }
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw error("a value is expected");
    }
    at += word.length();
    return value;
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw error("the text ends too early");
    }
    return text.charAt(at);
  }

  private boolean accept(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw error("'" + c + "' is expected");
    }
  }

  private InputException error(String what) {
    return new InputException(name + ": is not valid JSON: at offset " + at + ", " + what);
  }
}
