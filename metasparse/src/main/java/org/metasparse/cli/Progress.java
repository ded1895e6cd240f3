package org.metasparse.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows on standard error how far a piece of work is: a bar that is drawn over where a person
 * watches, a plain line now and then where not.
 *
 * <p>Rate and time left go by the last half minute, since the pace changes: pruned networks are
 * faster than dense ones. Work of several kinds is counted in hundredths of the whole, and goes by
 * the last five minutes. Safe for use by several threads.
 */
final class Progress implements AutoCloseable {
  private static final int LONGEST_BAR = 24;
  private static final double BAR_SECONDS = 0.1;
  private static final double LINE_SECONDS = 10;
  private static final double WINDOW_SECONDS = 30;
  private static final double WORK_WINDOW_SECONDS = 300;

  /** How finely a share of the whole is counted. */
  private static final long PARTS = 1_000_000;

  private static final double SAMPLE_SECONDS = 0.5;

  private record Sample(double seconds, long done) {}

  private final Terminal terminal;
  private final String label;
  private final double window;
  private final long total;
  private final LongSupplier nanos;
  private final long started;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long done;
  private double shown;
  private int width;

  /**
   * Starts.
   *
   * @param label what is done
   * @param from how much is done already
   * @param total how much there is in all
   */
  Progress(Terminal terminal, String label, long from, long total) {
    this(terminal, label, from, total, System::nanoTime);
  }

  /** Starts, by another clock. */
  Progress(Terminal terminal, String label, long from, long total, LongSupplier nanos) {
    this(terminal, label, WINDOW_SECONDS, from, total, nanos);
  }

  private Progress(
      Terminal terminal, String label, double window, long from, long total, LongSupplier nanos) {
    this.terminal = terminal;
    this.label = label;
    this.window = window;
    this.total = total;
    this.nanos = nanos;
    this.started = nanos.getAsLong();
    this.done = from;
    samples.add(new Sample(0, from));
  }

  /**
   * Starts to count in hundredths of the whole.
   *
   * @param share how much of it is done already, from 0 to 1
   * @param nanos the clock
   */
  static Progress ofWork(Terminal terminal, double share, LongSupplier nanos) {
    return new Progress(terminal, null, WORK_WINDOW_SECONDS, parts(share), PARTS, nanos);
  }

  private static long parts(double share) {
    return (long) (PARTS * share);
  }

  /**
   * Prints a line above a bar, or by itself as long as there is none; nothing if told to be quiet.
   */
  static void line(Progress bar, Terminal terminal, String line) {
    if (terminal.silent()) {
      return;
    }
    if (bar == null) {
      terminal.err().println(line);
    } else {
      bar.line(line);
    }
  }

  /**
   * Tells how far a work of many kinds is.
   *
   * @param share how much of it is done, from 0 to 1
   * @param state more to show, such as the part that is being done
   */
  void update(double share, String state) {
    update(parts(share), state);
  }

  /**
   * Tells how far it is.
   *
   * @param nowDone how much is done
   * @param state more to show, such as the loss
   */
  synchronized void update(long nowDone, String state) {
    done = nowDone;
    if (terminal.silent()) {
      return;
    }
    double now = seconds();
    double rate = rate(now);
    if (now - shown < (terminal.interactive() ? BAR_SECONDS : LINE_SECONDS)) {
      return;
    }
    shown = now;
    String line =
        String.format(
            Locale.ROOT,
            "%s  %s%s left",
            label == null
                ? String.format(Locale.ROOT, "%.1f %%", 100.0 * done / total)
                : String.format(Locale.ROOT, "%s %d/%d  %.1f/s", label, done, total, rate),
            state.isEmpty() ? "" : state + "  ",
            rate > 0 ? duration((total - done) / rate) : "?");
    if (terminal.interactive()) {
      // A line that is drawn over must not wrap: the bar goes first, then the line's end.
      int room = terminal.columns() - 1;
      String shorter = line.length() > room ? line.substring(0, Math.max(0, room)) : line;
      String bar = bar(room - line.length() - 3) + shorter;
      terminal.err().print("\r" + bar + " ".repeat(Math.max(0, width - bar.length())));
      terminal.err().flush();
      width = bar.length();
    } else {
      terminal.err().println(line);
    }
  }

  private double seconds() {
    return (nanos.getAsLong() - started) * 1e-9;
  }

  /** The pace since the oldest sample of the window. */
  private double rate(double now) {
    Sample oldest = samples.getFirst();
    double rate = (done - oldest.done) / (now - oldest.seconds);
    if (now - samples.getLast().seconds >= SAMPLE_SECONDS) {
      samples.add(new Sample(now, done));
      while (now - samples.getFirst().seconds > window && samples.size() > 2) {
        samples.removeFirst();
      }
    }
    return rate;
  }

  private String bar(int room) {
    int length = Math.min(LONGEST_BAR, room);
    if (length < 1) {
      return "";
    }
    int full = (int) (length * done / Math.max(1, total));
    return "[" + "#".repeat(full) + ".".repeat(length - full) + "] ";
  }

  /**
   * Prints a line that stays, without spoiling the bar. It ends a stretch of the work: what was
   * done since the last update, such as an evaluation, does not count for the pace.
   */
  synchronized void line(String text) {
    close();
    terminal.err().println(text);
    shown = seconds();
    samples.clear();
    samples.add(new Sample(shown, done));
  }

  /** Wipes the bar away. */
  @Override
  public synchronized void close() {
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
