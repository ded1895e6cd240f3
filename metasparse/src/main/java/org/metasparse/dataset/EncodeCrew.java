package org.metasparse.dataset;

import org.metasparse.engine.Kernels;
import org.metasparse.signal.Signal;

/** Workers that encode signals side by side. */
public final class EncodeCrew implements DataSetEncoding.Work, AutoCloseable {
  /** Is told by the workers' threads how far they are. */
  public interface Listener {
    /**
     * Called now and then.
     *
     * @param item which
     * @param steps how many more of its steps have been taken, or left out at its end
     * @param mse the error that its fit has come to; NaN at its end
     */
    void advanced(Item item, long steps, double mse);
  }

  private final EncodeRecipe recipe;
  private final Listener listener;
  private final Crew crew;

  /**
   * Starts a crew.
   *
   * @param recipe how to encode
   * @param kernels the arithmetic
   * @param threads how many threads it has in all
   * @param items how many signals there are
   * @param listener is told how far they are
   */
  public EncodeCrew(
      EncodeRecipe recipe, Kernels kernels, int threads, int items, Listener listener) {
    this.recipe = recipe;
    this.listener = listener;
    crew = new Crew(kernels, threads, items);
  }

  /** {@return how many signals are encoded side by side} */
  public int workers() {
    return crew.workers();
  }

  @Override
  public Product make(Item item, int worker) {
    // Counts its steps, and those that it left out if it fails.
    long[] taken = {0};
    try {
      Signal signal = recipe.read(item.source());
      return recipe.encode(signal, crew.of(worker), (step, mse) -> advance(item, taken, step, mse));
    } finally {
      advance(item, taken, recipe.fitting().steps(), Double.NaN);
    }
  }

  private void advance(Item item, long[] taken, long step, double mse) {
    if (step > taken[0]) {
      listener.advanced(item, step - taken[0], mse);
      taken[0] = step;
    }
  }

  @Override
  public void close() {
    crew.close();
  }
}
