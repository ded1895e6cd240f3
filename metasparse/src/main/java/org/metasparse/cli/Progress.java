package org.metasparse.cli;

import java.util.Locale;

/**
 * Shows on standard error how far a piece of work is: a bar that is drawn over where a person
 * watches, a plain line now and then where not.
 */
final class Progress implements AutoCloseable {
  private static final int BAR = 24;
  private static final double BAR_SECONDS = 0.1;
  private static final double LINE_SECONDS = 10;

  private final Terminal terminal;
  private final String label;
  private final long total;
  private final long from;
  private final long started = System.nanoTime();
  private long shown = started;
  private int width;

  /**
   * Starts.
   *
   * @param label what is done
   * @param from how much is done already
   * @param total how much there is in all
   */
  Progress(Terminal terminal, String label, long from, long total) {
    this.terminal = terminal;
    this.label = label;
    this.from = from;
    this.total = total;
  }

  /**
   * Tells how far it is.
   *
   * @param done how much is done
   * @param state more to show, such as the loss
   */
  void update(long done, String state) {
    long now = System.nanoTime();
    double interval = terminal.interactive() ? BAR_SECONDS : LINE_SECONDS;
    if ((now - shown) * 1e-9 < interval) {
      return;
    }
    shown = now;
    double seconds = (now - started) * 1e-9;
    double rate = (done - from) / seconds;
    String line =
        String.format(
            Locale.ROOT,
            "%s %d/%d  %.1f/s  %s  %s left",
            label,
            done,
            total,
            rate,
            state,
            rate > 0 ? duration((total - done) / rate) : "?");
    if (terminal.interactive()) {
      int full = (int) (BAR * done / Math.max(1, total));
      String bar = "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + line;
      terminal.err().print("\r" + bar + " ".repeat(Math.max(0, width - bar.length())));
      terminal.err().flush();
      width = bar.length();
    } else {
      terminal.err().println(line);
    }
  }

  /** Prints a line that stays, without spoiling the bar. */
  void line(String text) {
    close();
    terminal.err().println(text);
  }

  /** Wipes the bar away. */
  @Override
  public void close() {
    if (width > 0) {
      terminal.err().print("\r" + " ".repeat(width) + "\r");
      terminal.err().flush();
      width = 0;
    }
  }

  static String duration(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d min", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d h", s / 3600, s / 60 % 60);
  }
}
