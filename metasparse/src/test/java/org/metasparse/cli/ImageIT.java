package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The program with a Java of its own, as {@code -Pimage} builds it. */
@EnabledIfSystemProperty(named = "metasparse.image", matches = ".+")
class ImageIT {
  private static final Path LAUNCHER = Path.of(System.getProperty("metasparse.image", ""));

  @TempDir Path folder;

  private static Program image() {
    // No other Java is in sight.
    return Program.launcher(LAUNCHER).env("JAVA_HOME", "").env("PATH", "/usr/bin:/bin");
  }

  @Test
  void itHasVectorsWithoutAWordOrARestart() throws Exception {
    Outcome outcome = image().run("info", "--json").assertDone();

    assertEquals("simd", outcome.json().getString("kernels"));
    // The one line that no JVM lets go of.
    assertEquals("WARNING: Using incubator modules: jdk.incubator.vector", outcome.err().strip());
  }

  @Test
  void itEncodesAndDecodes() throws Exception {
    Path images = Pictures.folder(folder.resolve("img"), 6, 16);
    Path run = folder.resolve("run");
    Path inr = folder.resolve("0.inr");
    Path out = folder.resolve("out.png");

    image().run(TinyTraining.command(images, run).toArray()).assertDone();
    image().run("encode", images.resolve("0.png"), "--model", run, "-o", inr).assertDone();
    image().run("decode", inr, "-o", out, "--scale", 2).assertDone();

    // To the bits of the jar.
    Path jars = folder.resolve("jars-run");
    Path jarsInr = folder.resolve("jars.inr");
    Path jarsOut = folder.resolve("jars.png");
    Program.single().run(TinyTraining.command(images, jars).toArray()).assertDone();
    Program.single()
        .run("encode", images.resolve("0.png"), "--model", run, "-o", jarsInr)
        .assertDone();
    Program.single().run("decode", jarsInr, "-o", jarsOut, "--scale", 2).assertDone();
    assertEquals(FileTree.checkpoints(jars), FileTree.checkpoints(run));
    assertEquals(-1, Files.mismatch(jarsInr, inr));
    assertEquals(-1, Files.mismatch(jarsOut, out));
  }

  /** The whole demonstration takes a minute; that it trains shows that it has its faces. */
  @Test
  void itsDemonstrationHasItsFaces() throws Exception {
    Program.Running running = image().start("demo", "-o", folder.resolve("demo"));
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(100);
      while (!Files.readString(running.err()).contains("random initialisation: ")) {
        assertTrue(
            running.process().isAlive() && System.nanoTime() < end,
            () -> "no faces: " + running.err());
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } finally {
      running.process().destroyForcibly();
      running.end();
    }
  }

  @Test
  void itIsCalledThroughALinkInAFolderWithASpace() throws Exception {
    Path link = Files.createDirectory(folder.resolve("my programs")).resolve("metasparse");
    Files.createSymbolicLink(link, LAUNCHER);
    Path again = folder.resolve("again");
    Files.createSymbolicLink(again, Path.of("my programs", "metasparse"));

    Outcome outcome = Program.launcher(again).run("--version").assertDone();

    assertTrue(outcome.out().startsWith("metasparse "), outcome::toString);
  }

  @Test
  void signalsReachIt() throws Exception {
    Path images = Pictures.folder(folder.resolve("img"), 6, 16);
    Path run = folder.resolve("run");
    Object[] endless =
        TinyTraining.command(
                images,
                run,
                "--threads",
                1,
                "--dense-steps",
                10_000_000,
                "--checkpoint-seconds",
                "1e-9")
            .toArray();
    Program.Running running = image().start(endless);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(run.resolve("latest.safetensors")) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    Program.Running.signal("TERM", running.process().toHandle());
    Outcome outcome = running.end();

    assertEquals(143, outcome.code(), outcome::toString);
    assertEquals(2, outcome.messages().size(), outcome::err);
    assertTrue(
        outcome.messages().get(1).startsWith("metasparse: stopped in round 0"), outcome::err);
  }
}
