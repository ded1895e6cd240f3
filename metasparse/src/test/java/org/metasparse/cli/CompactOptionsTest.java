package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metasparse.format.InrFile;

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
    encode().assertDone();
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
    encode("--max-bytes", 140).assertDone();
    assertTrue(Files.size(inr) <= 140);
    float psnr = InrFile.read(inr).psnr();
    encode("--min-psnr", psnr - 1).assertDone();
    assertTrue(InrFile.read(inr).psnr() >= psnr - 1);
  }

  @Test
  void aDifferenceIsReadWithItsModelAlone() throws IOException {
    Path out = folder.resolve("out.png");
    encode("--base", run).assertDone();
    CommandLine.run("decode", inr, "-o", out)
        .assertEnded(Main.WRONG_INPUT, "photo.inr", "model run", "--base");
    CommandLine.run("inspect", inr)
        .assertEnded(Main.WRONG_INPUT, "photo.inr", "model run", "--base");
    assertFalse(Files.exists(out));
    CommandLine.run("decode", inr, "-o", out, "--base", run + "@0")
        .assertEnded(Main.WRONG_INPUT, "another one");
    CommandLine.run("decode", inr, "-o", out, "--base", run).assertDone();
    CommandLine.run("inspect", inr, "--base", run).assertDone();
    byte[] first = Files.readAllBytes(out);
    CommandLine.run("decode", inr, "-o", out, "--base", run + "@1").assertDone();
    assertArrayEquals(first, Files.readAllBytes(out));
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
