package org.metasparse.files;

/**
 * Something that the user gave cannot be used: a file, a folder, an option, a value.
 *
 * <p>The message is one line that names it, says what is wrong and what would be right; the program
 * prints it as it is and ends with exit code 2.
 */
public class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error in the input.
   *
   * @param message one line: the file or option, what is wrong, what would be right
   */
  public InputException(String message) {
    super(message);
  }

  /**
   * An error in the input that another exception brought to light.
   *
   * @param message one line: the file or option, what is wrong, what would be right
   * @param cause the other exception
   */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
