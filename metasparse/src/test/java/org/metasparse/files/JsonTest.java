package org.metasparse.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static Object parse(String text) {
    return Json.parse("test.json", text);
  }

  @Test
  void valuesAreRead() {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("z", Arrays.asList(1L, -2.5, 1e3, true, false, null, -0.0));
    expected.put("a", Map.of());
    expected.put("", "\"\\/\b\f\n\r\tä😀");
    Object read =
        parse(
            " {\"z\" : [1,-2.5,1e3,true,false,null,-0],\"a\":{ },\n"
                + "\"\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD83D\\uDE00\"}\t");
    assertEquals(expected, read);
    assertEquals(List.of("z", "a", ""), List.copyOf(((Map<?, ?>) read).keySet()));
    assertEquals(Long.MIN_VALUE, parse("-9223372036854775808"));
    assertEquals(9223372036854775808.0, parse("9223372036854775808"));
    assertNull(parse("null"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":1,\"a\":2}",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "-",
        "--1",
        "NaN",
        "Infinity",
        "1e999",
        "tru",
        "nulll",
        "1 1",
        "'a'",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\t\"",
        "\ufeff1",
        "[1]]",
        "// c\n1",
        "\"\\u00\u0660\u0660\"",
        "\"\\u\u0010\u0011\u0012\u0013\""
      })
  void malformedTextIsRefusedWithItsOffset(String text) {
    String message = assertThrows(InputException.class, () -> parse(text)).getMessage();
    assertTrue(message.matches("test\\.json: is not valid JSON: at offset \\d+, .*"), message);
  }

  @Test
  void offsetsAreExact() {
    String message =
        assertThrows(InputException.class, () -> parse("{\"a\": 1, \"a\": 2}")).getMessage();
    assertTrue(message.contains("offset 9,"), message);
  }

  @Test
  void nestingIsLimited() {
    String deep = "[".repeat(64) + "]".repeat(64);
    assertEquals(deep, Json.write(parse(deep)));
    assertThrows(InputException.class, () -> parse("[" + deep + "]"));
    assertThrows(IllegalArgumentException.class, () -> Json.write(List.of(parse(deep))));
    assertThrows(InputException.class, () -> parse("[".repeat(1_000_000)));
  }

  @Test
  void bytesMustBeUtf8() {
    byte[] bad = {'"', (byte) 0xc3, '"'};
    assertThrows(InputException.class, () -> Json.parse("test.json", bad));
    assertEquals("ä", Json.parse("x", "\"ä\"".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void valuesAreWritten() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", Arrays.asList(1, 2L, 0.5f, null, Double.NaN, Float.NEGATIVE_INFINITY, true));
    map.put("b\n\u0001", List.of());
    map.put("c", Map.of("d", "\ud800x\"\\😀"));
    assertEquals(
        "{\"a\":[1,2,0.5,null,null,null,true],"
            + "\"b\\n\\u0001\":[],\"c\":{\"d\":\"\ufffdx\\\"\\\\😀\"}}",
        Json.write(map));
    assertEquals(
        "{\n  \"a\": [\n    1,\n    {}\n  ]\n}\n", Json.pretty(Map.of("a", List.of(1, Map.of()))));
    assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
    assertThrows(IllegalArgumentException.class, () -> Json.write(Map.of(1, 2)));
  }

  @Test
  void numbersHaveTheFewestDigits() {
    assertEquals("0.1", Json.write(0.1f));
    assertEquals("0.1", Json.write(0.1));
    assertEquals("0.10000000149011612", Json.write((double) 0.1f));
    // Double.toString has a digit more before JDK 19.
    assertEquals("2e-44", Json.write(2e-44));
    assertEquals("2e23", Json.write(2e23));
    assertEquals("5e-324", Json.write(Double.MIN_VALUE));
    assertEquals("1e-45", Json.write(Float.MIN_VALUE));
    assertEquals("1.7976931348623157e308", Json.write(Double.MAX_VALUE));
    assertEquals("200.0", Json.write(200f));
    assertEquals("1000000000000000.0", Json.write(1e15));
    assertEquals("1e16", Json.write(1e16));
    assertEquals("0.0001", Json.write(1e-4));
    assertEquals("1e-5", Json.write(1e-5));
    assertEquals("-0.0", Json.write(-0.0));
  }

  @Test
  void everyNumberReadsBack() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      double d = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(d)) {
        assertEquals(d, parse(Json.write(d)));
      }
      float f = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(f)) {
        assertEquals(f, Float.parseFloat(Json.write(f)));
      }
    }
  }

  @Test
  void gettersNameTheKey() {
    JsonObject o =
        JsonObject.parse(
            "run.json", "{\"s\":\"x\",\"n\":3,\"d\":0.5,\"b\":true,\"o\":{\"l\":[1]}}");
    assertEquals("x", o.getString("s"));
    assertEquals(3, o.getInt("n"));
    assertEquals(3L, o.getLong("n"));
    assertEquals(3.0, o.getDouble("n"));
    assertEquals(0.5, o.getDouble("d"));
    assertTrue(o.getBoolean("b"));
    assertEquals(List.of(1L), o.getObject("o").getList("l"));
    assertTrue(o.has("s") && !o.has("t"));
    refused(() -> o.getInt("t"), "run.json", "\"t\"", "missing", "a whole number");
    refused(() -> o.getInt("d"), "\"d\"", "0.5", "a whole number");
    refused(() -> o.getString("n"), "\"n\"", "a string", "3");
    refused(() -> o.getObject("o").getBoolean("l"), "\"o\"", "\"l\"", "an array");
    JsonObject large = JsonObject.parse("run.json", "{\"n\":3000000000,\"z\":null}");
    refused(() -> large.getInt("n"), "3000000000", "2^31");
    refused(() -> large.getDouble("z"), "is null");
    refused(() -> JsonObject.parse("run.json", "[]"), "run.json", "an array");
  }

  private static void refused(org.junit.jupiter.api.function.Executable action, String... words) {
    String message = assertThrows(InputException.class, action).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), () -> "'" + word + "' is not in: " + message);
    }
  }
}
