package org.metasparse.dataset;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Workers;

/**
 * Threads shared out among workers that take signals side by side.
 *
 * <p>Small signals keep one thread busy and two only badly, so each is given one; only where there
 * are fewer signals than threads does a signal have several.
 */
public final class Crew implements AutoCloseable {
  private final List<Compute> computes = new ArrayList<>();

  /**
   * Starts the threads.
   *
   * @param kernels the arithmetic
   * @param threads how many there are in all
   * @param items how many signals there are
   */
  public Crew(Kernels kernels, int threads, int items) {
    int workers = Math.min(threads, items);
    for (int w = 0; w < workers; w++) {
      int own = threads / workers + (w < threads % workers ? 1 : 0);
      computes.add(new Compute(kernels, new Workers(own)));
    }
  }

  /** {@return how many signals are taken side by side} */
  public int workers() {
    return computes.size();
  }

  /**
   * The threads of a worker.
   *
   * @param worker its number, from 0
   * @return kernels and threads, which are its own
   */
  public Compute of(int worker) {
    return computes.get(worker);
  }

  @Override
  public void close() {
    computes.forEach(Compute::close);
  }
}
