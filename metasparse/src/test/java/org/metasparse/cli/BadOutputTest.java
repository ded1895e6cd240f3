package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that cannot be written where they shall go: told before the work begins. */
class BadOutputTest {
  @TempDir Path folder;
  private Path images;
  private Path run;
  private Path inr;
  private Path file;

  @BeforeEach
  void files() throws IOException {
    images = Pictures.folder(folder.resolve("img"), 3, 12);
    run = TinyModel.run(folder.resolve("run"));
    inr = folder.resolve("0.inr");
    CommandLine.run("encode", images.resolve("0.png"), "--model", run, "-o", inr, "--steps", 0)
        .assertDone();
    file = Files.createFile(folder.resolve("file"));
  }

  /** Commands that write one file refuse this target. */
  private void refusedAsFile(Path out, String... words) {
    CommandLine.refused(
        folder, List.of("encode", images.resolve("0.png"), "--model", run, "-o", out), words);
    CommandLine.refused(folder, List.of("decode", inr, "-o", out), words);
  }

  @Test
  void belowAFile() {
    // Root, as tests in containers are, can write any folder, but there is none below a file.
    Path below = file.resolve("below");

    refusedAsFile(below, "cannot write " + below);
    CommandLine.refused(
        folder, List.of("train", images, "-o", below), below + ": cannot be made a folder");
    CommandLine.refused(folder, List.of("demo", "-o", below), below + ": cannot be made a folder");
  }

  @Test
  void inAFolderThatDoesNotExist() {
    Path out = folder.resolve("nowhere").resolve("file");

    refusedAsFile(out, "cannot write " + out, "folder does not exist");
  }

  @Test
  void inAFolderThatMayNotBeWritten() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assumeTrue(locked.toFile().setWritable(false));
    assumeTrue(!Files.isWritable(locked), "root may write anywhere");
    Path out = locked.resolve("file");

    refusedAsFile(out, "cannot write " + out);
    CommandLine.refused(folder, List.of("train", images, "-o", out), out + ": cannot be made");
    CommandLine.refused(folder, List.of("demo", "-o", locked), locked + ": cannot be written");
  }

  @Test
  void onAFile() {
    CommandLine.refused(folder, List.of("train", images, "-o", file), file.toString());
    CommandLine.refused(folder, List.of("demo", "-o", file), file.toString());
  }

  @Test
  void onADevice() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device));

    refusedAsFile(device, "cannot write " + device, "not a regular file");
  }

  @Test
  void whatAFolderReceivesReplacesNothing() {
    CommandLine.run("decode", inr, "-o", folder).assertDone();
    assertTrue(Files.exists(folder.resolve("0.png")));

    CommandLine.refused(
        folder,
        List.of("decode", inr, "-o", folder),
        "cannot write " + folder.resolve("0.png"),
        "there already");
  }

  @Test
  void onAnInput() throws IOException {
    Path model = run.resolve("round-00.safetensors");
    Path link = Files.createSymbolicLink(folder.resolve("link.inr"), inr);
    Path hard = Files.createLink(folder.resolve("hard.inr"), inr);
    Path around = folder.resolve("img").resolve("..").resolve("0.inr");
    for (Path out : List.of(inr, link, hard, around)) {
      CommandLine.refused(
          folder,
          List.of("encode", images.resolve("0.png"), "--model", inr, "-o", out),
          "cannot write " + out,
          "replace " + inr);
    }
    CommandLine.refused(
        folder, List.of("import", model, "--omega", 30, "-o", model), "replace " + model);
    CommandLine.refused(folder, List.of("export", run + "@1", "-o", model), "replace " + model);
    Path png = Files.copy(images.resolve("0.png"), folder.resolve("page.html"));
    CommandLine.refused(folder, List.of("export", inr, "--with", png, "-o", png), "replace " + png);
  }

  @Test
  void onAFileThatIsWriteProtected() throws IOException {
    Path out = Files.createFile(folder.resolve("kept.inr"));
    assumeTrue(out.toFile().setWritable(false));

    CommandLine.refused(
        folder,
        List.of("encode", images.resolve("0.png"), "--model", run, "-o", out),
        "cannot write " + out,
        "write-protected");
    assertEquals(0, Files.size(out));
  }

  @Test
  void underAnUnfamiliarName() {
    Path image = images.resolve("0.png");
    Path out = folder.resolve("new.dat");
    CommandLine.refused(
        folder, List.of("encode", image, "--model", run, "-o", out), out.toString(), ".inr");
    CommandLine.refused(folder, List.of("decode", inr, "-o", out), out.toString(), ".png");
    CommandLine.refused(folder, List.of("export", inr, "-o", out), out.toString(), ".npz");
    CommandLine.refused(folder, List.of("inspect", inr, "--svg", out), out.toString(), ".svg");
    CommandLine.refused(folder, List.of("explain", run, "-o", out), out.toString(), ".html");
    CommandLine.refused(
        folder, List.of("import", inr, "--omega", 1, "-o", out), out.toString(), ".safetensors");
  }

  /** It was written to a temporary file, of which nobody heard again. */
  @Test
  void standardOutputOfACommandThatDoesNotWriteThere() {
    Path model = run.resolve("round-00.safetensors");
    for (List<Object> command :
        List.<List<Object>>of(
            List.of("import", model, "--omega", 30, "-o", "-"),
            List.of("explain", run, "-o", "-"),
            List.of("inspect", inr, "--svg", "-"))) {
      CommandLine.refused(folder, command, " -: is for encode, decode and export");
    }
  }

  @Test
  void aSlashMakesAFolder() {
    String out = folder.resolve("fresh") + "/";
    CommandLine.run("encode", images.resolve("0.png"), "--model", run, "-o", out, "--steps", 0)
        .assertDone();
    CommandLine.run("decode", folder.resolve("fresh").resolve("0.inr"), "-o", out).assertDone();

    assertTrue(Files.exists(folder.resolve("fresh").resolve("0.png")));
  }

  @Test
  void decodeUnderAnotherFormatsName() {
    Path out = folder.resolve("image.JPG");

    CommandLine.refused(folder, List.of("decode", inr, "-o", out), out.toString(), ".png");
  }

  @Test
  void severalImagesInOneFile() {
    CommandLine.refused(
        folder,
        List.of(
            "encode",
            images.resolve("0.png"),
            images.resolve("1.png"),
            "--model",
            run,
            "-o",
            folder.resolve("new.inr")),
        "new.inr",
        "folder",
        "slash");
  }

  @Test
  void twoImagesUnderOneName() throws IOException {
    Path other = Pictures.folder(folder.resolve("other"), 1, 12).resolve("0.png");

    CommandLine.refused(
        folder,
        List.of("encode", images.resolve("0.png"), other, "--model", run, "-o", folder),
        other.toString(),
        images.resolve("0.png").toString(),
        "0.png.inr");
  }

  @Test
  void aTrainingInAFolderOfOtherThings() {
    CommandLine.refused(
        folder, List.of("train", images, "-o", images), images.toString(), "holds no run");
  }

  @Test
  void standardOutputThatCannotBeWritten() {
    PrintStream broken =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("no space left");
              }
            },
            true,
            StandardCharsets.UTF_8);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);

    int code = Main.run(new String[] {"info"}, new Terminal(broken, printed, false));

    new Outcome(code, "", err.toString(StandardCharsets.UTF_8))
        .assertEnded(Main.FAILED, "standard output cannot be written");
  }
}
