package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.experiment.SmallRuns;
import org.metasparse.files.InputException;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Sirens;

/** A run's folder: what it is made of, what is refused, and how models in it are named. */
class RunFolderTest {
  @TempDir Path temp;

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(InputException.class, action).getMessage());
  }

  private static Checkpoint model(int round) {
    Siren siren = Sirens.pruned(new SirenShape(2, 4, 1, 3, 30f), 0.2 * round, round);
    return new Checkpoint(siren, round, 0, null, null, 0, 0, "");
  }

  private RunFolder withRounds(int... rounds) {
    RunFolder folder = RunFolder.open(temp.resolve("run"), SmallRuns.CONFIG.toJson());
    for (int round : rounds) {
      CheckpointFile.write(folder.round(round), model(round));
    }
    return folder;
  }

  @Test
  void aNewFolderHoldsItsConfiguration() {
    Path path = temp.resolve("a").resolve("b");
    RunFolder folder = RunFolder.open(path, SmallRuns.CONFIG.toJson());
    assertTrue(Files.isRegularFile(path.resolve("config.json")));
    assertEquals(SmallRuns.CONFIG, TrainConfig.of(folder.config()));
    assertEquals(List.of(), folder.rounds());
    // To the same configuration it opens.
    assertEquals(folder, RunFolder.open(path, SmallRuns.CONFIG.toJson()));
  }

  @Test
  void anEmptyFolderMayBeTaken() throws IOException {
    Path path = Files.createDirectory(temp.resolve("empty"));
    assertEquals(
        SmallRuns.CONFIG, TrainConfig.of(RunFolder.open(path, SmallRuns.CONFIG.toJson()).config()));
  }

  @Test
  void anotherConfigurationIsRefused() throws IOException {
    Path path = withRounds().path();
    byte[] before = Files.readAllBytes(path.resolve("config.json"));
    // Each value by itself decides, whatever its type.
    for (String key : SmallRuns.CONFIG.toJson().keySet()) {
      Map<String, Object> other = new LinkedHashMap<>(SmallRuns.CONFIG.toJson());
      Object value = other.get(key);
      other.put(key, value instanceof Number n ? n.doubleValue() + 0.25 : "else");
      String message =
          assertThrows(InputException.class, () -> RunFolder.open(path, other)).getMessage();
      assertTrue(
          message.startsWith(path + ": holds a run of another configuration (" + key + " is "),
          message);
      assertTrue(message.endsWith("give the same options to resume it, or another --out"), message);
    }
    Map<String, Object> more = new LinkedHashMap<>(SmallRuns.CONFIG.toJson());
    more.put("data", "faces");
    refused(
        path
            + ": holds a run of another configuration (data is not set there, faces here); give the"
            + " same options to resume it, or another --out",
        () -> RunFolder.open(path, more));
    Map<String, Object> less = new LinkedHashMap<>(SmallRuns.CONFIG.toJson());
    less.remove("seed");
    refused(
        path
            + ": holds a run of another configuration (seed is "
            + SmallRuns.CONFIG.seed()
            + " there, not set here); give the same options to resume it, or another --out",
        () -> RunFolder.open(path, less));
    assertTrue(Arrays.equals(before, Files.readAllBytes(path.resolve("config.json"))));
  }

  @Test
  void aFolderOfOtherThingsIsRefused() throws IOException {
    Path path = Files.createDirectory(temp.resolve("photos"));
    Files.writeString(path.resolve("holiday.png"), "x");
    refused(
        path + ": is not empty and holds no run; give a new folder as --out",
        () -> RunFolder.open(path, SmallRuns.CONFIG.toJson()));
    assertEquals(1, path.toFile().list().length);
    Path file = path.resolve("holiday.png");
    refused(
        file + ": cannot be made a folder; give an --out that can be written",
        () -> RunFolder.open(file, SmallRuns.CONFIG.toJson()));
    refused(
        file.resolve("run") + ": cannot be made a folder; give an --out that can be written",
        () -> RunFolder.open(file.resolve("run"), SmallRuns.CONFIG.toJson()));
  }

  @Test
  void aBrokenConfigurationIsRefused() throws IOException {
    Path path = withRounds().path();
    Files.writeString(path.resolve("config.json"), "{\"width\": 10,");
    String message =
        assertThrows(InputException.class, () -> RunFolder.open(path, SmallRuns.CONFIG.toJson()))
            .getMessage();
    assertTrue(message.contains("config.json"), message);
    assertEquals(1, message.lines().count());
  }

  /** In some languages numbers are written with other digits; file names must not be. */
  @Test
  void namesOfRoundsDoNotDependOnTheLanguage() {
    Locale before = Locale.getDefault();
    RunFolder folder = new RunFolder(temp);
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertTrue(!String.format("%d", 7).equals("7"), "this JVM writes Arabic in Latin digits");
      assertEquals(temp.resolve("round-07.safetensors"), folder.round(7));
      assertEquals(temp.resolve("round-123.safetensors"), folder.round(123));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void roundsAreCountedWithoutGaps() {
    assertEquals(List.of(0, 1), withRounds(0, 1, 3).rounds());
  }

  @Test
  void modelsByName() {
    String run = withRounds(0, 1, 2).path().toString();
    assertEquals(2, RunFolder.model(run).round());
    assertEquals(2, RunFolder.model(run + "@").round());
    assertEquals(0, RunFolder.model(run + "@0").round());
    assertEquals(1, RunFolder.model(run + "@1").round());
    assertEquals(1, RunFolder.model(run + "@01").round());
    assertEquals(1, RunFolder.model(run + "/round-01.safetensors").round());
  }

  @Test
  void namesWithAnAtSign() throws IOException {
    Path path = temp.resolve("me@home");
    RunFolder folder = RunFolder.open(path, SmallRuns.CONFIG.toJson());
    CheckpointFile.write(folder.round(0), model(0));
    CheckpointFile.write(temp.resolve("a@b.safetensors"), model(3));
    assertEquals(0, RunFolder.model(path.toString()).round());
    assertEquals(0, RunFolder.model(path + "@0").round());
    assertEquals(3, RunFolder.model(temp.resolve("a@b.safetensors").toString()).round());
  }

  @Test
  void modelsThatThereAreNot() throws IOException {
    String run = withRounds(0, 1, 2).path().toString();
    for (String round : new String[] {"3", "-1", "x", "1.0", "99999999999", " 1"}) {
      refused(
          run + "@" + round + ": there is no such round; there are 0 to 2",
          () -> RunFolder.model(run + "@" + round));
    }
    Path empty = Files.createDirectory(temp.resolve("empty"));
    refused(
        empty + ": holds no finished round of a training run",
        () -> RunFolder.model(empty.toString()));
    refused(
        empty + ": holds no finished round of a training run", () -> RunFolder.model(empty + "@0"));
    String absent = temp.resolve("absent").toString();
    for (String name : new String[] {absent, absent + "@1"}) {
      String message = assertThrows(InputException.class, () -> RunFolder.model(name)).getMessage();
      assertTrue(message.contains(name), message);
    }
  }
}
