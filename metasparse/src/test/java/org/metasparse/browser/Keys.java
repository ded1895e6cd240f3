package org.metasparse.browser;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the protocol wants to know of a key. */
final class Keys {
  private static final Map<String, Integer> CODES =
      Map.ofEntries(
          Map.entry("Backspace", 8),
          Map.entry("Tab", 9),
          Map.entry("Enter", 13),
          Map.entry("Escape", 27),
          Map.entry(" ", 32),
          Map.entry("PageUp", 33),
          Map.entry("PageDown", 34),
          Map.entry("End", 35),
          Map.entry("Home", 36),
          Map.entry("ArrowLeft", 37),
          Map.entry("ArrowUp", 38),
          Map.entry("ArrowRight", 39),
          Map.entry("ArrowDown", 40),
          Map.entry("Delete", 46),
          Map.entry("+", 187),
          Map.entry("-", 189));

  private Keys() {}

  /** The parameters of Input.dispatchKeyEvent; the key is named as KeyboardEvent.key names it. */
  static Map<String, Object> event(String type, String key, boolean shift) {
    boolean letter = key.length() == 1;
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.put("key", key);
    event.put("code", code(key));
    int number = CODES.getOrDefault(key, letter ? (int) Character.toUpperCase(key.charAt(0)) : 0);
    event.put("windowsVirtualKeyCode", number);
    event.put("modifiers", shift ? 8 : 0);
    if (type.equals("keyDown") && (letter || key.equals("Enter"))) {
      event.put("text", letter ? key : "\r");
    }
    return event;
  }

  private static String code(String key) {
    if (key.length() != 1) {
      return key;
    }
    char c = key.charAt(0);
    if (c == ' ') {
      return "Space";
    }
    return Character.isDigit(c)
        ? "Digit" + c
        : Character.isLetter(c) ? "Key" + Character.toUpperCase(c) : "";
  }
}
