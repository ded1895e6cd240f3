package org.metasparse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What holds for every page, measured in the page by {@code checks.js}, which lies beside this
 * class among the test resources. Each method names all that offends.
 */
public final class PageChecks {
  /** Widths of a desk's, a tablet's and a telephone's window. */
  public static final List<Integer> WIDTHS = List.of(1280, 768, 390);

  private PageChecks() {}

  /** At each of the widths, dark and light: nothing overflows or overlaps, texts have contrast. */
  public static void assertFitsEverywhere(Page page) {
    for (int width : WIDTHS) {
      page.size(width, width == 390 ? 844 : 800);
      for (boolean dark : new boolean[] {false, true}) {
        page.dark(dark);
        String where = width + " pixels wide, " + (dark ? "dark" : "light");
        assertEquals(List.of(), run(page, "overflowing"), where);
        assertEquals(List.of(), run(page, "overlapping"), where);
        assertEquals(List.of(), run(page, "faint"), where);
      }
      assertEquals(List.of(), run(page, "small"), width + " pixels wide");
    }
    assertEquals(List.of(), run(page, "unnamed"));
  }

  /** What one of the checks finds: overflowing, overlapping, faint, small or unnamed. */
  public static List<?> run(Page page, String check) {
    return (List<?>) page.eval("(() => {" + script() + "; return " + check + "(); })()");
  }

  private static String script() {
    try (InputStream in = PageChecks.class.getResourceAsStream("checks.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
