package org.metasparse.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.files.InputException;

/** Markdown as reports are written in becomes one page with its pictures in it. */
class HtmlReportTest {
  private static final String MARKDOWN =
      """
      # Two & three

      First line
      of `a < b`.

      - one: <x>
      - two

      ## Table

      | kept | dB |
      |:---|---:|
      | 4 % | 25.5 |
      | 2 % | |

      ![a "curve"](curve.svg)

      ```json
      {"a": "<b>"}

      # no heading
      ```
      """;

  @TempDir Path folder;

  @Test
  void saysWhatTheMarkdownSays() throws IOException {
    Files.writeString(folder.resolve("curve.svg"), "<svg/>");
    String html = HtmlReport.of(MARKDOWN, folder);
    assertTrue(html.contains("<title>Two &amp; three</title>"), html);
    assertTrue(html.contains("<h1>Two &amp; three</h1>"), html);
    assertTrue(html.contains("<p>\nFirst line\nof <code>a &lt; b</code>.\n</p>"), html);
    assertTrue(html.contains("<ul>\n<li>one: &lt;x&gt;</li>\n<li>two</li>\n</ul>"), html);
    assertTrue(html.contains("<tr><th>kept</th><th>dB</th></tr>"), html);
    assertTrue(html.contains("<tr><td>4 %</td><td>25.5</td></tr>"), html);
    assertTrue(html.contains("<tr><td>2 %</td><td></td></tr>\n</table>\n</div>"), html);
    assertTrue(
        html.contains("alt=\"a &quot;curve&quot;\" src=\"data:image/svg+xml;base64,PHN2Zy8+\""));
    assertTrue(
        html.contains("<pre><code>{&quot;a&quot;: &quot;&lt;b&gt;&quot;}\n\n# no heading\n"));
    assertEquals(1, html.split("<h1>", -1).length - 1);
    assertFalse(html.contains("http://") || html.contains("https://"), html);
  }

  @Test
  void aMissingPictureIsNamed() {
    var e = assertThrows(InputException.class, () -> HtmlReport.of(MARKDOWN, folder));
    assertTrue(e.getMessage().contains("curve.svg"), e.getMessage());
  }
}
