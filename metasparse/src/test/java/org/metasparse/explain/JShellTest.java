package org.metasparse.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.autodiff.Tape;
import org.metasparse.engine.Kernels;

/** JSHELL.md is a transcript: the JDK's jshell is given its lines and must print what it shows. */
class JShellTest {
  private static final String PROMPT = "jshell>";

  @TempDir Path folder;

  /** What is typed, and what is shown for it; empty where the page shows nothing. */
  private record Line(String typed, String shown) {}

  private static List<Line> lines() throws IOException {
    List<Line> lines = new ArrayList<>();
    boolean transcript = false;
    for (String line :
        Files.readAllLines(Path.of("src/main/java/org/metasparse/explain/JSHELL.md"))) {
      if (line.startsWith("```")) {
        transcript = line.equals("```jshell");
      } else if (transcript && line.startsWith(PROMPT)) {
        lines.add(new Line(line.substring(PROMPT.length()).strip(), ""));
      } else if (transcript) {
        Line last = lines.remove(lines.size() - 1);
        lines.add(new Line(last.typed(), (last.shown() + "\n" + line).strip()));
      }
    }
    return lines;
  }

  private static String classes(Class<?> one) {
    try {
      return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void printsWhatThePageShows() throws IOException, InterruptedException {
    Path jshell = Path.of(System.getProperty("java.home"), "bin", "jshell");
    Assumptions.assumeTrue(Files.isExecutable(jshell), "this JDK has no jshell");
    List<Line> lines = lines();
    assertTrue(lines.size() > 15, "the page has no transcript");
    Path typed =
        Files.writeString(
            folder.resolve("typed"),
            lines.stream().map(line -> line.typed() + "\n").collect(Collectors.joining()));
    Path printed = folder.resolve("printed");
    String path =
        String.join(
            java.io.File.pathSeparator,
            classes(Kernels.class),
            classes(Tape.class),
            classes(Recorder.class));
    Process process =
        new ProcessBuilder(
                jshell.toString(),
                "-J-Djava.util.prefs.userRoot=" + folder,
                "--class-path",
                path,
                "--feedback",
                "normal")
            .redirectInput(typed.toFile())
            .redirectOutput(printed.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    assertEquals(0, process.waitFor());
    // JDK 17 prints a backspace behind each prompt.
    String[] answers = Files.readString(printed).replace("\b", "").split(PROMPT);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      // The first part is the greeting.
      String answer = answers[i + 1].strip();
      if (!line.shown().isEmpty()) {
        assertEquals(line.shown(), answer, line.typed());
      } else {
        assertTrue(!answer.contains("|  Error") && !answer.contains("Exception"), answer);
      }
    }
  }
}
