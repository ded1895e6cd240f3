package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  /**
   * Distances by hand; the swap is one edit (Damerau 1964), "ca" to "abc" three without overlap.
   */
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "kitten, sitting, 3",
    "sunday, saturday, 3",
    "--modle, --model, 1",
    "ca, abc, 3",
    "abcd, badc, 2"
  })
  void edits(String a, String b, int edits) {
    assertEquals(edits, Suggestion.edits(a, b));
    assertEquals(edits, Suggestion.edits(b, a));
  }

  @Test
  void onlyWhatIsNearIsSuggested() {
    List<String> known = List.of("encode", "decode", "demo");
    assertEquals("; did you mean encode?", Suggestion.of("encdoe", known));
    assertEquals("; did you mean demo?", Suggestion.of("dem", known));
    assertEquals("", Suggestion.of("paint", known));
    assertEquals("", Suggestion.of("x", known));
  }

  @Test
  void mistypedCommandsAndOptions() {
    CommandLine.refused("encdoe x", "unknown command 'encdoe'; did you mean encode?");
    CommandLine.refused("encode x --modle m -o y.inr", "--modle; did you mean --model?");
    CommandLine.refused("encode x --colour -o y.inr", "unknown option --colour; 'metasparse");
  }
}
