package org.metasparse.cli;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Hears a Ctrl-C while the shutdown hooks run. The JVM's answer to the first is to run them; to
 * each further one it starts a thread of the same name, which waits for them to end. That thread is
 * what is seen here: the JDK has no supported way to be told of a signal.
 */
final class CtrlC {
  /** How long a Ctrl-C may stay unheard. */
  private static final int MILLIS = 50;

  private static final String HANDLER = " handler";

  private final long before = threads("SIGINT");

  /** {@return whether a signal's thread is seen: some JVM may have none} */
  static boolean heard() {
    return threads("SIG") > 0;
  }

  /** A wait for an end: a latch's, a process's. */
  interface Wait {
    /** {@return whether it has ended within a time} */
    boolean within(long time, TimeUnit unit) throws InterruptedException;
  }

  /** Waits for an end, and {@return whether a Ctrl-C comes before it, or before so many seconds} */
  boolean comesBefore(Wait end, int seconds) throws InterruptedException {
    for (long left = TimeUnit.SECONDS.toMillis(seconds); left > 0; left -= MILLIS) {
      if (end.within(MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
      if (threads("SIGINT") > before) {
        return true;
      }
    }
    return false;
  }

  /** Ends this program now: nothing else does while its shutdown hooks run. */
  static void halt() {
    Runtime.getRuntime().halt(Main.INTERRUPTED);
  }

  private static long threads(String signal) {
    ThreadGroup all = Thread.currentThread().getThreadGroup();
    while (all.getParent() != null) {
      all = all.getParent();
    }
    // What does not fit is left out, and threads may have begun since they were counted.
    Thread[] threads = new Thread[2 * all.activeCount() + 16];
    all.enumerate(threads);
    return Arrays.stream(threads)
        .filter(Objects::nonNull)
        .map(Thread::getName)
        .filter(name -> name.startsWith(signal) && name.endsWith(HANDLER))
        .count();
  }
}
