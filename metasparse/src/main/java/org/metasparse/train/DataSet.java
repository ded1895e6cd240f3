package org.metasparse.train;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.metasparse.files.InputException;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalFolder;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.image.Preparation;

/**
 * Signals to learn from or to evaluate on, and what identifies them.
 *
 * @param signals the signals, prepared alike
 * @param fingerprint a checksum of names and file sizes, or of what generated data are generated
 *     from: a resumed run must meet the same data
 */
public record DataSet(List<Signal> signals, long fingerprint) {
  /** Data sets of more floats than this are read again each time instead of kept in memory. */
  private static final long KEPT_FLOATS = 200_000_000;

  /**
   * Opens what a user gave as data.
   *
   * @param data a folder of signals, a single one, or {@code sdf:COUNT@SEED} (see {@link
   *     GeneratedFields})
   * @param preparation what is done to each signal, and the size and channels of generated ones
   * @param limit how many signals at most, at least 1
   * @return the data set; a large one reads or computes its signals as they are asked for
   * @throws InputException if there is no such data, a signal cannot be read, or generated signals
   *     are not what the preparation prepares
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public static DataSet open(String data, SignalPreparation preparation, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a limit of " + limit + " signals; it must be at least 1");
    }
    if (!GeneratedFields.isName(data)) {
      return of(SignalFolder.open(Path.of(data), preparation.medium()).limit(limit), preparation);
    }
    if (preparation instanceof Preparation images) {
      return GeneratedFields.of(data).open(images, limit);
    }
    throw new InputException(
        data + ": are images, not what " + preparation.medium().id() + " is; give a folder of it");
  }

  /**
   * Opens what a user gave as data, without what cannot be read.
   *
   * @param data a folder of signals, a single one, or {@code sdf:COUNT@SEED}
   * @param preparation what is done to each signal
   * @param limit how many signals at most, at least 1; those that cannot be read count
   * @param notice is told of what is passed over: files of other kinds, and each signal that cannot
   *     be read, by the message that {@link #open(String, SignalPreparation, int)} would throw
   * @return the data set; what identifies it are the names and sizes of what can be read
   * @throws InputException if there is no such data, or nothing of it can be read
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public static DataSet readable(
      String data, SignalPreparation preparation, int limit, Consumer<String> notice) {
    if (GeneratedFields.isName(data) || limit < 1 || !Files.isDirectory(Path.of(data))) {
      return open(data, preparation, limit);
    }
    SignalFolder all = SignalFolder.open(Path.of(data), preparation.medium()).limit(limit);
    if (!all.passedOver().isEmpty()) {
      notice.accept(all.passedOverText());
    }
    List<String> names = new ArrayList<>();
    List<Signal> signals = new ArrayList<>();
    long floats = 0;
    InputException last = null;
    for (String name : all.names()) {
      try {
        Signal signal = all.load(name, preparation);
        names.add(name);
        floats += signal.values().length;
        if (floats <= KEPT_FLOATS) {
          signals.add(signal);
        } else {
          signals.clear();
        }
      } catch (InputException e) {
        last = e;
        notice.accept("passed over: " + e.getMessage());
      }
    }
    if (names.isEmpty() && last != null) {
      throw last;
    }
    SignalFolder good = new SignalFolder(all.root(), all.medium(), names, all.passedOver());
    return new DataSet(
        floats <= KEPT_FLOATS ? signals : new OnDemand(good, preparation), fingerprint(good));
  }

  /**
   * What data hold, by the names of their files.
   *
   * @param data a folder of signals, a single one, or {@code sdf:COUNT@SEED}
   * @return the medium of all of them
   * @throws InputException if there is no such data, or signals of several media
   */
  public static Medium medium(String data) {
    return GeneratedFields.isName(data)
        ? GeneratedFields.MEDIUM
        : SignalFolder.open(Path.of(data)).medium();
  }

  /**
   * Opens a folder of signals.
   *
   * @param folder the signals
   * @param preparation what is done to each
   * @return the data set; a large one reads its signals as they are asked for
   * @throws InputException if a signal cannot be read
   */
  public static DataSet of(SignalFolder folder, SignalPreparation preparation) {
    List<String> names = folder.names();
    Signal first = folder.load(names.get(0), preparation);
    List<Signal> signals = new OnDemand(folder, preparation);
    if (fits(names.size(), first.values().length)) {
      // The first is not read again: sampling a mesh takes long, and may give a notice.
      List<Signal> kept = new ArrayList<>(List.of(first));
      kept.addAll(signals.subList(1, names.size()));
      signals = kept;
    }
    return new DataSet(signals, fingerprint(folder));
  }

  /** Computed signals of so many floats each, kept once computed unless they are too many. */
  static List<Signal> kept(List<Signal> computed, int floats) {
    return fits(computed.size(), floats) ? new KeptSignals(computed) : computed;
  }

  private static boolean fits(int signals, int floats) {
    return (long) floats * signals <= KEPT_FLOATS;
  }

  private static long fingerprint(SignalFolder folder) {
    CRC32C crc = new CRC32C();
    for (String name : folder.names()) {
      String line = name + ' ' + folder.bytes(name) + '\n';
      crc.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return crc.getValue();
  }

  /** {@return what identifies the data in a run's configuration} */
  public Map<String, Object> toJson() {
    // Not Map.of, whose order changes from run to run.
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("signals", signals.size());
    json.put("fingerprint", Long.toHexString(fingerprint));
    return json;
  }

  private static final class OnDemand extends AbstractList<Signal> implements RandomAccess {
    private final SignalFolder folder;
    private final SignalPreparation preparation;

    OnDemand(SignalFolder folder, SignalPreparation preparation) {
      this.folder = folder;
      this.preparation = preparation;
    }

    @Override
    public Signal get(int index) {
      return folder.load(folder.names().get(index), preparation);
    }

    @Override
    public int size() {
      return folder.names().size();
    }
  }
}
