package org.metasparse.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of text: the first column to the left, the others to the right unless all are words, two
 * blanks between.
 */
public final class Table {
  private final boolean words;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Starts a table.
   *
   * @param headings one for each column
   */
  public Table(String... headings) {
    this(false, headings);
  }

  private Table(boolean words, String... headings) {
    this.words = words;
    rows.add(List.of(headings));
  }

  /**
   * Starts a table with all columns to the left.
   *
   * @param headings one for each column
   * @return the table
   */
  public static Table ofWords(String... headings) {
    return new Table(true, headings);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column
   * @return this table
   * @throws IllegalArgumentException if there are more or fewer cells than headings
   */
  public Table add(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + rows.get(0).size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /**
   * The table in GitHub's Markdown, the columns aligned as in {@link #toString}. Bars in cells are
   * escaped and line feeds become blanks.
   *
   * @return lines that each end in a line feed
   */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      for (String cell : rows.get(r)) {
        text.append("| ").append(cell.replace("|", "\\|").replace('\n', ' ')).append(' ');
      }
      text.append("|\n");
      if (r == 0) {
        text.append("| --- |").append(" ---: |".repeat(rows.get(0).size() - 1)).append('\n');
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String pad = " ".repeat(widths[c] - row.get(c).length());
        line.append(c == 0 ? "" : "  ");
        line.append(c == 0 || words ? row.get(c) + pad : pad + row.get(c));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
