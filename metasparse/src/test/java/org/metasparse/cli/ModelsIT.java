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
    train(crops, run, "--size", 16);
    Path moves = folder.resolve("moves");
    train(crops, moves, "--size", 16, "--moves", "--no-rewind");
    Path models = folder.resolve("models");
    source("Pack.java", "-cp", System.getProperty("metasparse.jar"))
        .run(models, crops, run + "@0", run + "@1", moves + "@1")
        .assertDone();
    List<String> index = Files.readAllLines(models.resolve("index.txt"));
    assertEquals(3, index.size());
    assertTrue(index.get(0).startsWith("image photo-1k 924 "), index.get(0));
    assertTrue(index.get(1).startsWith("image photo-moves-1k 1023 "), index.get(1));
    assertTrue(index.get(2).startsWith("image photo-2k 1848 "), index.get(2));
    for (String line : index) {
      assertTrue(Double.parseDouble(line.split(" ")[4]) > 0, line);
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

  @Test
  void fromDrawnSolidsToModels(@TempDir Path folder) throws Exception {
    Path solids = folder.resolve("solids");
    Path again = folder.resolve("again");
    for (Path out : List.of(solids, again)) {
      source("Solids.java", "-cp", System.getProperty("metasparse.jar"))
          .run(out, 2, 1)
          .assertDone();
      Path last = out.resolve("solid-001.obj");
      assertEquals(-1, Files.mismatch(last, solids.resolve(last.getFileName())));
    }
    Path run = folder.resolve("run");
    train(solids, run, "--grid", 12, "--batch", 2, "--moves", "--no-rewind");
    Path models = Files.createDirectory(folder.resolve("models"));
    Files.writeString(models.resolve("index.txt"), "image photo-1k 924 00 0.001\n");
    source("Pack.java", "-cp", System.getProperty("metasparse.jar"))
        .run(models, solids, run + "@1")
        .assertDone();
    List<String> index = Files.readAllLines(models.resolve("index.txt"));
    assertEquals(2, index.size());
    assertEquals("image photo-1k 924 00 0.001", index.get(0));
    assertTrue(index.get(1).startsWith("shape shape-moves-1k "), index.get(1));
    Path inr = folder.resolve("solid.inr");
    Program.plain()
        .run(
            "encode",
            solids.resolve("solid-000.obj"),
            "--model",
            models.resolve("shape-moves-1k.inr"),
            "-o",
            inr,
            "--grid",
            16)
        .assertDone();
    Program.plain()
        .run("decode", inr, "--models", models, "-o", folder.resolve("solid.obj"))
        .assertDone();
  }

  /** A few steps, and a pruning by half, with more options. */
  private static void train(Path signals, Path out, Object... more) throws Exception {
    List<Object> words = new ArrayList<>(List.of("train", signals, "--out", out));
    words.addAll(List.of("--width", 24, "--dense-steps", 20));
    words.addAll(List.of("--rounds", 1, "--round-steps", 10, "--prune", 0.5));
    words.addAll(List.of(more));
    Program.plain().run(words.toArray()).assertDone();
  }
}
