package org.metasparse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are not there, damaged, or too small: each command names the file and stops. */
class BadImageTest {
  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void model() throws IOException {
    run = TinyModel.run(folder.resolve("run"));
  }

  /** Every command that reads images refuses this path. */
  private void refused(Path data, String... words) {
    Path out = folder.resolve("new");
    CommandLine.refused(folder, List.of("train", data, "-o", out, "--batch", 1), words);
    CommandLine.refused(folder, List.of("evaluate", data, "--model", run), words);
    CommandLine.refused(
        folder, List.of("encode", data, "--model", run, "-o", folder.resolve("new.inr")), words);
  }

  @Test
  void noSuchFile() {
    refused(folder.resolve("nowhere.png"), "nowhere.png: no such file");
  }

  @Test
  void aFolderWithoutImages() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.writeString(empty.resolve("notes.txt"), "no image");
    String[] words = {empty + ": holds no image", ".png"};

    CommandLine.refused(folder, List.of("train", empty, "-o", folder.resolve("new")), words);
    CommandLine.refused(folder, List.of("evaluate", empty, "--model", run), words);
    CommandLine.refused(
        folder, List.of("encode", empty, "--model", run, "-o", folder.resolve("new")), words);
  }

  @Test
  void anEmptyFile() throws IOException {
    refused(Files.createFile(folder.resolve("empty.png")), "empty.png: is an empty file");
  }

  @Test
  void noImageAtAll() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "To whom it may concern");

    refused(text, "text.png: is not an image", "PNG or JPEG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void aTruncatedImage(String type) throws IOException {
    Path image = Pictures.colour(folder.resolve("cut." + type), 40, 30, 1);
    byte[] whole = Files.readAllBytes(image);
    for (double part : new double[] {0.1, 0.5, 0.9}) {
      Files.write(image, Arrays.copyOf(whole, (int) (part * whole.length)));
      refused(image, "cut." + type + ": ");
    }
  }

  @Test
  void anImageSmallerThanTheCrop() throws IOException {
    Path image = Pictures.colour(folder.resolve("small.png"), 40, 15, 1);
    String[] words = {"small.png", "40 x 15", "smaller than the crop of 16 x 16"};
    Path out = folder.resolve("new");

    CommandLine.refused(
        folder, List.of("train", image, "-o", out, "--batch", 1, "--crop", 16), words);
    CommandLine.refused(folder, List.of("evaluate", image, "--model", run, "--crop", 16), words);
    CommandLine.refused(
        folder,
        List.of("encode", image, "--model", run, "-o", folder.resolve("new.inr"), "--crop", 16),
        words);
  }

  @Test
  void aBadImageInTheMiddleOfAFolderIsNamed() throws IOException {
    Path images = Pictures.folder(folder.resolve("img"), 5, 12);
    Pictures.folder(images.resolve("class"), 2, 12);
    Path bad = images.resolve("class").resolve("1.png");
    Files.write(bad, Arrays.copyOf(Files.readAllBytes(bad), 60));

    CommandLine.refused(
        folder, List.of("train", images, "-o", folder.resolve("new"), "--strict"), bad.toString());
    CommandLine.refused(folder, List.of("evaluate", images, "--model", run), bad.toString());
  }

  @Test
  void aBadImageOfSeveralIsNoticedBeforeTheFirstIsEncoded() throws IOException {
    Path images = Pictures.folder(folder.resolve("img"), 3, 12);
    Path bad = Files.writeString(images.resolve("1.png"), "no image");
    Path out = Files.createDirectory(folder.resolve("out"));

    CommandLine.refused(
        folder,
        List.of(
            "encode",
            images.resolve("0.png"),
            bad,
            images.resolve("2.png"),
            "--model",
            run,
            "-o",
            out),
        bad.toString());
  }

  @Test
  void heldOutImagesAreLookedAtBeforeTheTrainingBegins() throws IOException {
    Path images = Pictures.folder(folder.resolve("img"), 3, 12);
    Path bad = Files.writeString(folder.resolve("bad.png"), "no image");

    CommandLine.refused(
        folder, List.of("train", images, "-o", folder.resolve("new"), "--val", bad), "bad.png");
  }
}
