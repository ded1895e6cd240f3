package org.metasparse.cli;

import java.util.Arrays;
import java.util.Objects;

/**
 * Hears a Ctrl-C while the shutdown hooks run. The JVM's answer to the first is to run them; to
 * each further one it starts a thread of the same name, which waits for them to end. That thread is
 * what is seen here: the JDK has no supported way to be told of a signal.
 */
final class CtrlC {
  /** How long a Ctrl-C may stay unheard. */
  static final int MILLIS = 50;

  private static final String HANDLER = " handler";

  private final long before = threads("SIGINT");

  /** {@return whether a signal's thread is seen: some JVM may have none} */
  static boolean heard() {
    return threads("SIG") > 0;
  }

  /** {@return whether there was one more since this object was made} */
  boolean again() {
    return threads("SIGINT") > before;
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
