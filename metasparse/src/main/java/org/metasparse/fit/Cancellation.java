package org.metasparse.fit;

import java.util.concurrent.CancellationException;

/**
 * The end of work that whoever wanted it has given up: a cancelled task's thread is interrupted.
 */
final class Cancellation {
  private Cancellation() {}

  /**
   * Ends the work of a thread that is interrupted, and leaves it so.
   *
   * @param caller the thread that was asked to do it; others may compute for it
   * @throws CancellationException if it is interrupted
   */
  static void check(Thread caller) {
    if (caller.isInterrupted()) {
      throw new CancellationException("interrupted; nothing has been changed");
    }
  }
}
