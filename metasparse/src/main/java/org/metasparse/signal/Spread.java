package org.metasparse.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * Some of many, spread evenly over all: folders are often sorted by class, so that the first ones
 * would be of one.
 */
public final class Spread {
  private Spread() {}

  /**
   * Takes the elements at {@code floor(i n / count)}, n being their number.
   *
   * @param all from which to take
   * @param count how many
   * @param <T> their type
   * @return so many of them in their order, or all if there are no more
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public static <T> List<T> of(List<T> all, int count) {
    if (count < 0) {
      throw new IllegalArgumentException(count + " of " + all.size() + ": take 0 or more");
    }
    if (count >= all.size()) {
      return List.copyOf(all);
    }
    List<T> some = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return List.copyOf(some);
  }
}
