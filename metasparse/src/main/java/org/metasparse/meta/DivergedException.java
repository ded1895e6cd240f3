package org.metasparse.meta;

/** Training met a loss that is NaN or infinite; nothing of that step was kept. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An account of the divergence.
   *
   * @param message one line: the step, the learning rates, what to try
   */
  public DivergedException(String message) {
    super(message);
  }
}
