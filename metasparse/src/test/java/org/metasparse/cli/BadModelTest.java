package org.metasparse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are not there, damaged, or of another shape. */
class BadModelTest {
  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void image() throws IOException {
    image = Pictures.colour(folder.resolve("image.png"), 12, 12, 1);
  }

  /** Every command that takes a model refuses this one. */
  private void refused(Object model, String... words) {
    refusedForImages(model, words);
    CommandLine.refused(folder, List.of("inspect", model), words);
  }

  private void refusedForImages(Object model, String... words) {
    CommandLine.refused(folder, List.of("evaluate", image, "--model", model), words);
    CommandLine.refused(
        folder, List.of("encode", image, "--model", model, "-o", folder.resolve("new.inr")), words);
  }

  @Test
  void noSuchModel() {
    refused(folder.resolve("nowhere"), "nowhere: no such file");
    refused(folder.resolve("nowhere") + "@3", "nowhere@3: no such file");
  }

  @Test
  void aFolderWithoutRounds() {
    refused(folder, folder + ": holds no finished round");
    refused(folder + "@0", folder + ": holds no finished round");
  }

  @Test
  void noSuchRound() throws IOException {
    Path run = TinyModel.run(folder.resolve("run"));
    for (String round : List.of("2", "-1", "last", "1.5", "99999999999")) {
      refused(run + "@" + round, run + "@" + round, "no such round", "0 to 1");
    }
  }

  @Test
  void otherFiles() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.safetensors"));
    Path inr = folder.resolve("image.inr");
    Path model = TinyModel.file(folder.resolve("model.safetensors"), 2, 3);

    refused(empty, empty + ": is an empty file");
    refused(image, image.toString());
    Files.write(inr, new byte[] {1, 2, 3});
    refusedForImages(inr, inr + ": is not an .inr file");
    Path out = folder.resolve("new.png");
    CommandLine.refused(folder, List.of("decode", model, "-o", out), model + ": is not an .inr");
    CommandLine.refused(folder, List.of("decode", empty, "-o", out), empty + ": is an empty");
    CommandLine.refused(
        folder, List.of("decode", folder, "-o", out), "new.png: is the name of a file");
  }

  @Test
  void anotherShape() {
    Path solid = TinyModel.file(folder.resolve("solid.safetensors"), 3, 1);
    Path pairs = TinyModel.file(folder.resolve("pairs.safetensors"), 2, 5);
    Path grey = TinyModel.file(folder.resolve("grey.safetensors"), 2, 1);

    refusedForImages(solid, solid.toString(), "3 -> 8 x 2 -> 1", "2 coordinates");
    refusedForImages(pairs, pairs.toString(), "2 -> 8 x 2 -> 5", "1 to 4 channels");
    CommandLine.refused(
        folder,
        List.of("encode", image, "--model", grey, "-o", folder.resolve("new.inr")),
        grey.toString(),
        "1 channel",
        "image.png has 3");
  }

  @Test
  void aDamagedCheckpoint() throws IOException {
    Path model = TinyModel.file(folder.resolve("model.safetensors"), 2, 3);
    byte[] whole = Files.readAllBytes(model);
    for (byte[] damaged : damagedCopies(whole)) {
      Files.write(model, damaged);
      refused(model, model + ": ");
    }
  }

  @Test
  void aDamagedImageFile() throws IOException {
    Path model = TinyModel.file(folder.resolve("model.safetensors"), 2, 3);
    Path inr = folder.resolve("image.inr");
    CommandLine.run("encode", image, "--model", model, "-o", inr, "--steps", 0).assertDone();
    byte[] whole = Files.readAllBytes(inr);
    for (byte[] damaged : damagedCopies(whole)) {
      Files.write(inr, damaged);
      Path out = folder.resolve("new.png");
      CommandLine.refused(folder, List.of("decode", inr, "-o", out), inr + ": ");
      CommandLine.refused(folder, List.of("inspect", inr), inr + ": ");
    }
  }

  /** Cut or with a byte changed, in some places; the formats' own tests try them all. */
  private static List<byte[]> damagedCopies(byte[] whole) {
    byte[] first = whole.clone();
    byte[] middle = whole.clone();
    byte[] last = whole.clone();
    first[9] ^= 1;
    middle[whole.length / 2] ^= 0x20;
    last[whole.length - 1] ^= (byte) 0xff;
    return List.of(
        first,
        middle,
        last,
        Arrays.copyOf(whole, 1),
        Arrays.copyOf(whole, whole.length / 3),
        Arrays.copyOf(whole, whole.length - 1),
        Arrays.copyOf(whole, whole.length + 1));
  }
}
