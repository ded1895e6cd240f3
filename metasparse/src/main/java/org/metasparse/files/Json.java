package org.metasparse.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes JSON (RFC 8259) as plain Java values.
 *
 * <table>
 * <caption>What becomes of what</caption>
 * <tr><th>JSON</th><th>read as</th><th>written from</th></tr>
 * <tr><td>object</td><td>unmodifiable {@code Map<String, Object>} in the file's order</td>
 *     <td>{@code Map} with {@code String} keys</td></tr>
 * <tr><td>array</td><td>unmodifiable {@code List<Object>}</td><td>{@code Iterable}</td></tr>
 * <tr><td>string</td><td>{@code String}</td><td>{@code CharSequence}</td></tr>
 * <tr><td>number</td><td>{@code Long} if it is written as a whole number and fits, else {@code
 *     Double}</td><td>{@code Byte, Short, Integer, Long, Float, Double}</td></tr>
 * <tr><td>true, false</td><td>{@code Boolean}</td><td>{@code Boolean}</td></tr>
 * <tr><td>null</td><td>null</td><td>null, and numbers that are not finite</td></tr>
 * </table>
 *
 * <p>Floats and doubles are written with the fewest digits whose value reads back as the same float
 * or double, the same on every JVM. The reader is strict: it refuses what RFC 8259 does not allow,
 * and also duplicate keys, lone surrogates, numbers beyond double precision's range, and nesting
 * deeper than {@value #MAX_DEPTH}.
 */
public final class Json {
  /** How deep arrays and objects may be nested. */
  public static final int MAX_DEPTH = 64;

  private Json() {}

  /**
   * Reads a JSON text.
   *
   * @param name what to call it in messages, such as its file's name
   * @param text the text
   * @return the value, possibly null
   * @throws InputException if it is not valid JSON; names the offset in characters
   */
  public static Object parse(String name, String text) {
    return new JsonReader(name, text).read();
  }

  /**
   * Reads a JSON text from its UTF-8 bytes.
   *
   * @param name what to call it in messages, such as its file's name
   * @param utf8 the bytes
   * @return the value, possibly null
   * @throws InputException if the bytes are not valid UTF-8 or not valid JSON
   */
  public static Object parse(String name, byte[] utf8) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new InputException(name + ": is not valid JSON: its text must be UTF-8", e);
    }
    return parse(name, text);
  }

  /**
   * Writes a value on one line without spaces.
   *
   * @param value the value
   * @return the text
   * @throws IllegalArgumentException if it, or something in it, is of a type that JSON lacks
   */
  public static String write(Object value) {
    return new JsonWriter("").write(value);
  }

  /**
   * Writes a value over several lines, two spaces a level, with a newline at the end.
   *
   * @param value the value
   * @return the text
   * @throws IllegalArgumentException if it, or something in it, is of a type that JSON lacks
   */
  public static String pretty(Object value) {
    return new JsonWriter("  ").write(value) + "\n";
  }
}
