package org.metasparse.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed crew of threads that runs numbered tasks.
 *
 * <p>Tasks are taken in ascending order by whichever worker is free, so a task must write only to
 * places of its own: then results do not depend on the number of threads. The calling thread works
 * as worker 0. The other threads are daemons; they wait for the next run by spinning briefly and
 * then parking. One run at a time: concurrent callers take turns. A task may itself call {@link
 * #run}: the inner tasks are then run one after another on the worker of the outer one.
 */
public final class Workers implements AutoCloseable {
  /** A numbered piece of work. */
  @FunctionalInterface
  public interface Task {
    /**
     * Does one piece.
     *
     * @param index the task's number, from 0
     * @param worker the number of the thread that runs it, below {@link Workers#threads()}; no two
     *     tasks run with the same worker at once, so it can index a workspace
     */
    void run(int index, int worker);
  }

  private static final int SPINS = 20_000;

  private final Thread[] helpers;
  private final AtomicInteger nextIndex = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile int round;
  private volatile boolean closed;
  private volatile Thread caller;
  private Task task;
  private int count;

  /**
   * Starts a crew.
   *
   * @param threads how many workers, the caller included
   * @throws IllegalArgumentException if that is less than 1
   */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads: at least 1 is needed");
    }
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      int worker = i + 1;
      helpers[i] = new Thread(() -> work(worker), "metasparse-worker-" + worker);
      helpers[i].setDaemon(true);
      helpers[i].start();
    }
  }

  /** {@return the number of workers, the caller included} */
  public int threads() {
    return helpers.length + 1;
  }

  /**
   * Runs tasks {@code 0 … tasks - 1} and returns when all are done.
   *
   * @param tasks how many
   * @param work what each does
   * @throws IllegalStateException if the crew is closed
   * @throws RuntimeException or an {@link Error}: the first that a task threw; tasks not yet begun
   *     are then left out
   */
  public void run(int tasks, Task work) {
    // Inside a task the crew is taken: waiting for it would never end.
    int worker = currentWorker();
    if (worker >= 0) {
      runAlone(tasks, work, worker);
    } else {
      runTogether(tasks, work);
    }
  }

  /** The worker that the current thread is at this moment, or -1. */
  private int currentWorker() {
    Thread thread = Thread.currentThread();
    if (thread == caller) {
      return 0;
    }
    for (int i = 0; i < helpers.length; i++) {
      if (thread == helpers[i]) {
        return i + 1;
      }
    }
    return -1;
  }

  private static void runAlone(int tasks, Task work, int worker) {
    for (int i = 0; i < tasks; i++) {
      work.run(i, worker);
    }
  }

  private synchronized void runTogether(int tasks, Task work) {
    if (closed) {
      throw new IllegalStateException("these workers are closed");
    }
    caller = Thread.currentThread();
    try {
      if (helpers.length == 0 || tasks == 1) {
        runAlone(tasks, work, 0);
      } else {
        share(tasks, work);
      }
    } finally {
      caller = null;
    }
  }

  private void share(int tasks, Task work) {
    task = work;
    count = tasks;
    failure.set(null);
    nextIndex.set(0);
    busy.set(helpers.length);
    round++;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    takeTasks(0);
    for (int spins = 0; busy.get() > 0; spins++) {
      // Where there are more threads than processors, the others need this one's.
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    task = null;
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  private void takeTasks(int worker) {
    try {
      for (int i = nextIndex.getAndIncrement(); i < count; i = nextIndex.getAndIncrement()) {
        task.run(i, worker);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      nextIndex.set(count);
    }
  }

  private void work(int worker) {
    int seen = 0;
    while (true) {
      int spins = 0;
      while (round == seen && !closed) {
        if (spins++ < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      if (closed) {
        return;
      }
      seen++;
      takeTasks(worker);
      busy.getAndDecrement();
    }
  }

  /** Ends the threads; a closed crew runs nothing more. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
