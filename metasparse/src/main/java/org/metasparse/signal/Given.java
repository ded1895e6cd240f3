package org.metasparse.signal;

/** The options that a user gave; each is checked as it is read, and a message names it. */
public interface Given {
  /**
   * Whether an option is given.
   *
   * @param name with its two dashes
   * @return true if it is
   */
  boolean flag(String name);

  /**
   * An option's text.
   *
   * @param name with its two dashes
   * @param otherwise what it is if not given
   * @return the text
   */
  String text(String name, String otherwise);

  /**
   * A whole number within bounds.
   *
   * @param name with its two dashes
   * @param otherwise what it is if not given, any number
   * @param least the least
   * @param most the greatest
   * @return the number
   * @throws org.metasparse.files.InputException if it is none, or out of bounds
   */
  int integer(String name, int otherwise, int least, int most);

  /**
   * A number greater than 0.
   *
   * @param name with its two dashes
   * @param otherwise what it is if not given, any number
   * @return the number
   * @throws org.metasparse.files.InputException if it is none, or not positive
   */
  double positive(String name, double otherwise);
}
