package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a pipe, as a shell joins them. */
class PipeIT {
  @TempDir Path folder;

  /** Runs a line of a shell, in which {@code metasparse} is the program. */
  private Outcome shell(String line) throws IOException, InterruptedException {
    String program =
        Path.of(System.getProperty("java.home"), "bin", "java")
            + " -Djava.io.tmpdir="
            + Files.createDirectories(folder.resolve("tmp"))
            + " -jar "
            + System.getProperty("metasparse.jar");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder("sh", "-c", line.replace("metasparse ", program + " "))
            .directory(folder.toFile())
            .redirectError(err.toFile())
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    int code = process.waitFor();
    return new Outcome(code, "", Files.readString(err));
  }

  @Test
  void aPictureThroughAPipe() throws Exception {
    Pictures.colour(folder.resolve("photo.png"), 24, 17, 3);
    TinyModel.run(folder.resolve("run"));

    shell("metasparse encode photo.png --model run -o file.inr --steps 5").assertDone();
    shell("metasparse decode file.inr -o file.png --scale 2").assertDone();
    Outcome piped =
        shell(
            "cat photo.png | metasparse encode - --model run -o - --steps 5"
                + " | metasparse decode - -o - --scale 2 | cat > piped.png");
    piped.assertDone();

    assertArrayEquals(
        Files.readAllBytes(folder.resolve("file.png")),
        Files.readAllBytes(folder.resolve("piped.png")));
    assertEquals(
        List.of("standard output: 24x17, 52 weights, PSNR", "standard output: 48x34"),
        piped.messages().stream()
            .map(line -> line.replaceFirst("weights, .*", "weights, PSNR"))
            .toList(),
        piped::err);
    try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
      assertEquals(List.of(), left.filter(p -> p.toString().contains("metasparse")).toList());
    }
  }

  @Test
  void whatCannotBeReadIsToldInTheUsersWords() throws Exception {
    Outcome outcome = shell("echo text | metasparse decode - -o x.png");

    assertEquals(Main.WRONG_INPUT, outcome.code());
    assertTrue(
        outcome.message().startsWith("metasparse: standard input: is not an .inr file"),
        outcome::message);
    assertEquals(Main.WRONG_INPUT, shell("echo text | metasparse evaluate - --model run").code());
  }

  /** Some 200 MB of values, 50 MB of samples. */
  @Test
  void aPictureThatIsLargerThanTheMemory() throws Exception {
    Pictures.colour(folder.resolve("photo.png"), 24, 17, 3);
    TinyModel.run(folder.resolve("run"));
    shell("metasparse encode photo.png --model run -o file.inr --steps 5").assertDone();

    shell("JAVA_TOOL_OPTIONS=-Xmx64m metasparse decode file.inr -o big.png --size 4096x4096")
        .assertDone();

    assertTrue(Files.size(folder.resolve("big.png")) > 100_000);
  }
}
