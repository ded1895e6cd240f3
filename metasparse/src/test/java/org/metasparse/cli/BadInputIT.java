package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bad input gets from the whole program; the unit tests beside this one try each kind. */
class BadInputIT {
  @TempDir Path folder;

  @Test
  void aBadImageGetsOneLineAndLeavesNothing() throws Exception {
    Path images = Pictures.folder(folder.resolve("img"), 6, 16);
    Path bad = Files.writeString(images.resolve("3.png"), "no image");
    Map<String, String> before = FileTree.of(folder);

    Outcome outcome =
        Program.plain()
            .run(
                Stream.concat(
                        TinyTraining.command(images, folder.resolve("run")).stream(),
                        Stream.of("--strict"))
                    .toArray());

    outcome.assertEnded(Main.WRONG_INPUT, bad + ": is not an image");
    assertEquals(before, FileTree.of(folder));
  }

  /** A mesh with a hole can be sampled, once; the notice of that comes once, too. */
  @Test
  void eachMeshWithAHoleGetsOneNotice() throws Exception {
    Path meshes = Files.createDirectory(folder.resolve("meshes"));
    for (String name : List.of("a.obj", "b.obj")) {
      Files.writeString(
          meshes.resolve(name), "v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 3 2\nf 1 2 4\nf 1 4 3\n");
    }
    String train = "train " + meshes + " --out " + folder.resolve("run") + " --grid 4 --batch 2";
    String tiny = " --width 4 --layers 1 --dense-steps 1 --rounds 0";

    Outcome outcome = Program.single().run((Object[]) (train + tiny).split(" ")).assertDone();

    assertEquals(
        List.of("a.obj", "b.obj"),
        outcome.messages().stream()
            .filter(line -> line.contains("is not watertight"))
            .map(line -> line.replaceFirst(".*([ab][.]obj): is not .*", "$1"))
            .toList());
  }

  @Test
  void aDivergingTrainingFailsWithTheLastGoodCheckpointLeft() throws Exception {
    Path images = Pictures.folder(folder.resolve("img"), 6, 16);
    Path run = folder.resolve("run");
    Object[] train =
        TinyTraining.command(images, run, "--outer-rate", "1e20", "--checkpoint-seconds", "1e-9")
            .toArray();

    Program.single()
        .run(train)
        .assertEnded(Main.FAILED, "diverged at step 2", "1.0E20", "try a tenth", "last good");
    Program.single().run("inspect", run.resolve("latest.safetensors")).assertDone();
    assertFalse(Files.exists(run.resolve("round-00.safetensors")));
  }

  @Test
  void namesThatTheLocaleCannotWriteAreRefusedInOneLine() throws Exception {
    Path model = TinyModel.run(folder.resolve("run"));
    Path images = Files.createDirectory(folder.resolve("img"));
    Path plain = Pictures.colour(folder.resolve("plain.png"), 12, 12, 1);
    Path snowman;
    try {
      snowman = images.resolve("\u2603.png");
      Files.move(plain, snowman, StandardCopyOption.ATOMIC_MOVE);
    } catch (java.nio.file.InvalidPathException e) {
      snowman = null;
    }
    assumeTrue(snowman != null, "this JVM's own locale lacks it, too");
    Program ascii = Program.single().env("LC_ALL", "C");

    for (Path data : List.of(images, snowman)) {
      Outcome outcome = ascii.run("evaluate", data, "--model", model);
      // Some systems have UTF-8 names whatever the locale.
      if (outcome.code() != Main.DONE) {
        outcome.assertEnded(
            Main.WRONG_INPUT,
            data.equals(images)
                ? "passed over 1 of names that this locale cannot spell"
                : ".png: ");
      }
    }
  }

  @Test
  void tooLittleMemoryIsSaid() throws Exception {
    Path image = Pictures.colour(folder.resolve("image.png"), 16, 16, 1);
    Path model = TinyModel.run(folder.resolve("run"));
    Path inr = folder.resolve("image.inr");
    CommandLine.run("encode", image, "--model", model, "-o", inr, "--steps", 0).assertDone();

    Path large = folder.resolve("large.png");
    Program little = Program.plain().with("-Xmx32m");
    little.run("decode", inr, "-o", large, "--size", "4000x4000").assertDone();
    little
        .run("encode", large, "--model", model, "-o", folder.resolve("large.inr"), "--steps", 1)
        .assertEnded(Main.FAILED, "not enough memory", "-Xmx");
    assertFalse(Files.exists(folder.resolve("large.inr")));
  }
}
