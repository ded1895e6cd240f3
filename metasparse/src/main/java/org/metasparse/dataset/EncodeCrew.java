package org.metasparse.dataset;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Signal;

/**
 * Workers that encode signals side by side.
 *
 * <p>Small signals keep one thread busy and two only badly, so each is given one; only where there
 * are fewer signals than threads does a signal have several.
 */
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
  private final List<Compute> computes = new ArrayList<>();

  /**
   * Starts a crew.
   *
   * @param recipe how to encode
   * @param threads how many threads it has in all
   * @param items how many signals there are
   * @param listener is told how far they are
   */
  public EncodeCrew(EncodeRecipe recipe, int threads, int items, Listener listener) {
    this.recipe = recipe;
    this.listener = listener;
    int workers = Math.min(threads, items);
    for (int w = 0; w < workers; w++) {
      computes.add(Compute.start(threads / workers + (w < threads % workers ? 1 : 0)));
    }
  }

  /** {@return how many signals are encoded side by side} */
  public int workers() {
    return computes.size();
  }

  @Override
  public Product make(Item item, int worker) {
    // Counts its steps, and those that it left out if it fails.
    long[] taken = {0};
    try {
      Signal signal = recipe.read(item.source());
      return recipe.encode(
          signal, computes.get(worker), (step, mse) -> advance(item, taken, step, mse));
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
    computes.forEach(Compute::close);
  }
}
