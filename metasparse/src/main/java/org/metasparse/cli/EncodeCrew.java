package org.metasparse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.metasparse.dataset.DataSetEncoding;
import org.metasparse.dataset.EncodedFile;
import org.metasparse.dataset.Item;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Fitter;
import org.metasparse.signal.Signal;

/**
 * Workers that encode signals side by side, and shows how far they are.
 *
 * <p>Small signals keep one thread busy and two only badly, so each is given one; only where there
 * are fewer signals than threads does a signal have several.
 */
final class EncodeCrew implements DataSetEncoding.Work, AutoCloseable {
  private final EncodeRecipe recipe;
  private final List<Compute> computes = new ArrayList<>();
  private final List<Fitter> fitters = new ArrayList<>();
  private final Progress progress;
  private final AtomicLong steps;
  private final int total;
  private final AtomicInteger told;

  /** Starts a crew for some items, others of the data set being done already. */
  EncodeCrew(EncodeRecipe recipe, int threads, int items, int done, Terminal terminal) {
    this.recipe = recipe;
    total = done + items;
    told = new AtomicInteger(done);
    long each = recipe.fitting().steps();
    steps = new AtomicLong(done * each);
    progress = new Progress(terminal, "step", done * each, total * each);
    int workers = Math.min(threads, items);
    for (int w = 0; w < workers; w++) {
      Compute compute = Compute.start(threads / workers + (w < threads % workers ? 1 : 0));
      computes.add(compute);
      fitters.add(new Fitter(recipe.model().siren(), compute));
    }
  }

  /** How many signals are encoded side by side. */
  int workers() {
    return fitters.size();
  }

  @Override
  public EncodedFile encode(Item item, int worker) {
    // Counts its steps, and those that it left out if it fails.
    long[] taken = {0};
    try {
      Signal signal = recipe.read(item.source());
      return recipe.encode(
          fitters.get(worker), computes.get(worker), signal, step -> advance(item, taken, step));
    } finally {
      advance(item, taken, recipe.fitting().steps());
    }
  }

  private void advance(Item item, long[] taken, long step) {
    if (step > taken[0]) {
      long all = steps.addAndGet(step - taken[0]);
      taken[0] = step;
      progress.update(all, total == 1 ? item.name() : told + " of " + total + " files");
    }
  }

  /** Counts an item that is finished with. */
  void told() {
    told.getAndIncrement();
  }

  /** Wipes the progress away until it goes on, so that something can be printed. */
  void clear() {
    progress.close();
  }

  /** Prints a line beside the progress. */
  void line(String text) {
    progress.line(text);
  }

  @Override
  public void close() {
    progress.close();
    computes.forEach(Compute::close);
  }
}
