package org.metasparse.reference;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** MATH.md names the file and the method that computes each formula: they are there. */
class MathTest {
  private static final Path MATH = Path.of("src/reference/java/org/metasparse/reference/MATH.md");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");

  @Test
  void everyClassAndMethodThatItNamesExists() throws IOException {
    List<Path> sources;
    try (Stream<Path> walk = Files.walk(Path.of(".."))) {
      sources =
          walk.filter(
                  p ->
                      p.toString().matches(".*src/(main|reference)/java.*")
                          && p.toString().endsWith(".java"))
              .toList();
    }
    Matcher named = NAMED.matcher(Files.readString(MATH));
    int methods = 0;
    while (named.find()) {
      String type = named.group(1);
      List<Path> found =
          sources.stream().filter(p -> p.getFileName().toString().equals(type + ".java")).toList();
      assertTrue(found.size() == 1, named.group() + ": " + found);
      if (named.group(2) != null) {
        String source = Files.readString(found.get(0));
        String name = named.group(2);
        // Declared there, not only called: a type or a modifier stands before it, or it is a field.
        String declared =
            "(?m)^ {2,4}(?!return|throw)[\\w<>\\[\\], ?.]*[\\w>\\]] " + name + "\\b *[(=;]";
        boolean there = Pattern.compile(declared).matcher(source).find();
        assertTrue(there, named.group() + " is not in " + found);
        methods++;
      }
    }
    assertTrue(methods >= 20, methods + " methods named");
  }

  /** Readable on a terminal. */
  @Test
  void linesAreShort() throws IOException {
    for (String line : Files.readAllLines(MATH)) {
      assertTrue(line.length() <= 100, line);
    }
  }
}
