package org.metasparse.engine;

/**
 * What to compute with: kernels and threads.
 *
 * @param kernels the arithmetic
 * @param workers the threads
 */
public record Compute(Kernels kernels, Workers workers) implements AutoCloseable {
  /**
   * This process's kernels (see {@link KernelSelection}) on some threads. Close it when done.
   *
   * @param threads how many, the caller included
   * @return the kernels and a new crew
   */
  public static Compute start(int threads) {
    return new Compute(KernelSelection.current().kernels(), new Workers(threads));
  }

  /** Ends the threads. */
  @Override
  public void close() {
    workers.close();
  }
}
