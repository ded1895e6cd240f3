package org.metasparse.fit;

import org.metasparse.files.InputException;

/** A signal cannot be encoded as well as was asked with the model at hand. */
public final class TooFewDecibelsException extends InputException {
  private static final long serialVersionUID = 1L;

  /**
   * Says so.
   *
   * @param message one line: the signal, what was asked for, what is the most
   */
  public TooFewDecibelsException(String message) {
    super(message);
  }
}
