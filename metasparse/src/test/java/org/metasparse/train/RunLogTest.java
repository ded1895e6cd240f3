package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.experiment.SmallRuns;
import org.metasparse.files.InputException;

/** The log of a run, which a resumed run takes back to where it resumes. */
class RunLogTest {
  @TempDir Path temp;

  private RunFolder folder;
  private Path log;

  @BeforeEach
  void threeLines() {
    folder = RunFolder.open(temp.resolve("run"), SmallRuns.CONFIG.toJson());
    log = folder.path().resolve("log.jsonl");
    assertEquals(0, folder.rewindLog(0, 5), "without a log no time has passed");
    assertFalse(Files.exists(log));
    for (int step = 10; step <= 30; step += 10) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("step", step);
      entry.put("round", 0);
      entry.put("innerLoss", step == 20 ? null : 0.5);
      entry.put("seconds", step / 4.0);
      folder.log(entry);
    }
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(log);
  }

  private static final String TEN = "{\"step\":10,\"round\":0,\"innerLoss\":0.5,\"seconds\":2.5}";
  private static final String TWENTY =
      "{\"step\":20,\"round\":0,\"innerLoss\":null,\"seconds\":5.0}";

  @Test
  void oneObjectALine() throws IOException {
    assertEquals(3, lines().size());
    assertEquals(List.of(TEN, TWENTY), lines().subList(0, 2));
  }

  @Test
  void laterLinesAreDropped() throws IOException {
    assertEquals(5, folder.rewindLog(0, 29));
    assertEquals(List.of(TEN, TWENTY), lines());
    assertEquals(5, folder.rewindLog(0, 20), "the step itself stays");
    assertEquals(2.5, folder.rewindLog(0, 19));
    assertEquals(List.of(TEN), lines());
    assertEquals(0, folder.rewindLog(0, -1));
    assertEquals(List.of(), lines());
  }

  @Test
  void nothingToDrop() throws IOException {
    List<String> before = lines();
    assertEquals(7.5, folder.rewindLog(0, 1000));
    assertEquals(before, lines());
  }

  /** A killed process leaves the beginning of a line; no line may be written behind it. */
  @Test
  void halfALineIsDropped() throws IOException {
    for (String half :
        new String[] {"{\"st", "{\"step\":40,\"round\":0,\"innerLoss\":0.5,\"seconds\":10"}) {
      Files.writeString(log, half, StandardOpenOption.APPEND);
      assertEquals(7.5, folder.rewindLog(0, 40));
      assertEquals(3, lines().size());
    }
    folder.log(Map.of("step", 50, "round", 0, "seconds", 12.5));
    assertEquals(4, lines().size());
    assertEquals(12.5, folder.rewindLog(0, 50));
  }

  @Test
  void aLineOfSomethingElseIsRefused() throws IOException {
    Files.writeString(log, "{step}\n", StandardOpenOption.APPEND);
    String message = assertThrows(InputException.class, () -> folder.rewindLog(0, 40)).getMessage();
    assertTrue(message.contains("log.jsonl"), message);
    assertEquals(4, lines().size(), "nothing was touched");
  }
}
