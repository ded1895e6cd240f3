package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Fitting;
import org.metasparse.fit.Protocol;
import org.metasparse.format.CheckpointFile;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.models.ModelFinder;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.train.RunFolder;

class EncodeDecodeTest {
  @TempDir Path folder;
  private Path run;
  private Path image;
  private Path inr;

  @BeforeEach
  void files() throws IOException {
    run = TinyModel.run(folder.resolve("run"));
    image = Pictures.colour(folder.resolve("photo.jpeg"), 21, 14, 3);
    inr = folder.resolve("photo.inr");
  }

  @Test
  void encodesWhatTheLibraryEncodes() {
    CommandLine.run("encode", image, "--model", run + "@0", "-o", inr, "--steps", 7, "--rate", 0.01)
        .assertDone();

    try (Compute compute = Compute.start(1)) {
      EncodedSignal expected =
          Codec.encode(
              CheckpointFile.read(run.resolve("round-00.safetensors")).siren(),
              ImageReader.read(image),
              new Protocol(Protocol.Optimiser.ADAM, 7, 0.01),
              compute);
      assertArrayEquals(InrFile.encode(expected), InrFile.encode(ModelFinder.read(inr)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', normal",
    "--effort fast, fast",
    "--protocol adam100, adam100",
    "--protocol sgd2, sgd2",
  })
  void encodesWithoutNumbersOrByAProtocol(String options, String name) {
    List<Object> words =
        new ArrayList<>(List.of("encode", image, "--model", run, "-o", inr, "--standalone"));
    words.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
    CommandLine.run(words.toArray()).assertDone();

    Fitting fitting = name.matches("normal|fast") ? Effort.of(name) : Protocol.of(name);
    try (Compute compute = Compute.start(1)) {
      EncodedSignal expected =
          Codec.encode(
              RunFolder.model(run.toString()).siren(), ImageReader.read(image), fitting, compute);
      assertArrayEquals(InrFile.encode(expected), InrFile.encode(ModelFinder.read(inr)));
    }
  }

  @Test
  void tellsSizeWeightsQualityAndLength() throws IOException {
    String out = CommandLine.run("encode", image, "--model", run, "-o", inr).assertDone().out();

    int weights = (2 * 8 + 8 * 8 + 8 * 3) / 2;
    String quality = String.format(Locale.ROOT, "%.2f dB", ModelFinder.read(inr).psnr());
    assertEquals(
        inr + ": 21x14, " + weights + " weights, " + quality + ", " + Files.size(inr) + " bytes",
        out.strip());
  }

  @ParameterizedTest
  @CsvSource({
    "21, 14, ''",
    "42, 28, --scale 2",
    "32, 21, --scale 1.5",
    "1, 1, --scale 0.001",
    "5, 9, --size 5x9",
    "300, 1, --size=300x1"
  })
  void decodesAtAnySize(int width, int height, String option) {
    Path out = folder.resolve("out.png");
    CommandLine.run("encode", image, "--model", run, "-o", inr, "--steps", 3).assertDone();
    Object[] command = ("decode " + inr + " -o " + out + " " + option).strip().split(" ");

    String told = CommandLine.run(command).assertDone().out();

    assertEquals(out + ": " + width + "x" + height, told.strip());
    Signal decoded = ImageReader.read(out);
    assertEquals(width, decoded.grid().sizes().get(1));
    assertEquals(height, decoded.grid().sizes().get(0));
    assertEquals(3, decoded.channels());
  }

  @Test
  void decodesTheBytesThatTheLibraryDecodes() throws IOException {
    Path out = folder.resolve("out.png");
    CommandLine.run("encode", image, "--model", run, "-o", inr).assertDone();
    CommandLine.run("decode", inr, "-o", out, "--threads", 2).assertDone();

    try (Compute compute = Compute.start(1)) {
      assertArrayEquals(
          ImageWriter.encode(Codec.decode(ModelFinder.read(inr), compute)),
          Files.readAllBytes(out));
    }
  }

  @Test
  void aGreyImageIsTakenAsColourByAColourModel() throws IOException {
    Path grey = Pictures.grey(folder.resolve("grey.png"), 15, 10);
    CommandLine.run("encode", grey, "--model", run, "-o", inr).assertDone();

    assertEquals(3, ModelFinder.read(inr).channels());
  }

  @Test
  void aGreyImageStaysGreyByAGreyModel() throws IOException {
    Path grey = Pictures.grey(folder.resolve("grey.png"), 15, 10);
    Path model = TinyModel.file(folder.resolve("grey.safetensors"), 2, 1);
    Path out = folder.resolve("out.png");
    CommandLine.run("encode", grey, "--model", model, "-o", inr).assertDone();
    CommandLine.run("decode", inr, "-o", out).assertDone();

    assertEquals(1, ModelFinder.read(inr).channels());
    assertEquals(1, ImageReader.read(out).channels());
  }

  @Test
  void severalImagesGoIntoAFolderWithTheBytesThatEachHasAlone() throws IOException {
    Path images = Pictures.folder(folder.resolve("img"), 2, 10);
    Path out = Files.createDirectory(folder.resolve("out"));
    Path alone = Files.createDirectory(folder.resolve("alone"));
    CommandLine.run(
            "encode",
            images.resolve("0.png"),
            image,
            images.resolve("1.png"),
            "--model",
            run,
            "-o",
            out)
        .assertDone();
    for (Path one : Set.of(images.resolve("0.png"), image, images.resolve("1.png"))) {
      CommandLine.run("encode", one, "--model", run, "-o", alone).assertDone();
    }

    Map<String, String> tree = FileTree.of(out);
    assertEquals(new TreeSet<>(Set.of("", "0.inr", "1.inr", "photo.inr")), tree.keySet());
    assertEquals(tree, FileTree.of(alone));
  }

  @Test
  void imagesArePreparedAsAsked() {
    CommandLine.run("encode", image, "--model", run, "-o", inr, "--crop", 10, "--size", 6)
        .assertDone();

    assertEquals(6, ModelFinder.read(inr).grid().sizes().get(0));
    assertEquals(6, ModelFinder.read(inr).grid().sizes().get(1));
  }

  @Test
  void moreStepsComeCloser() {
    Path worse = folder.resolve("worse.inr");
    CommandLine.run("encode", image, "--model", run, "-o", worse, "--steps", 0).assertDone();
    CommandLine.run("encode", image, "--model", run, "-o", inr, "--rate", "0.003").assertDone();

    float before = ModelFinder.read(worse).psnr();
    float after = ModelFinder.read(inr).psnr();
    assertTrue(after > before + 3, before + " dB, then " + after);
  }

  @Test
  void saysThatANetworkIsSmallForItsImage() throws IOException {
    Path large = Pictures.colour(folder.resolve("large.png"), 80, 60, 3);
    String told =
        CommandLine.run("encode", large, "--model", run, "-o", inr, "--steps", 1)
            .assertDone()
            .err();
    assertTrue(told.contains("52 weights are few for 4800 points"), told);
    told =
        CommandLine.run("encode", image, "--model", run, "-o", inr, "--steps", 1)
            .assertDone()
            .err();
    assertFalse(told.contains("few"), told);
  }
}
