package org.metasparse.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Turns Ctrl-C (or a polite kill) into a request to stop, and holds the JVM up until the work has
 * been put away, or until the next Ctrl-C.
 */
final class Interrupt implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;

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
    CtrlC next = new CtrlC();
    requested = true;
    if (putAway.getCount() > 0) {
      String now = CtrlC.heard() ? "Ctrl-C again" : "kill -9 " + ProcessHandle.current().pid();
      if (terminal.interactive()) {
        terminal.err().println();
      }
      terminal.err().println("metasparse: ending with what is running; to end now: " + now);
    }
    try {
      if (next.comesBefore(putAway::await, PATIENCE_SECONDS)) {
        CtrlC.halt();
      }
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
