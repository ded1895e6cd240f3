package org.metasparse.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void recordsEndInCarriageReturnAndLineFeed() {
    assertEquals(
        "method,PSNR\r\nMeta-SparseINR,27.71\r\n",
        new Csv("method", "PSNR").add("Meta-SparseINR", "27.71").toString());
  }

  @Test
  void fieldsThatWouldBeMisreadAreQuoted() {
    assertEquals(
        "a,b,c\r\n\"1,5\",\"say \"\"x\"\"\",\"two\nlines\"\r\n\"\r\", blank ,\r\n",
        new Csv("a", "b", "c")
            .add("1,5", "say \"x\"", "two\nlines")
            .add("\r", " blank ", "")
            .toString());
  }

  @Test
  void aLoneEmptyFieldIsNoEmptyLine() {
    assertEquals("a\r\n\"\"\r\n", new Csv("a").add("").toString());
  }

  @Test
  void everyRecordHasAFieldForEachColumn() {
    Csv csv = new Csv("a", "b");

    assertThrows(IllegalArgumentException.class, () -> csv.add("1"));
    assertThrows(IllegalArgumentException.class, () -> csv.add("1", "2", "3"));
    assertThrows(IllegalArgumentException.class, Csv::new);
    assertEquals("a,b\r\n", csv.toString());
  }
}
