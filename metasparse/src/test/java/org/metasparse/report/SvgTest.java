package org.metasparse.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SvgTest {
  @Test
  void numbersAreRoundedToHundredths() {
    assertEquals("0", Svg.number(0));
    assertEquals("0", Svg.number(-0.001));
    assertEquals("12", Svg.number(12));
    assertEquals("12.5", Svg.number(12.499));
    assertEquals("1.05", Svg.number(1.049));
    assertEquals("-0.3", Svg.number(-0.3));
    assertEquals("-7.04", Svg.number(-7.04));
    assertEquals("1234567.89", Svg.number(1234567.89));
  }

  @Test
  void whatXmlCannotHoldIsReplaced() {
    assertEquals("&lt;a b=&quot;1&quot;&gt; &amp;amp;", Svg.escape("<a b=\"1\">\n&amp;"));
    assertEquals("\ufffd\ufffd\ufffd", Svg.escape("\u0000\u001b\uffff"));
    assertEquals("\ufffdx", Svg.escape("\ud800x"), "half a character");
    assertEquals("σ 😀", Svg.escape("σ 😀"));
  }

  @Test
  void elementsHoldTheirAttributesAndText() {
    Svg svg =
        new Svg().open("g", "fill", "red").empty("circle", "r", 1.5).text("text", "<", "x", 2);

    assertEquals(
        """
        <g fill="red">
        <circle r="1.5"/>
        <text x="2">&lt;</text>
        </g>
        """,
        svg.close("g").toString());
  }

  @Test
  void widthsGrowWithTextAndSize() {
    assertTrue(Svg.width("iii", 10) < Svg.width("nnn", 10));
    assertTrue(Svg.width("nnn", 10) < Svg.width("WWW", 10));
    assertEquals(2 * Svg.width("PSNR (dB)", 10), Svg.width("PSNR (dB)", 20), 1e-9);
    assertEquals(0, Svg.width("", 10));
  }
}
