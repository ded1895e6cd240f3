package org.metasparse.cli;

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
  void decodeOnAFolder() {
    CommandLine.refused(
        folder, List.of("decode", inr, "-o", run), "cannot write " + run, "it is a folder");
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
        "existing folder");
  }

  @Test
  void twoImagesUnderOneName() throws IOException {
    Path other = Pictures.folder(folder.resolve("other"), 1, 12).resolve("0.png");

    CommandLine.refused(
        folder,
        List.of("encode", images.resolve("0.png"), other, "--model", run, "-o", folder),
        other.toString(),
        images.resolve("0.png").toString(),
        inr.toString());
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
