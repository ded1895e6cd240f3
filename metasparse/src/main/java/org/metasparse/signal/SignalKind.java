package org.metasparse.signal;

/**
 * What a signal is, and what must be known beside its values to write it as a file of its kind
 * again. Files store {@link #id()} and {@link #numbers()}.
 */
public interface SignalKind {
  /** {@return the kind's number in files, that of its medium} */
  int id();

  /** {@return what files store beside it, as many numbers as the kind has} */
  double[] numbers();

  /**
   * Builds a kind from what a file stores.
   *
   * @param id the kind's number, that of its medium
   * @param n its numbers
   * @return the kind
   * @throws IllegalArgumentException if there is no such kind, or its numbers are not valid
   */
  static SignalKind of(int id, double[] n) {
    return Medium.of(id).kind(n);
  }

  /**
   * Refuses another count of numbers.
   *
   * @param numbers what a file stores
   * @param expected how many the kind has
   * @param id the kind's number
   * @throws IllegalArgumentException if there are not as many
   */
  static void checkCount(double[] numbers, int expected, int id) {
    check(
        numbers.length == expected,
        numbers.length + " numbers for kind " + id + ", which has " + expected);
  }

  /**
   * Refuses numbers that no signal of a kind has.
   *
   * @param valid what must hold
   * @param otherwise what is wrong, and what would be right
   * @throws IllegalArgumentException if it does not hold
   */
  static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
