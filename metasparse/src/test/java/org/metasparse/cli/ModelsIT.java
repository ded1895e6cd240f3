package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models that come with the program can be made again, as MODELS.md says, in small. */
class ModelsIT {
  private static final Path SOURCES = Path.of("src", "models");
  private static final Path DATA =
      Path.of("..", "testdata", "src", "main", "resources", "META-INF", "metasparse", "testdata");

  private static Program source(String name, String... options) {
    return new Program(
        List.of(),
        Program.plain().executable(),
        List.of(options),
        List.of(SOURCES.resolve(name).toString()),
        Map.of());
  }

  @Test
  void fromFreePhotosToModels(@TempDir Path folder) throws Exception {
    Path crops = folder.resolve("crops");
    Path again = folder.resolve("again");
    for (Path out : List.of(crops, again)) {
      source("Crops.java")
          .run(out, 16, 1, 2, DATA.resolve("photos/train"), 1, DATA.resolve("faces/train"))
          .assertDone();
    }
    try (Stream<Path> files = Files.list(crops)) {
      List<Path> all = files.toList();
      assertEquals(2 * 18 + 56, all.size());
      for (Path file : all) {
        assertEquals(-1, Files.mismatch(file, again.resolve(file.getFileName())), "" + file);
      }
    }
    Path run = folder.resolve("run");
    train(crops, run);
    Path moves = folder.resolve("moves");
    train(crops, moves, "--moves", "--no-rewind");
    Path models = folder.resolve("models");
    source("Pack.java", "-cp", System.getProperty("metasparse.jar"))
        .run(models, crops, run + "@0", run + "@1", moves + "@1")
        .assertDone();
    List<String> index = Files.readAllLines(models.resolve("index.txt"));
    assertEquals(3, index.size());
    assertTrue(index.get(0).startsWith("photo-1k 924 "), index.get(0));
    assertTrue(index.get(1).startsWith("photo-moves-1k 1023 "), index.get(1));
    assertTrue(index.get(2).startsWith("photo-2k 1848 "), index.get(2));
    for (String line : index) {
      assertTrue(Double.parseDouble(line.split(" ")[3]) > 0, line);
    }
    Path photo = DATA.resolve("photos/test/chelsea_0.png");
    for (String model : List.of("photo-2k.inr", "photo-moves-1k.inr")) {
      Path inr = folder.resolve("of-" + model);
      Program.plain()
          .run("encode", photo, "--model", models.resolve(model), "-o", inr, "--size", 32)
          .assertDone();
      Program.plain()
          .run("decode", inr, "--models", models, "-o", folder.resolve(model + ".png"))
          .assertDone();
    }
  }

  /** A few steps, and a pruning by half, with more options. */
  private static void train(Path crops, Path out, String... more) throws Exception {
    List<Object> words = new ArrayList<>(List.of("train", crops, "--out", out));
    words.addAll(List.of("--size", 16, "--width", 24, "--dense-steps", 20));
    words.addAll(List.of("--rounds", 1, "--round-steps", 10, "--prune", 0.5));
    words.addAll(List.of(more));
    Program.plain().run(words.toArray()).assertDone();
  }
}
