package org.metasparse.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Counts the bytes that all threads allocate while something runs. */
final class Allocation {
  private static final int CALLS = 5;

  private Allocation() {}

  /**
   * The bytes that one call allocates, after the compiler has had its say.
   *
   * @param body must not start threads
   * @return the mean of a few calls, what the counting itself allocates taken off
   */
  static double perCall(Runnable body) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    bytes(threads, ids);
    long counted = bytes(threads, ids);
    long counting = bytes(threads, ids) - counted;
    long before = bytes(threads, ids);
    for (int i = 0; i < CALLS; i++) {
      body.run();
    }
    long after = bytes(threads, ids);
    return Math.max(0, after - before - counting) / (double) CALLS;
  }

  private static long bytes(ThreadMXBean threads, long[] ids) {
    // A thread that has ended counts -1.
    return Arrays.stream(threads.getThreadAllocatedBytes(ids)).filter(b -> b > 0).sum();
  }
}
