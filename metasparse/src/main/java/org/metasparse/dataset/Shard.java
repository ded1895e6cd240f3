package org.metasparse.dataset;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A part of a data set: of {@code count} parts the one with the items {@code index, index + count,
 * index + 2 count, …}. The parts are disjoint and together they are the data set.
 *
 * @param index which part, from 0
 * @param count how many parts there are
 */
public record Shard(int index, int count) {
  /** The whole data set. */
  public static final Shard WHOLE = new Shard(0, 1);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

  /**
   * Checks the numbers.
   *
   * @param index which part
   * @param count how many parts there are
   * @throws IllegalArgumentException if not {@code 0 <= index < count}
   */
  public Shard {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          index
              + "/"
              + count
              + ": shards are counted from 0; give i/n with i from 0 to n - 1, such as 0/8 to 7/8");
    }
  }

  /**
   * Reads a shard as users write it.
   *
   * @param text such as {@code 3/8}: the fourth of eight parts
   * @return the shard
   * @throws IllegalArgumentException if the text is something else
   */
  public static Shard of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a shard; give i/n with i from 0 to n - 1, such as 0/8 to 7/8");
    }
    return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * This part of a list.
   *
   * @param all the whole
   * @param <T> of what
   * @return the elements {@code index + k count}, in order
   */
  public <T> List<T> of(List<T> all) {
    if (index >= all.size()) {
      return List.of();
    }
    int size = (all.size() - 1 - index) / count + 1;
    return IntStream.range(0, size).mapToObj(k -> all.get(index + k * count)).toList();
  }

  /**
   * {@return what the part's manifest is called: each has its own, as they are written at the same
   * time; {@code manifest.jsonl} for the whole, otherwise such as {@code manifest-3-of-8.jsonl}}
   */
  String manifestName() {
    return count == 1 ? "manifest.jsonl" : "manifest-" + index + "-of-" + count + ".jsonl";
  }
}
