package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metasparse.files.JsonObject;
import org.metasparse.format.InrFile;
import org.metasparse.models.ModelNames;
import org.metasparse.train.RunFolder;

/** Compact files as a user makes and reads them. */
class CompactOptionsTest {
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

  private Outcome encode(Object... options) {
    Object[] words = new Object[6 + options.length];
    System.arraycopy(new Object[] {"encode", image, "--model", run, "-o", inr}, 0, words, 0, 6);
    System.arraycopy(options, 0, words, 6, options.length);
    return CommandLine.run(words);
  }

  @Test
  void fewerBitsAreSmaller() throws IOException {
    encode("--standalone").assertDone();
    long floats = Files.size(inr);
    encode("--bits", "16f").assertDone();
    long halves = Files.size(inr);
    String told = encode("--bits", 6).assertDone().out();
    assertTrue(halves < floats && Files.size(inr) < halves);
    assertTrue(told.contains(Files.size(inr) + " bytes"), told);
    assertTrue(CommandLine.run("inspect", inr).assertDone().out().contains("whole steps"));
  }

  @Test
  void lengthAndQualityAreKept() throws IOException {
    encode("--max-bytes", 140, "--standalone").assertDone();
    assertTrue(Files.size(inr) <= 140);
    float psnr = InrFile.read(inr).psnr();
    encode("--min-psnr", psnr - 1, "--standalone").assertDone();
    assertTrue(InrFile.read(inr).psnr() >= psnr - 1);
  }

  @Test
  void aDifferenceIsReadWithItsModelAlone() throws IOException {
    Path out = folder.resolve("out.png");
    encode("--base", run).assertDone();
    long difference = Files.size(inr);
    encode().assertDone();
    assertEquals(difference, Files.size(inr));
    CommandLine.run("decode", inr, "-o", out, "--base", run + "@0")
        .assertEnded(Main.WRONG_INPUT, "another one");
    CommandLine.run("decode", inr, "-o", out, "--base", run).assertDone();
    CommandLine.run("inspect", inr, "--base", run).assertDone();
    byte[] first = Files.readAllBytes(out);
    CommandLine.run("decode", inr, "-o", out, "--base", run + "@1").assertDone();
    assertArrayEquals(first, Files.readAllBytes(out));
    // The model lies beside the file, under the name that the file tells.
    CommandLine.run("decode", inr, "-o", out).assertDone();
    assertArrayEquals(first, Files.readAllBytes(out));
  }

  /** By its name beside the file, under any name in --models, and not at all elsewhere. */
  @Test
  void theModelOfADifferenceIsLookedFor() throws IOException {
    Path out = folder.resolve("out.png");
    encode().assertDone();
    Path models = Files.createDirectory(folder.resolve("models"));
    Path moved = Files.move(run, models.resolve("renamed"));
    CommandLine.run("export", inr, "-o", folder.resolve("out.npz"))
        .assertEnded(Main.WRONG_INPUT, "photo.inr", "model run", "--base", "--models");
    CommandLine.run("decode", inr, "-o", out)
        .assertEnded(Main.WRONG_INPUT, "photo.inr", "model run", "--base", "--models");
    CommandLine.run("inspect", inr)
        .assertEnded(Main.WRONG_INPUT, "photo.inr", "model run", "--base", "--models");
    assertFalse(Files.exists(out));
    Files.writeString(models.resolve("broken.safetensors"), "no model");
    CommandLine.run("decode", inr, "-o", out, "--models", models).assertDone();
    CommandLine.run("inspect", inr, "--models", moved).assertDone();
    CommandLine.run("export", inr, "-o", folder.resolve("x.npz"), "--models", models).assertDone();
    CommandLine.run("decode", inr, "-o", out, "--models", folder.resolve("nowhere"))
        .assertEnded(Main.WRONG_INPUT, "nowhere", "is not a folder of models");
    // Training went on: the file's round is no longer the last, but there.
    Files.copy(moved.resolve("round-00.safetensors"), moved.resolve("round-02.safetensors"));
    CommandLine.run("decode", inr, "-o", out, "--models", models).assertDone();
  }

  /** Of a run's rounds the one that suits; a round that is named stays. */
  @Test
  void theRoundSuitsTheLength() throws IOException {
    Path out = folder.resolve("out.png");
    int dense = RunFolder.model(run + "@0").siren().moved();
    int pruned = RunFolder.model(run + "@1").siren().moved();
    assertTrue(pruned < dense);
    int enough = (int) Math.ceil(dense / 1.6);
    assertEquals(run + "@0", ModelNames.forBytes(run.toString(), enough));
    assertEquals(run + "@1", ModelNames.forBytes(run.toString(), enough - 1));
    assertEquals(run + "@1", ModelNames.forBytes(run.toString(), 1));
    assertEquals(run + "@0", ModelNames.forBytes(run + "@0", 1));
    for (int bytes : new int[] {enough, enough - 1}) {
      encode("--max-bytes", bytes).assertDone();
      assertTrue(Files.size(inr) <= bytes);
      int round = bytes == enough ? 0 : 1;
      CommandLine.run("decode", inr, "-o", out, "--base", run + "@" + (1 - round))
          .assertEnded(Main.WRONG_INPUT, "another one");
      CommandLine.run("decode", inr, "-o", out, "--base", run + "@" + round).assertDone();
    }
  }

