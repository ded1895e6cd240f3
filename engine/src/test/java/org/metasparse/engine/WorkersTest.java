package org.metasparse.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The crew. The time limit is there so that a deadlock fails instead of hanging the build. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {
  /** Waits until every worker of the crew has come, so that each must take one task. */
  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyIndexOnce(int threads) {
    try (Workers workers = new Workers(threads)) {
      assertEquals(threads, workers.threads());
      for (int tasks : new int[] {0, 1, 2, 7, 8, 9, 1000}) {
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        AtomicIntegerArray working = new AtomicIntegerArray(threads);
        AtomicInteger clashes = new AtomicInteger();
        workers.run(
            tasks,
            (index, worker) -> {
              clashes.addAndGet(working.getAndIncrement(worker));
              runs.incrementAndGet(index);
              working.decrementAndGet(worker);
            });
        for (int i = 0; i < tasks; i++) {
          assertEquals(1, runs.get(i), "task " + i + " of " + tasks);
        }
        assertEquals(0, clashes.get(), "tasks at once on the same worker");
      }
    }
  }

  /** All workers work at the same time, each on a thread of its own, the caller as worker 0. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void allWorkersWork(int threads) {
    try (Workers workers = new Workers(threads)) {
      Thread[] seen = new Thread[threads];
      CyclicBarrier barrier = new CyclicBarrier(threads);
      workers.run(
          threads,
          (index, worker) -> {
            meet(barrier);
            seen[worker] = Thread.currentThread();
          });
      assertSame(Thread.currentThread(), seen[0]);
      assertEquals(threads, Set.of(seen).size());
      for (int i = 1; i < threads; i++) {
        assertTrue(seen[i].isDaemon());
      }
    }
  }

  @Test
  void resultsDoNotDependOnTheNumberOfThreads() {
    long seed = 77;
    long[] expected = null;
    for (int threads : new int[] {1, 2, 3, 8}) {
      long[] actual = new long[501];
      try (Workers workers = new Workers(threads)) {
        for (int round = 0; round < 20; round++) {
          long stream = seed + round;
          // Each task adds to what the round before left: results must be visible by then.
          workers.run(
              actual.length,
              (index, worker) ->
                  actual[index] = 31 * actual[index] + new Rng(stream).split(index).nextLong());
        }
      }
      expected = expected == null ? actual : expected;
      assertArrayEquals(expected, actual, threads + " threads, seed " + seed);
    }
  }

  /** Short rounds, so that one begins while helpers still leave the one before. */
  @Test
  void manyRounds() {
    try (Workers workers = new Workers(3)) {
      int[] sums = new int[5];
      for (int round = 0; round < 1000; round++) {
        workers.run(5, (index, worker) -> sums[index] += index + 1);
      }
      assertArrayEquals(new int[] {1000, 2000, 3000, 4000, 5000}, sums);
    }
  }

  /** Helpers that have gone to sleep wake up again. */
  @Test
  void afterAPause() {
    try (Workers workers = new Workers(2)) {
      for (int i = 0; i < 3; i++) {
        LockSupport.parkNanos(100_000_000);
        CyclicBarrier both = new CyclicBarrier(2);
        workers.run(2, (index, worker) -> meet(both));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void throwsWhatATaskThrew(int threads) {
    RuntimeException exception = new IllegalStateException("task 3");
    Error error = new AssertionError("task 3");
    try (Workers workers = new Workers(threads)) {
      for (int tasks : new int[] {4, 100}) {
        assertSame(
            exception,
            assertThrows(RuntimeException.class, () -> workers.run(tasks, failing(exception))));
        assertSame(error, assertThrows(Error.class, () -> workers.run(tasks, failing(error))));
        AtomicInteger after = new AtomicInteger();
        workers.run(tasks, (index, worker) -> after.incrementAndGet());
        assertEquals(tasks, after.get(), "the crew goes on after a failure");
      }
    }
  }

  private static Workers.Task failing(RuntimeException exception) {
    return (index, worker) -> {
      if (index == 3) {
        throw exception;
      }
    };
  }

  private static Workers.Task failing(Error error) {
    return (index, worker) -> {
      if (index == 3) {
        throw error;
      }
    };
  }

  /** A helper's failure reaches the caller as well as the caller's own. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void anyWorkerMayFail(int failing) {
    try (Workers workers = new Workers(3)) {
      CyclicBarrier barrier = new CyclicBarrier(3);
      RuntimeException exception = new IllegalStateException("worker " + failing);
      assertSame(
          exception,
          assertThrows(
              RuntimeException.class,
              () ->
                  workers.run(
                      3,
                      (index, worker) -> {
                        meet(barrier);
                        if (worker == failing) {
                          throw exception;
                        }
                      })));
    }
  }

  @Test
  void afterAFailureTheRestIsLeftOut() {
    int tasks = 20_000;
    AtomicInteger begun = new AtomicInteger();
    try (Workers workers = new Workers(2)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              workers.run(
                  tasks,
                  (index, worker) -> {
                    begun.incrementAndGet();
                    if (index == 0) {
                      throw new IllegalStateException("the first");
                    }
                    LockSupport.parkNanos(1_000_000);
                  }));
    }
    assertTrue(begun.get() < tasks, "all " + tasks + " tasks were run");
  }

  /** Runs of different callers do not mix: the task of one never sees another one's at work. */
  @Test
  void concurrentCallersTakeTurns() throws InterruptedException {
    AtomicIntegerArray inside = new AtomicIntegerArray(4);
    AtomicInteger mixed = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    try (Workers workers = new Workers(3)) {
      Thread[] callers = new Thread[4];
      for (int c = 0; c < callers.length; c++) {
        int me = c;
        callers[c] =
            new Thread(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    workers.run(
                        10,
                        (index, worker) -> {
                          inside.incrementAndGet(me);
                          for (int other = 0; other < 4; other++) {
                            mixed.addAndGet(other == me ? 0 : inside.get(other));
                          }
                          done.incrementAndGet();
                          inside.decrementAndGet(me);
                        });
                  }
                });
        callers[c].start();
      }
      for (Thread caller : callers) {
        caller.join();
      }
    }
    assertEquals(4 * 50 * 10, done.get());
    assertEquals(0, mixed.get(), "runs of different callers at once");
  }

  /** A task may itself run tasks: they are done there and then, by the worker it runs on. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void nestedRuns(int threads) {
    AtomicIntegerArray runs = new AtomicIntegerArray(20 * 30);
    AtomicInteger strays = new AtomicInteger();
    try (Workers workers = new Workers(threads)) {
      for (int round = 0; round < 10; round++) {
        workers.run(
            20,
            (outer, outerWorker) ->
                workers.run(
                    30,
                    (inner, innerWorker) -> {
                      strays.addAndGet(innerWorker == outerWorker ? 0 : 1);
                      runs.incrementAndGet(30 * outer + inner);
                    }));
      }
      IllegalStateException exception = new IllegalStateException("inner 3");
      assertSame(
          exception,
          assertThrows(
              IllegalStateException.class,
              () -> workers.run(20, (o, w) -> workers.run(30, failing(exception)))));
      AtomicInteger after = new AtomicInteger();
      workers.run(100, (index, worker) -> after.incrementAndGet());
      assertEquals(100, after.get());
    }
    for (int i = 0; i < runs.length(); i++) {
      assertEquals(10, runs.get(i), "inner task " + i);
    }
    assertEquals(0, strays.get(), "inner tasks on another worker");
  }

  @Test
  void close() throws InterruptedException {
    Set<Thread> crew = ConcurrentHashMap.newKeySet();
    Workers workers = new Workers(4);
    CyclicBarrier barrier = new CyclicBarrier(4);
    workers.run(
        4,
        (index, worker) -> {
          meet(barrier);
          crew.add(Thread.currentThread());
        });
    workers.close();
    workers.close();
    assertThrows(IllegalStateException.class, () -> workers.run(1, (index, worker) -> {}));
    crew.remove(Thread.currentThread());
    assertEquals(3, crew.size());
    for (Thread helper : crew) {
      helper.join(30_000);
      assertFalse(helper.isAlive(), helper + " still runs");
    }
  }

  @Test
  void refusesAnEmptyCrew() {
    assertEquals(
        "0 threads: at least 1 is needed",
        assertThrows(IllegalArgumentException.class, () -> new Workers(0)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Workers(-3));
  }
}
