package org.metasparse.cli;

import java.util.Collection;

/** What somebody may have meant who mistyped a word. */
final class Suggestion {
  private Suggestion() {}

  /**
   * The known word that is nearest to a word, as the rest of a message; nothing if none is near: at
   * most a third of the letters are to be put in, left out, replaced or swapped with the next.
   */
  static String of(String word, Collection<String> known) {
    String nearest = null;
    int least = Math.max(1, word.replace("-", "").length() / 3) + 1;
    for (String each : known) {
      int edits = edits(word, each);
      if (edits < least) {
        least = edits;
        nearest = each;
      }
    }
    return nearest == null ? "" : "; did you mean " + nearest + "?";
  }

  /** The restricted Damerau-Levenshtein distance. */
  static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + other, Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
