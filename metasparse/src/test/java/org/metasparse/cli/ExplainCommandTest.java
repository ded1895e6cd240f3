package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain} writes one page, and says what it cannot explain. */
class ExplainCommandTest {
  @TempDir Path folder;

  @Test
  void writesAPage() throws IOException {
    Path run = TinyModel.run(folder.resolve("run"));
    Path out = folder.resolve("page.html");

    Outcome outcome = CommandLine.run("explain", run, "-o", out).assertDone();

    assertEquals(out + ": open it in a browser\n", outcome.out());
    String page = Files.readString(out);
    assertTrue(page.startsWith("<!DOCTYPE html>") && page.contains("<b>run</b>"));
    assertTrue(Files.size(out) < 2_000_000);
  }

  @Test
  void takesPicturesThatAreGiven() throws IOException {
    Path run = TinyModel.run(folder.resolve("run"));
    Path data = Files.createDirectory(folder.resolve("data"));
    for (int i = 0; i < 3; i++) {
      Pictures.colour(data.resolve("mine-" + i + ".png"), 12, 12, i);
    }
    Path out = folder.resolve("page.html");
    CommandLine.run("explain", run, "-o", out, "--data", data).assertDone();
    assertTrue(Files.readString(out).contains("mine-0.png"));

    Files.delete(data.resolve("mine-2.png"));
    CommandLine.refused("explain " + run + " -o " + out + " --data " + data, "2 signals");
  }

  @Test
  void refusesWhatItCannotExplain() throws IOException {
    Path out = folder.resolve("page.html");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path file = TinyModel.file(folder.resolve("model.safetensors"), 2, 3);
    CommandLine.refused("explain " + empty + " -o " + out, "no finished round");
    CommandLine.refused("explain " + file + " -o " + out, "no folder");
    Path untold = Files.createDirectory(folder.resolve("untold"));
    Files.move(file, untold.resolve("round-00.safetensors"));
    CommandLine.refused("explain " + untold + " -o " + out, "how it was trained");
    CommandLine.refused("explain " + empty, "--out");
  }
}
