package org.metasparse.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The packages' order: each imports only what stands below it. Checkpoints hold networks, so the
 * format stands above siren; a run's story is shown with the report's plots.
 */
class RoomsTest {
  private static final List<List<String>> ROOMS =
      List.of(
          List.of("cli"),
          List.of("explain"),
          List.of("report"),
          List.of("experiment"),
          List.of("dataset"),
          List.of("models"),
          List.of("train"),
          List.of("interchange"),
          List.of("fit"),
          List.of("meta", "prune"),
          List.of("format"),
          List.of("siren"),
          List.of("signal"),
          List.of("files"),
          List.of("autodiff"),
          List.of("engine"));

  /** By itself: it imports nothing of the others, and none of them imports it. */
  private static final String ALONE = "reference";

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?org\\.metasparse\\.([a-z]+)");

  private static int floor(String room) {
    for (int i = 0; i < ROOMS.size(); i++) {
      if (ROOMS.get(i).contains(room)) {
        return i;
      }
    }
    return -1;
  }

  /** What is wrong with a source of a room, nothing if it is empty. */
  private static List<String> wrong(String room, String name, String source) {
    return IMPORT
        .matcher(source)
        .results()
        .map((MatchResult found) -> found.group(1))
        .filter(other -> !other.equals(room))
        .filter(other -> room.equals(ALONE) || floor(other) < 0 || floor(other) <= floor(room))
        .distinct()
        .map(other -> name + " imports from " + other)
        .toList();
  }

  @Test
  void eachRoomImportsOnlyWhatStandsBelowIt() throws IOException {
    Path sources = Path.of("src", "main", "java", "org", "metasparse");
    List<String> wrong = new ArrayList<>();
    int files = 0;
    try (Stream<Path> all = Files.walk(sources)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList()) {
        Path name = sources.relativize(file);
        String room = name.getName(0).toString();
        assertTrue(floor(room) >= 0 || room.equals(ALONE), room + " has no place in the order");
        wrong.addAll(wrong(room, name.toString(), Files.readString(file)));
        files++;
      }
    }
    assertTrue(files > 100, files + " sources were found in " + sources.toAbsolutePath());
    assertEquals(List.of(), wrong);
  }

  @Test
  void aWrongImportIsNoticed() {
    String up = "import java.util.List;\nimport org.metasparse.experiment.Cell;\n";
    assertEquals(List.of("Run imports from experiment"), wrong("train", "Run", up));
    assertEquals(List.of(), wrong("report", "Report", up));
    assertEquals(1, wrong("reference", "MetaSparseInr", up).size());
    String beside = "import static org.metasparse.prune.Pruning.lowest;\n";
    assertEquals(1, wrong("meta", "MetaLearner", beside).size());
    assertEquals(1, wrong("fit", "Fitter", "import org.metasparse.reference.X;\n").size());
  }
}
