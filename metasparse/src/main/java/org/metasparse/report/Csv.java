package org.metasparse.report;

import java.util.List;

/** Comma-separated values as RFC 4180 has them, for other programs to read. */
public final class Csv {
  private final int columns;
  private final StringBuilder text = new StringBuilder();

  /**
   * Starts a text with its header.
   *
   * @param headings one for each column
   * @throws IllegalArgumentException if there is none
   */
  public Csv(String... headings) {
    if (headings.length == 0) {
      throw new IllegalArgumentException("no headings; a column at least is needed");
    }
    columns = headings.length;
    add(headings);
  }

  /**
   * Adds a record.
   *
   * @param fields one for each column
   * @return this text
   * @throws IllegalArgumentException if there are more or fewer fields than headings
   */
  public Csv add(String... fields) {
    if (fields.length != columns) {
      throw new IllegalArgumentException(fields.length + " fields for " + columns + " columns");
    }
    text.append(String.join(",", List.of(fields).stream().map(this::field).toList()));
    text.append("\r\n");
    return this;
  }

  /** Records that each end in CR LF, the header first. */
  @Override
  public String toString() {
    return text.toString();
  }

  private String field(String field) {
    // A lone empty field unquoted would be an empty line, which readers skip.
    boolean quoted = columns == 1 && field.isEmpty();
    for (char special : new char[] {',', '"', '\r', '\n'}) {
      quoted |= field.indexOf(special) >= 0;
    }
    return quoted ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }
}
