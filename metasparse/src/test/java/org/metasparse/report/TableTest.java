package org.metasparse.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void alignsTheFirstColumnLeftAndTheOthersRight() {
    Table table = new Table("name", "n", "share");
    table.add("a", "1", "2 %").add("longer", "1000", "100 %");

    assertEquals(
        """
        name       n  share
        a          1    2 %
        longer  1000  100 %
        """,
        table.toString());
  }

  @Test
  void noLineEndsInBlanks() {
    assertEquals("a\nlong\n", new Table("a").add("long").toString());
  }

  @Test
  void everyRowHasACellForEachColumn() {
    Table table = new Table("a", "b");

    assertThrows(IllegalArgumentException.class, () -> table.add("1"));
    assertThrows(IllegalArgumentException.class, () -> table.add("1", "2", "3"));
  }

  @Test
  void markdownHasTheSameCellsAlignedAlike() {
    assertEquals(
        """
        | name | n | share |
        | --- | ---: | ---: |
        | a \\| b | 1 | 2 % |
        | two lines | 10 |  |
        """,
        new Table("name", "n", "share")
            .add("a | b", "1", "2 %")
            .add("two\nlines", "10", "")
            .markdown());
  }
}
