package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.signal.image.ImageReader;

/** Decoding many encodings, as they were encoded: side by side, resumable. */
class DecodeFolderTest {
  @TempDir Path folder;
  private Path images;
  private Path encodings;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    images = Pictures.folder(folder.resolve("img"), 3, 10);
    Pictures.folder(Files.createDirectories(images.resolve("cats/grey")), 2, 9);
    Path run = TinyModel.run(folder.resolve("run"));
    encodings = folder.resolve("inr");
    out = folder.resolve("out");
    CommandLine.run("encode", images, "--model", run, "-o", encodings, "--steps", 3).assertDone();
  }

  private static Map<String, String> pictures(Path to) throws IOException {
    Map<String, String> tree = new TreeMap<>(FileTree.of(to));
    tree.keySet().removeIf(name -> !name.endsWith(".png"));
    return tree;
  }

  private Outcome decode(Object... options) {
    Object[] words = new Object[4 + options.length];
    System.arraycopy(new Object[] {"decode", encodings, "-o", out}, 0, words, 0, 4);
    System.arraycopy(options, 0, words, 4, options.length);
    return CommandLine.run(words);
  }

  @Test
  void eachIsWhatItWouldBeAlone() throws IOException {
    Outcome outcome = decode("--threads", 3).assertDone();

    assertTrue(outcome.out().contains("decoded 5, skipped 0, failed 0"), outcome::out);
    assertEquals(pictures(images).keySet(), pictures(out).keySet());
    for (String name : pictures(out).keySet()) {
      Path alone = folder.resolve("alone.png");
      Path inr = encodings.resolve(name.replace(".png", ".inr"));
      CommandLine.run("decode", inr, "-o", alone).assertDone();
      assertArrayEquals(Files.readAllBytes(alone), Files.readAllBytes(out.resolve(name)));
      Files.delete(alone);
    }
  }

  /** Differences, whose model lies in the folder above some of them. */
  @Test
  void theModelMayLieAtTheTop() throws IOException {
    Path run = folder.resolve("run");
    Path small = folder.resolve("small");
    CommandLine.run("encode", images, "--model", run, "-o", small, "--effort", "fast").assertDone();
    Path last = Files.move(run, small.resolve("run"));
    encodings = small;

    Outcome outcome = decode().assertDone();

    assertTrue(outcome.out().contains("decoded 5, skipped 0, failed 0"), outcome::out);
    Files.move(last, folder.resolve("elsewhere"));
    out = folder.resolve("none");
    assertTrue(decode().err().contains("decoded 0, skipped 0, failed 5"));
  }

  @Test
  void theSameCommandGoesOn() throws IOException {
    decode().assertDone();
    Map<String, String> all = pictures(out);
    Files.delete(out.resolve("cats/grey/1.png"));
    Files.write(out.resolve("0.png"), new byte[3]);

    Outcome outcome = decode().assertDone();

    assertTrue(outcome.out().contains("decoded 2, skipped 3, failed 0"), outcome::out);
    assertEquals(all, pictures(out));
    Outcome other = decode("--scale", 2);
    assertEquals(Main.WRONG_INPUT, other.code());
    assertTrue(other.message().contains("other options"), other::message);
  }

  @Test
  void aDamagedOneIsToldOfAndPassedOver() throws IOException {
    Files.write(encodings.resolve("1.inr"), new byte[] {1, 2, 3});

    Outcome outcome = decode();

    assertEquals(Main.FAILED, outcome.code());
    assertTrue(outcome.err().contains("1.inr: is not an .inr file"), outcome::err);
    assertTrue(outcome.err().contains("decoded 4, skipped 0, failed 1"), outcome::err);
    assertEquals(4, pictures(out).size());
  }

  @Test
  void originalsAreNotReplaced() throws IOException {
    Map<String, String> before = pictures(images);
    CommandLine.refused(
        folder, List.of("decode", encodings, "-o", images), "0.png: it is there already");
    CommandLine.refused(
        folder, List.of("decode", encodings, "-o", encodings), "folder that is read");
    CommandLine.refused(
        folder,
        List.of("decode", encodings.resolve("0.inr"), encodings.resolve("1.inr"), "-o", images),
        "0.png: it is there already");
    assertEquals(before, pictures(images));
  }

  @Test
  void severalGoIntoAFolder() throws IOException {
    CommandLine.run(
            "decode",
            encodings.resolve("0.inr"),
            encodings.resolve("cats/grey/1.inr"),
            "-o",
            out + "/",
            "--scale",
            2)
        .assertDone();

    assertEquals(List.of("0.png", "1.png"), List.copyOf(pictures(out).keySet()));
    assertEquals(
        ImageReader.read(images.resolve("0.png")).grid().count() * 4,
        ImageReader.read(out.resolve("0.png")).grid().count());
    CommandLine.refused(
        folder,
        List.of("decode", encodings.resolve("0.inr"), encodings.resolve("1.inr"), "-o", "new.png"),
        "new.png: must be a folder");
  }

  @Test
  void aFolderWithoutEncodings() {
    CommandLine.refused(folder, List.of("decode", images, "-o", out), images + ": holds no .inr");
  }
}
