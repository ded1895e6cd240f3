package org.metasparse.interchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.metasparse.files.Json;

/** What pages are put together from: templates, escaped text, JSON, arrays in base64. */
public final class PageText {
  private PageText() {}

  /**
   * Fills a template.
   *
   * @param template a text with places {@code {{name}}}
   * @param texts what stands there, by name; not looked into
   * @return the template with each place replaced once
   */
  public static String fill(String template, Map<String, String> texts) {
    StringBuilder page = new StringBuilder();
    int from = 0;
    for (int at = template.indexOf("{{"); at >= 0; at = template.indexOf("{{", from)) {
      int end = template.indexOf("}}", at);
      page.append(template, from, at).append(texts.get(template.substring(at + 2, end)));
      from = end + 2;
    }
    return page.append(template, from, template.length()).toString();
  }

  /**
   * Text as HTML, in an element or a quoted attribute.
   *
   * @param text any text
   * @return the text without markup
   */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * JSON for a script element, which no text in it can end.
   *
   * @param value what {@link Json} writes
   * @return JSON without any {@code <}
   */
  public static String json(Object value) {
    return Json.write(value).replace("<", "\\u003c");
  }

  /**
   * Floats as text.
   *
   * @param values the floats
   * @return base64 of their little-endian bytes
   */
  public static String floats(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return ints(bits);
  }

  /**
   * Whole numbers as text.
   *
   * @param values the numbers
   * @return base64 of their little-endian bytes
   */
  public static String ints(int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return bytes(bytes.array());
  }

  /**
   * A picture in the levels that a screen has.
   *
   * @param values in [0, 1]; what lies outside is clamped
   * @return base64 of a byte each, 0 to 255
   */
  public static String levels(float[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(255 * Math.max(0f, Math.min(1f, values[i])));
    }
    return bytes(bytes);
  }

  /**
   * Bytes as text.
   *
   * @param bytes the bytes
   * @return base64
   */
  public static String bytes(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * A text that lies beside a class among the resources.
   *
   * @param beside the class
   * @param name the text's file
   * @return its content, read as UTF-8
   * @throws IllegalStateException if the program was packed without it
   */
  public static String resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not beside " + beside.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
