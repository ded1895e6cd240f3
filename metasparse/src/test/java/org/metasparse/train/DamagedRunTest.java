package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.experiment.SmallRuns;
import org.metasparse.files.InputException;
import org.metasparse.files.JsonObject;
import org.metasparse.format.DamageSweep;

/** The text files of a run's folder, damaged everywhere; checkpoints have a test of their own. */
class DamagedRunTest {
  @TempDir Path temp;
  private RunFolder folder;

  @BeforeEach
  void run() {
    folder = RunFolder.open(temp.resolve("run"), SmallRuns.CONFIG.toJson());
    for (int step = 1; step <= 3; step++) {
      folder.log(Map.of("step", step, "round", 0, "innerLoss", 0.5, "seconds", 0.5 * step));
    }
  }

  /** Puts the bytes in a file's place, acts, and gives messages the name that the sweep expects. */
  private <T> DamageSweep.Reader<T> reading(Path file, java.util.function.Supplier<T> action) {
    return (name, bytes) -> {
      try {
        Files.write(file, bytes);
        return action.get();
      } catch (InputException e) {
        assertTrue(e.getMessage().startsWith(folder.path().toString()), e.getMessage());
        throw new InputException(name + ": " + e.getMessage(), e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** Whatever still passes says the same of the run. */
  @Test
  void theConfiguration() throws IOException {
    Path file = folder.path().resolve("config.json");
    byte[] whole = Files.readAllBytes(file);
    DamageSweep.ofRedundant(
            whole,
            1 << 20,
            TrainConfig::equals,
            reading(
                file,
                () ->
                    TrainConfig.of(
                        RunFolder.open(folder.path(), SmallRuns.CONFIG.toJson()).config())))
        .everyCut()
        .everyFlip();
  }

  /** It has no checksum, and nothing is computed from it; but it stays a log, or is refused. */
  @Test
  void theLog() throws IOException {
    Path file = folder.path().resolve("log.jsonl");
    byte[] whole = Files.readAllBytes(file);
    DamageSweep.ofUnsealed(
            whole,
            1 << 20,
            reading(
                file,
                () -> {
                  double seconds = folder.rewindLog(0, 3);
                  lines(file).forEach(line -> JsonObject.parse("log", line));
                  return seconds;
                }))
        .everyCut()
        .everyFlip();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
