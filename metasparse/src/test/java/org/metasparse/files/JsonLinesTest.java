package org.metasparse.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of JSON, wherever a killed process cut the last one. */
class JsonLinesTest {
  private static final byte[] WHOLE =
      "{\"n\":1,\"name\":\"Kätzchen\"}\n{\"n\":2}\n{\"n\":3,\"name\":\"猫\"}\n"
          .getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private JsonLines lines() {
    return new JsonLines(folder.resolve("some.jsonl"));
  }

  private static List<Integer> numbers(List<JsonObject> objects) {
    return objects.stream().map(o -> o.getInt("n")).toList();
  }

  /** Also in the middle of a letter of several bytes. */
  @Test
  void cutAtEveryByte() throws IOException {
    Path file = lines().file();
    for (int length = 0; length <= WHOLE.length; length++) {
      byte[] cut = Arrays.copyOf(WHOLE, length);
      Files.write(file, cut);
      String before = new String(cut, StandardCharsets.ISO_8859_1);
      int end = before.lastIndexOf('\n') + 1;
      int count = (int) before.chars().filter(c -> c == '\n').count();
      List<Integer> expected = List.of(1, 2, 3).subList(0, count);

      assertEquals(expected, numbers(lines().read()), "cut to " + length);
      assertEquals(-1, Arrays.mismatch(cut, Files.readAllBytes(file)), "reading changes nothing");
      assertEquals(expected, numbers(lines().open()), "cut to " + length);
      assertEquals(-1, Arrays.mismatch(Arrays.copyOf(WHOLE, end), Files.readAllBytes(file)));
      lines().add(Map.of("n", 9));
      assertEquals(9, lines().read().get(count).getInt("n"));
    }
  }

  @Test
  void linesFromTheFirstUnwantedOnAreCutOff() throws IOException {
    Files.write(lines().file(), WHOLE);

    assertEquals(List.of(1), numbers(lines().keep(o -> o.getInt("n") != 2)));

    assertEquals(List.of(1), numbers(lines().read()));
  }

  @Test
  void noFileHasNoLinesAndIsNotMade() {
    assertEquals(List.of(), lines().open());
    assertFalse(Files.exists(lines().file()));
  }

  @Test
  void aBadLineIsNamed() throws IOException {
    Files.writeString(lines().file(), "{\"n\":1}\n[2]\n{\"n\":3}\n");
    InputException e = assertThrows(InputException.class, () -> lines().read());
    assertTrue(e.getMessage().contains("some.jsonl: line 2"), e::getMessage);
  }

  @Test
  void aFolderOfTheNameCannotBeWritten() throws IOException {
    Files.createDirectory(lines().file());
    InputException e =
        assertThrows(InputException.class, () -> lines().add(Map.<String, Object>of("n", 1)));
    assertTrue(e.getMessage().contains("some.jsonl: cannot be written"), e::getMessage);
  }
}
