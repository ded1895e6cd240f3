package org.metasparse.cli;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.metasparse.dataset.EncodeCrew;
import org.metasparse.dataset.Item;
import org.metasparse.fit.Psnr;

/** Shows how far a crew is: its steps, and the file, or how many of the files. */
final class EncodeProgress implements EncodeCrew.Listener, AutoCloseable {
  private final Progress progress;
  private final AtomicLong steps;
  private final AtomicInteger told;
  private final int total;

  /** For some items of so many steps each, others of the data set being done already. */
  EncodeProgress(Terminal terminal, long each, int items, int done) {
    total = done + items;
    told = new AtomicInteger(done);
    steps = new AtomicLong(done * each);
    progress = new Progress(terminal, "step", done * each, total * each);
  }

  @Override
  public void advanced(Item item, long more, double mse) {
    String what = total == 1 ? item.name() : told + " of " + total + " files";
    progress.update(steps.addAndGet(more), what + decibels(mse));
  }

  private static String decibels(double mse) {
    return Double.isNaN(mse) ? "" : String.format(Locale.ROOT, "  %.1f dB", Psnr.of(mse));
  }

  /** Counts an item that is finished with. */
  void told() {
    told.getAndIncrement();
  }

  /** Prints a line beside the progress. */
  void line(String text) {
    progress.line(text);
  }

  /** Wipes the progress away until it goes on, so that something can be printed. */
  void clear() {
    progress.close();
  }

  @Override
  public void close() {
    clear();
  }
}