  @Test
  void aFileThatStandsAloneNeedsNoModel() throws IOException {
    Path out = folder.resolve("out.png");
    encode("--standalone", "--bits", 8).assertDone();
    Files.move(run, folder.resolve("elsewhere"));
    CommandLine.run("decode", inr, "-o", out).assertDone();
    assertTrue(InrFile.read(inr).psnr() > 0);
  }

  /** Without a model: one of those in the jar, the larger the more there is to be said. */
  @Test
  void picturesNeedNoModel() throws IOException {
    Path out = folder.resolve("out.png");
    Path small = folder.resolve("small.inr");
    String told =
        CommandLine.run("encode", image, "-o", inr, "--effort", "fast").assertDone().out();
    CommandLine.run("encode", image, "-o", small, "--effort", "fast", "--max-bytes", 900)
        .assertDone();
    assertTrue(Files.size(small) <= 900);
    assertTrue(told.contains("21x14"), told);
    CommandLine.run("decode", small, "-o", out).assertDone();
    CommandLine.run("decode", inr, "-o", out).assertDone();
    assertTrue(Files.size(out) > 0);
    assertTrue(CommandLine.run("inspect", inr).assertDone().out().contains("from photo-moves-1k"));
    // By its name, it is the same.
    byte[] chosen = Files.readAllBytes(inr);
    CommandLine.run("encode", image, "-o", inr, "--effort", "fast", "--model", "photo-moves-1k")
        .assertDone();
    assertArrayEquals(chosen, Files.readAllBytes(inr));
    CommandLine.run("encode", image, "-o", inr, "--model", "photo-7k")
        .assertEnded(Main.WRONG_INPUT, "photo-7k", "photo-moves-1k, ");
    Path sound = folder.resolve("x.wav");
    Files.write(sound, new byte[44]);
    CommandLine.run("encode", sound, "-o", inr).assertEnded(Main.WRONG_INPUT, "x.wav", "--model");
  }

  /** Noise has no shorter description: the model for so few points does not suffice. */
  @Test
  void aLargerModelIsTakenWhereOneDoesNotReach() throws IOException {
    Random random = new Random(5);
    BufferedImage noise = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 24 * 24; i++) {
      noise.setRGB(i % 24, i / 24, random.nextInt(1 << 24));
    }
    Path png = folder.resolve("noise.png");
    ImageIO.write(noise, "png", png.toFile());

    CommandLine.run("encode", png, "-o", inr, "--effort", "fast").assertDone();
    assertTrue(CommandLine.run("inspect", inr).assertDone().out().contains("from photo-moves-1k"));
    String reached =
        CommandLine.run("encode", png, "-o", inr, "--effort", "fast", "--min-psnr", 33, "--json")
            .assertDone()
            .out();
    assertTrue(JsonObject.parse("told", reached).getDouble("psnr") >= 33, reached);
    String told = CommandLine.run("inspect", inr).assertDone().out();
    assertTrue(told.contains("from photo-") && !told.contains("from photo-moves-1k"), told);
    CommandLine.run("decode", inr, "-o", folder.resolve("out.png")).assertDone();
  }

  @ParameterizedTest
  @CsvSource({
    "--bits, 3, --bits 3",
    "--bits, 17, --bits 17",
    "--bits, 8f, --bits 8f",
    "--bits, x, --bits x",
    "--max-bytes, 0, --max-bytes 0",
    "--max-bytes, 50, are the least",
    "--min-psnr, 99, are the most",
    "--min-psnr, -1, --min-psnr -1",
    "--base, nowhere, nowhere"
  })
  void whatCannotBeIsRefused(String option, String value, String word) {
    encode(option, value).assertEnded(Main.WRONG_INPUT, word);
    assertFalse(Files.exists(inr));
  }

  @Test
  void optionsThatExcludeEachOtherAreRefused() {
    encode("--bits", 8, "--max-bytes", 900).assertEnded(Main.WRONG_INPUT, "--bits and --max-bytes");
    encode("--bits", "32f", "--base", run).assertEnded(Main.WRONG_INPUT, "--bits 32f");
    encode("--base", run + "@0").assertEnded(Main.WRONG_INPUT, "--base", "other weights");
  }
}
