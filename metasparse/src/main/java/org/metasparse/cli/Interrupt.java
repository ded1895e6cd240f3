package org.metasparse.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (or a polite kill) into a request to stop, and holds the JVM up until the work has
 * been put away.
 */
final class Interrupt implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch putAway = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "metasparse-interrupt");
  private final Terminal terminal;
  private volatile boolean requested;

  /** Starts to listen; what is being done will be said on a terminal. */
  Interrupt(Terminal terminal) {
    this.terminal = terminal;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    requested = true;
    if (putAway.getCount() > 0) {
      if (terminal.interactive()) {
        terminal.err().println();
      }
      terminal
          .err()
          .println(
              "metasparse: ending with what is running; to end now: kill -9 "
                  + ProcessHandle.current().pid());
    }
    try {
      putAway.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether somebody asked to stop. */
  boolean requested() {
    return requested;
  }

  /** Tells that everything has been put away. */
  @Override
  public void close() {
    putAway.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM began to stop just now; the hook finds the latch open.
        requested = true;
      }
    }
  }
}
