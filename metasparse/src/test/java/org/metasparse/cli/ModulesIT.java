package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program run from its modules instead of from one jar. */
class ModulesIT {
  private static final String VECTORS = "jdk.incubator.vector";
  private static final String FACES = "org.metasparse.testdata";

  private static Program modules() {
    return Program.modules(System.getProperty("metasparse.modules"));
  }

  @Test
  void vectorsCanBeGivenOrAreFetched() throws Exception {
    Outcome given = modules().with("--add-modules", VECTORS).run("info", "--json").assertDone();
    assertEquals("simd", given.json().getString("kernels"));
    assertTrue(!given.err().contains("restarted"), given::err);

    Outcome fetched = modules().run("info", "--json").assertDone();
    assertEquals("simd", fetched.json().getString("kernels"));
    assertTrue(fetched.err().contains("restarted"), fetched::err);
  }

  @Test
  void encodesAndDecodes(@TempDir Path folder) throws Exception {
    Path image = Pictures.colour(folder.resolve("image.png"), 12, 12, 1);
    Path run = TinyModel.run(folder.resolve("run"));
    Path inr = folder.resolve("image.inr");
    Program program = modules().with("--add-modules", VECTORS);

    program.run("encode", image, "--model", run, "-o", inr, "--steps", 3).assertDone();
    program.run("decode", inr, "-o", folder.resolve("out.png")).assertDone();
  }

  /** That it finds the faces when they are there, ImageIT shows. */
  @Test
  void theDemonstrationAsksForItsFaces(@TempDir Path folder) throws Exception {
    modules()
        .with("--add-modules", VECTORS)
        .run("demo", "-o", folder)
        .assertEnded(Main.WRONG_INPUT, "faces", "--add-modules " + FACES);
  }
}
