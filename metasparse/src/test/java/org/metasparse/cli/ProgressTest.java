package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private long nanos;

  private Progress progress(boolean interactive, long from, long total) {
    PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Progress(
        new Terminal(System.out, err, interactive), "step", from, total, () -> nanos);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void after(double seconds) {
    nanos += (long) (seconds * 1e9);
  }

  @Test
  void aLogGetsAPlainLineNowAndThen() {
    try (Progress progress = progress(false, 0, 1000)) {
      for (int i = 1; i <= 100; i++) {
        after(0.25);
        progress.update(i, "loss 0.5");
      }
    }

    assertEquals(
        List.of(
            "step 40/1000  4.0/s  loss 0.5  4:00 min left",
            "step 80/1000  4.0/s  loss 0.5  3:50 min left"),
        text().lines().toList());
  }

  @Test
  void workOfManyKindsIsCountedInHundredthsOfTheWhole() {
    PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Progress progress = Progress.ofWork(new Terminal(System.out, err, false), 0.5, () -> nanos);
    after(20);
    progress.update(0.6, "round 3");
    after(20);
    progress.update(0.9, "");
    assertEquals(
        List.of("60.0 %  round 3  1:20 min left", "90.0 %  10 s left"), text().lines().toList());
  }

  @Test
  void timeLeftGoesByTheLastHalfMinute() {
    Progress progress = progress(false, 0, 1000);
    int step = 0;
    while (step < 200) {
      after(1);
      progress.update(++step, "");
    }
    while (step < 600) {
      after(0.1);
      progress.update(++step, "");
    }

    List<String> lines = text().lines().toList();
    assertTimeLeft(lines.get(10), 1000, 1);
    assertTimeLeft(lines.get(lines.size() - 1), 1000, 10);
  }

  private static void assertTimeLeft(String line, int total, int rate) {
    int done = Integer.parseInt(line.substring(line.indexOf(' ') + 1, line.indexOf('/')));
    String left = Progress.duration((total - done) / (double) rate);
    assertEquals("step " + done + "/" + total + "  " + rate + ".0/s  " + left + " left", line);
  }

  @Test
  void whatWasDoneBeforeAResumptionDoesNotCountForThePace() {
    Progress progress = progress(false, 900, 1000);
    after(20);
    progress.update(920, "");

    assertEquals("step 920/1000  1.0/s  1:20 min left", text().strip());
  }

  @Test
  void aPauseForSomethingElseDoesNotCountForThePace() {
    Progress progress = progress(false, 0, 1000);
    for (int i = 1; i <= 100; i++) {
      after(0.1);
      progress.update(i, "");
    }
    after(600);
    progress.line("round 0: evaluated");
    for (int i = 101; i <= 202; i++) {
      after(0.1);
      progress.update(i, "");
    }

    List<String> lines = text().lines().toList();
    assertEquals("round 0: evaluated", lines.get(lines.size() - 2));
    assertTimeLeft(lines.get(lines.size() - 1), 1000, 10);
  }

  @Test
  void nothingDoneYetHasNoTimeLeft() {
    Progress progress = progress(false, 5, 10);
    after(20);
    progress.update(5, "");

    assertEquals("step 5/10  0.0/s  ? left", text().strip());
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 200})
  void aPersonSeesABarThatNeverWraps(int columns) {
    PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Progress progress =
        new Progress(
            new Terminal(System.out, err, true, columns, false), "step", 0, 123_450, () -> nanos);
    for (int i = 0; i <= 10; i++) {
      after(1);
      progress.update(12_345L * i, "round 3  loss 0.1234 > 0.1234");
    }

    String[] drawn = text().split("\r");
    assertEquals(12, drawn.length);
    for (String line : drawn) {
      assertTrue(line.length() < columns, line);
    }
    assertEquals("", drawn[0]);
    assertTrue(drawn[6].startsWith(columns < 80 ? "step" : "[#"), drawn[6]);
    assertEquals(-1, text().indexOf('\n'));
  }

  @Test
  void theBarFills() {
    Progress progress = progress(true, 0, 24);
    after(1);
    progress.update(12, "");

    assertTrue(text().contains("[" + "#".repeat(12) + ".".repeat(12) + "] step 12/24"), text());
  }

  @Test
  void theBarIsWipedAwayBeforeALineThatStays() {
    Progress progress = progress(true, 0, 24);
    after(1);
    progress.update(12, "");
    int width = text().length() - 1;
    progress.line("round 0 done");
    progress.close();

    String end = "\r" + " ".repeat(width) + "\rround 0 done" + System.lineSeparator();
    assertTrue(text().endsWith(end), text());
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 0 s",
    "59.4, 59 s",
    "60, 1:00 min",
    "3599, 59:59 min",
    "3600, 1:00 h",
    "90061, 25:01 h"
  })
  void durationsAreShort(double seconds, String expected) {
    assertEquals(expected, Progress.duration(seconds));
  }
}
