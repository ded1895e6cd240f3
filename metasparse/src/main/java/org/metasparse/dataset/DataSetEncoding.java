package org.metasparse.dataset;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.Folders;
import org.metasparse.files.InputException;
import org.metasparse.meta.DivergedException;

/**
 * Encodes the signals of a data set side by side, or decodes its encodings, and writes the files.
 *
 * <p>Items are begun in their order by whichever worker is free and told of in their order too,
 * each once its file is on the disk: what is told does not depend on the number of workers. A
 * signal that cannot be encoded is passed over, or ends the work; a file that cannot be written
 * always does. Whatever has been begun is finished before the end, so nothing is done in vain.
 */
public final class DataSetEncoding {
  /** Encodes one signal, or decodes one. */
  @FunctionalInterface
  public interface Work {
    /**
     * Reads a file and makes another of it.
     *
     * @param item which
     * @param worker the number of the worker that calls, from 0; each makes one call at a time
     * @return what it is made into
     * @throws RuntimeException if this one cannot be made
     */
    Product make(Item item, int worker);
  }

  /**
   * How much was done.
   *
   * @param encoded signals whose encodings were written
   * @param failed signals that could not be encoded
   * @param left signals that were not begun, since a stop was asked for
   */
  public record Summary(int encoded, int failed, int left) {}

  /**
   * How far workers may get ahead of a slow item. What they did there is lost if the process is
   * killed, as it has not been told of.
   */
  private static final int WINDOW = 256;

  private final List<Item> items;
  private final Work work;
  private final boolean strict;
  private final BiConsumer<Item, ManifestEntry> told;
  private final BooleanSupplier stop;

  private final Map<Integer, ManifestEntry> untold = new HashMap<>();
  private int next;
  private int nextTold;
  private int encoded;
  private int failed;
  private int firstFailed = Integer.MAX_VALUE;
  private RuntimeException firstFailure;
  private Throwable fatal;

  private DataSetEncoding(
      List<Item> items,
      Work work,
      boolean strict,
      BiConsumer<Item, ManifestEntry> told,
      BooleanSupplier stop) {
    this.items = List.copyOf(items);
    this.work = work;
    this.strict = strict;
    this.told = told;
    this.stop = stop;
  }

  /**
   * Encodes signals.
   *
   * @param items which, with targets that differ; targets' folders are made where they are missing
   * @param workers how many signals to encode side by side, at least 1
   * @param work encodes one; called by several threads at once
   * @param strict whether the first signal that cannot be encoded ends the work
   * @param told receives each item and its entry, in the items' order, in one thread at a time
   * @param stop asked before each item whether to begin no more
   * @return how much was done
   * @throws RuntimeException if strict, the one that {@code work} threw, of the first item in order
   *     for which it did
   * @throws InputException if an encoding cannot be written
   */
  public static Summary run(
      List<Item> items,
      int workers,
      Work work,
      boolean strict,
      BiConsumer<Item, ManifestEntry> told,
      BooleanSupplier stop) {
    return new DataSetEncoding(items, work, strict, told, stop).run(workers);
  }

  private Summary run(int workers) {
    Thread[] crew = new Thread[workers];
    for (int w = 0; w < workers; w++) {
      int worker = w;
      crew[w] = new Thread(() -> takeItems(worker), "metasparse-encoder-" + w);
      crew[w].setDaemon(true);
      crew[w].start();
    }
    for (Thread thread : crew) {
      join(thread, crew);
    }
    return end();
  }

  /** Waits, and takes an interrupt of this thread as the wish to stop. */
  private void join(Thread thread, Thread[] crew) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        // What they do is in vain now.
        Arrays.stream(crew).forEach(Thread::interrupt);
        fail(new IllegalStateException("interrupted while encoding", e));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeItems(int worker) {
    try {
      for (int i = take(); i >= 0; i = take()) {
        finish(i, encode(i, worker));
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** The next item's index, or -1 if no more shall be begun. */
  private synchronized int take() {
    while (next - nextTold >= WINDOW && !ended()) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted while encoding", e);
      }
    }
    return ended() || stop.getAsBoolean() ? -1 : next++;
  }

  private boolean ended() {
    return next == items.size() || fatal != null || (strict && firstFailure != null);
  }

  private ManifestEntry encode(int index, int worker) {
    long started = System.nanoTime();
    Item item = items.get(index);
    // Before it is read: if it is replaced meanwhile, it is encoded again next time.
    long sourceBytes = Manifest.length(item.source());
    Product file;
    try {
      file = work.make(item, worker);
    } catch (CancellationException e) {
      // Given up, and not the signal's fault.
      throw e;
    } catch (RuntimeException e) {
      return failed(index, e);
    }
    if (item.target().getParent() != null) {
      Folders.make(item.target().getParent());
    }
    AtomicFiles.write(item.target(), file.bytes());
    double seconds = (System.nanoTime() - started) * 1e-9;
    return new ManifestEntry(
        item.name(),
        null,
        sourceBytes,
        file.size(),
        file.points(),
        file.weights(),
        file.bytes().length,
        file.psnr(),
        seconds);
  }

  private synchronized ManifestEntry failed(int index, RuntimeException e) {
    if (index < firstFailed) {
      firstFailed = index;
      firstFailure = e;
    }
    // Both name the signal; of others, which nobody foresaw, the kind tells most.
    boolean foreseen = e instanceof InputException || e instanceof DivergedException;
    String message = foreseen ? e.getMessage() : items.get(index).source() + ": failed: " + e;
    return ManifestEntry.failed(items.get(index).name(), message.replaceAll("\\R", " "));
  }

  private synchronized void finish(int index, ManifestEntry entry) {
    untold.put(index, entry);
    while (untold.containsKey(nextTold)) {
      tell(nextTold, untold.remove(nextTold++));
    }
    notifyAll();
  }

  private void tell(int index, ManifestEntry entry) {
    told.accept(items.get(index), entry);
    if (entry.failed()) {
      failed++;
    } else {
      encoded++;
    }
  }

  private synchronized void fail(Throwable e) {
    if (fatal == null) {
      fatal = e;
    } else if (fatal != e) {
      fatal.addSuppressed(e);
    }
    notifyAll();
  }

  private synchronized Summary end() {
    // Behind an item that was given up there may be finished ones.
    try {
      untold.keySet().stream().sorted().toList().forEach(i -> tell(i, untold.get(i)));
    } catch (RuntimeException e) {
      fail(e);
    }
    if (fatal instanceof Error e) {
      throw e;
    }
    if (fatal instanceof RuntimeException e) {
      throw e;
    }
    if (strict && firstFailure != null) {
      throw firstFailure;
    }
    return new Summary(encoded, failed, items.size() - next);
  }
}
