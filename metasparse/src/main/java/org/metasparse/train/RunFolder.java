package org.metasparse.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.Folders;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.files.Json;
import org.metasparse.files.JsonLines;
import org.metasparse.files.JsonObject;
import org.metasparse.files.WriterLock;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;

/**
 * The folder of a training run: {@code config.json}, {@code round-00.safetensors} (dense), {@code
 * round-01} …, the resumable {@code latest.safetensors}, {@code log.jsonl} and, empty, {@code
 * .lock}; a finished one also has {@code REPORT.md}, {@code report.html} and {@code loss.svg}.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  private static final String CONFIG = "config.json";
  private static final int MAX_CONFIG_BYTES = 1 << 20;

  /**
   * Opens a run's folder, or makes one.
   *
   * @param path the folder; it need not exist
   * @param config what determines the run
   * @return the folder
   * @throws InputException if it holds another run or other files, or cannot be written
   */
  public static RunFolder open(Path path, Map<String, Object> config) {
    RunFolder folder = new RunFolder(path);
    if (!Files.exists(path.resolve(CONFIG))) {
      folder.create();
      // Of two that begin at once one writes the configuration and the other reads it.
      WriterLock lock = WriterLock.await(folder.lockFile(), folder.taken());
      try (lock) {
        if (!Files.exists(path.resolve(CONFIG))) {
          AtomicFiles.write(
              path.resolve(CONFIG), Json.pretty(config).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    String difference = folder.config().difference(config);
    if (difference != null) {
      throw new InputException(
          path
              + ": holds a run of another configuration ("
              + difference
              + "); give the same options to resume it, or another --out");
    }
    return folder;
  }

  /** Makes the folder, unless it is there and holds nothing but what a killed beginning left. */
  private void create() {
    try {
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          if (files.anyMatch(f -> !isLeftover(f) && !f.endsWith(CONFIG))) {
            throw new InputException(
                path + ": is not empty and holds no run; give a new folder as --out");
          }
        }
      }
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read; give another --out", e);
    }
    Folders.make(path);
  }

  private Path lockFile() {
    return path.resolve(WriterLock.FILE);
  }

  private String taken() {
    return path + ": another training is writing into it; wait for its end, or give another --out";
  }

  private static boolean isLeftover(Path file) {
    return file.endsWith(WriterLock.FILE) || AtomicFiles.isTemporary(file);
  }

  /**
   * Locks the folder for a training and clears away the unfinished files of one that was killed.
   *
   * @return the lock
   * @throws InputException if another training holds it or the folder cannot be written
   */
  public WriterLock lock() {
    WriterLock lock = WriterLock.take(lockFile(), taken());
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(AtomicFiles::isTemporary).toList()) {
        Files.deleteIfExists(file);
      }
      return lock;
    } catch (IOException e) {
      lock.close();
      throw new InputException(
          path + ": cannot be written; make it writable, or give another --out", e);
    }
  }

  /**
   * What determines the run.
   *
   * @return the content of {@code config.json}
   * @throws InputException if it cannot be read
   */
  public JsonObject config() {
    Path file = path.resolve(CONFIG);
    byte[] text = InputFiles.read(file, "a run's configuration", MAX_CONFIG_BYTES);
    return JsonObject.of(file.toString(), Json.parse(file.toString(), text));
  }

  /** {@return the checkpoint from which the run resumes; its file may not exist} */
  public Path latest() {
    return path.resolve("latest.safetensors");
  }

  /**
   * {@return the checkpoint of a round, 0 for the dense network; its file may not exist}
   *
   * @param round its number
   */
  public Path round(int round) {
    return path.resolve(String.format(Locale.ROOT, "round-%02d.safetensors", round));
  }

  /** {@return the numbers of the finished rounds, ascending} */
  public List<Integer> rounds() {
    List<Integer> rounds = new ArrayList<>();
    for (int k = 0; Files.exists(round(k)); k++) {
      rounds.add(k);
    }
    return rounds;
  }

  /** {@return the log, lines of JSON; there from the first entry on} */
  public Path log() {
    return path.resolve("log.jsonl");
  }

  /**
   * Drops the lines of the log that lie behind a step, as a resumed run writes them again.
   *
   * @param round the round in which the run resumes; all lines of earlier rounds are kept
   * @param step the last step of that round to keep, counted from the run's beginning
   * @return the seconds that the run had taken by then, 0 if nothing is logged
   * @throws InputException if the log cannot be read or written
   */
  public double rewindLog(int round, long step) {
    List<JsonObject> kept =
        new JsonLines(log())
            .keep(
                line -> {
                  int of = line.getInt("round");
                  return of < round || of == round && line.getLong("step") <= step;
                });
    return kept.isEmpty() ? 0 : kept.get(kept.size() - 1).getDouble("seconds");
  }

  /**
   * Adds a line to the log.
   *
   * @param entry the line's keys and values
   * @throws InputException if it cannot be written
   */
  public void log(Map<String, Object> entry) {
    new JsonLines(log()).add(entry);
  }

  /**
   * Loads a model as users name it: {@code RUN@7} is round 7 of a run, {@code RUN} its last
   * finished round, anything else a checkpoint's file.
   *
   * @param name the name
   * @return the checkpoint
   * @throws InputException if there is no such thing
   */
  public static Checkpoint model(String name) {
    int at = name.lastIndexOf('@');
    if (at > 0 && Files.isDirectory(Path.of(name.substring(0, at)))) {
      return model(new RunFolder(Path.of(name.substring(0, at))), name.substring(at + 1));
    }
    if (Files.isDirectory(Path.of(name))) {
      return model(new RunFolder(Path.of(name)), "");
    }
    return CheckpointFile.read(Path.of(name));
  }

  private static Checkpoint model(RunFolder folder, String round) {
    List<Integer> rounds = folder.rounds();
    if (rounds.isEmpty()) {
      throw new InputException(folder.path + ": holds no finished round of a training run");
    }
    int last = rounds.get(rounds.size() - 1);
    if (round.isEmpty()) {
      return CheckpointFile.read(folder.round(last));
    }
    if (!round.matches("[0-9]{1,3}") || Integer.parseInt(round) > last) {
      throw new InputException(
          folder.path + "@" + round + ": there is no such round; there are 0 to " + last);
    }
    return CheckpointFile.read(folder.round(Integer.parseInt(round)));
  }
}
