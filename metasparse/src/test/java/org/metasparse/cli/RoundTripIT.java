package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.files.JsonObject;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageReader;

/** A user's whole way: train, evaluate, encode, inspect, decode. */
class RoundTripIT {
  @Test
  void fromImagesToARunToANetworkToAnImage(@TempDir Path folder) throws Exception {
    Path images = Pictures.folder(folder.resolve("my images"), 6, 16);
    Path run = folder.resolve("run");
    Path inr = folder.resolve("grey.inr");
    Path out = folder.resolve("grey twice.png");
    Program program = Program.plain();

    program.run(TinyTraining.command(images, run).toArray()).assertDone();
    JsonObject measured =
        program
            .run("evaluate", images, "--model", run + "@1", "--protocol", "sgd2", "--json")
            .assertDone()
            .json();
    Path grey = Pictures.grey(folder.resolve("grey.png"), 20, 13);
    program.run("encode", grey, "--model", run, "-o", inr).assertDone();
    JsonObject inside = program.run("inspect", inr, "--json").assertDone().json();
    program.run("decode", inr, "-o", out, "--scale", 2).assertDone();

    assertEquals(6, measured.getList("psnr").size());
    assertEquals(52, measured.getInt("weights"));
    assertEquals(26, inside.getInt("weights"));
    Signal twice = ImageReader.read(out);
    assertEquals("[26, 40]", twice.grid().sizes().toString());
    assertEquals(
        new TreeSet<>(Set.of("grey twice.png", "grey.inr", "grey.png", "my images", "run")),
        names(folder));
  }

  @Test
  void everyWayToComputeGivesTheSameBits(@TempDir Path folder) throws Exception {
    Path images = Pictures.folder(folder.resolve("img"), 6, 16);
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    Object[] wide = {"--width", 19, "--size", 11};
    Program.single()
        .with("-Dmetasparse.kernels=simd")
        .run(TinyTraining.command(images, one, with(wide, "--threads", 2)).toArray())
        .assertDone();
    Program.plain()
        .with("-Dmetasparse.kernels=scalar")
        .run(TinyTraining.command(images, other, with(wide, "--threads", 1)).toArray())
        .assertDone();
    assertEquals(4, FileTree.checkpoints(one).size());
    assertEquals(FileTree.checkpoints(one), FileTree.checkpoints(other));

    Path image = images.resolve("0.png");
    Program.single().run("encode", image, "--model", one, "-o", folder.resolve("1.inr"));
    Program.plain()
        .with("-Dmetasparse.kernels=scalar")
        .run("encode", image, "--model", one, "-o", folder.resolve("2.inr"), "--threads", 1);
    assertEquals(
        -1, Files.mismatch(folder.resolve("1.inr"), folder.resolve("2.inr")), "first difference");
  }

  @Test
  void aFinishedRunIsToldAndKept(@TempDir Path folder) throws Exception {
    Path images = Pictures.folder(folder.resolve("img"), 6, 16);
    Path run = folder.resolve("run");
    TinyTraining.run(images, run).assertDone();
    var before = FileTree.of(run);

    Outcome again = Program.single().run(TinyTraining.command(images, run).toArray()).assertDone();

    assertTrue(again.out().startsWith(run + ": finished; "), again::out);
    assertEquals(before, FileTree.of(run));
    Program.single()
        .run(TinyTraining.command(images, run, "--seed", 3).toArray())
        .assertEnded(Main.WRONG_INPUT, run.toString(), "seed is 1 there, 3 here");
    assertEquals(before, FileTree.of(run));
  }

  private static Object[] with(Object[] options, Object... more) {
    Object[] all = java.util.Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return all;
  }

  private static Set<String> names(Path folder) throws Exception {
    Set<String> names = new TreeSet<>();
    try (var paths = Files.list(folder)) {
      paths.forEach(path -> names.add(path.getFileName().toString()));
    }
    return names;
  }
}
