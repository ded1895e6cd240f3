package org.metasparse.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Media are told apart by number and by name. */
class MediaTest {
  /** A medium of which nothing else is asked. */
  private static Medium medium(int number, String id) {
    return (Medium)
        Proxy.newProxyInstance(
            Medium.class.getClassLoader(),
            new Class<?>[] {Medium.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "number":
                  return number;
                case "id":
                  return id;
                default:
                  throw new AssertionError(method);
              }
            });
  }

  @Test
  void twoOfOneNumberOrNameAreRefused() {
    List<Medium> media = new ArrayList<>(Medium.all());
    media.add(medium(977, "spectra"));
    assertEquals(media, Media.distinct(media));
    for (Medium second : List.of(medium(977, "other"), medium(978, "spectra"), medium(1, "x"))) {
      List<Medium> doubled = new ArrayList<>(media);
      doubled.add(second);
      var e = assertThrows(IllegalStateException.class, () -> Media.distinct(doubled));
      assertTrue(e.getMessage().contains("of its own"), e.getMessage());
    }
  }

  @Test
  void anUnknownNumberIsAnsweredWithTheKnownOnes() {
    var e = assertThrows(IllegalArgumentException.class, () -> Medium.of(976));
    String message = e.getMessage();
    assertTrue(message.startsWith("signals of kind 976 are not known; 1 (images), 2 "), message);
  }
}
