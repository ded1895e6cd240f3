package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.files.JsonObject;
import org.metasparse.files.Sha256;
import org.metasparse.format.InrFile;

/** A whole folder: what is written, skipped, reported, and gone on from. */
class EncodeFolderTest {
  private static final List<String> NAMES =
      List.of("0.png", "1.png", "2.png", "cats/0.png", "cats/1.png", "dogs/photo.jpg");

  @TempDir Path folder;
  private Path images;
  private Path run;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    images = Pictures.folder(folder.resolve("img"), 3, 10);
    Pictures.folder(images.resolve("cats"), 2, 9);
    Pictures.colour(Files.createDirectory(images.resolve("dogs")).resolve("photo.jpg"), 21, 14, 3);
    run = TinyModel.run(folder.resolve("run"));
    out = folder.resolve("a").resolve("out");
  }

  private List<Object> command(Path to, Object... options) {
    List<Object> words = new ArrayList<>(List.of("encode", images, "--model", run, "-o", to));
    List<Object> more = List.of(options);
    if (!more.contains("--steps")) {
      words.addAll(List.of("--steps", 3));
    }
    words.addAll(more);
    return words;
  }

  private Outcome encode(Path to, Object... options) {
    return CommandLine.run(command(to, options).toArray());
  }

  private Path manifest() {
    return out.resolve("manifest.jsonl");
  }

  private static List<JsonObject> lines(Path manifest) throws IOException {
    return Files.readAllLines(manifest).stream().map(l -> JsonObject.parse("line", l)).toList();
  }

  /** The files that a manifest tells of, in its order. */
  private static List<String> told(Path manifest) throws IOException {
    return lines(manifest).stream().skip(1).map(l -> l.getString("file")).toList();
  }

  /** The encodings below a folder. */
  private static Map<String, String> encodings(Path to) throws IOException {
    Map<String, String> tree = new TreeMap<>(FileTree.of(to));
    tree.keySet().removeIf(name -> !name.endsWith(".inr"));
    return tree;
  }

  private Path damaged(String name) throws IOException {
    Path image = images.resolve(name);
    Files.write(image, Arrays.copyOf(Files.readAllBytes(image), 60));
    return image;
  }

  @Test
  void eachImageBecomesAFileInTheSameSubFolder() throws IOException {
    Outcome outcome = encode(out).assertDone();

    assertEquals(manifest() + ": encoded 6, skipped 0, failed 0", outcome.out().strip());
    assertEquals(
        new TreeSet<>(
            List.of(
                "",
                ".manifest.jsonl.lock",
                "0.inr",
                "1.inr",
                "2.inr",
                "cats",
                "cats/0.inr",
                "cats/1.inr",
                "dogs",
                "dogs/photo.inr",
                "manifest.jsonl")),
        FileTree.of(out).keySet());
  }

  @Test
  void theBytesThatEachImageHasAlone() throws IOException {
    encode(out).assertDone();

    for (String name : NAMES) {
      Path alone = folder.resolve("alone.inr");
      CommandLine.run("encode", images.resolve(name), "--model", run, "-o", alone, "--steps", 3)
          .assertDone();
      Path inr = out.resolve(name.substring(0, name.lastIndexOf('.')) + ".inr");
      assertArrayEquals(Files.readAllBytes(alone), Files.readAllBytes(inr), name);
    }
  }

  @Test
  void theManifestTellsOptionsAndThenEachFileInOrder() throws IOException {
    encode(out, "--rate", 0.01, "--crop", 8).assertDone();
    List<JsonObject> lines = lines(manifest());

    JsonObject header = lines.get(0);
    assertEquals(1, header.getInt("manifest"));
    assertEquals(Version.TEXT, header.getString("version"));
    Path model = run.resolve("round-01.safetensors");
    assertEquals(Sha256.hex(Files.readAllBytes(model)), header.getString("model"));
    assertEquals("adam", header.getString("optimiser"));
    assertEquals(3, header.getInt("steps"));
    assertEquals(0.01, header.getDouble("rate"));
    assertEquals(8, header.getInt("crop"));
    assertEquals(NAMES, told(manifest()));
    JsonObject photo = lines.get(6);
    Path inr = out.resolve("dogs/photo.inr");
    assertEquals(Files.size(inr), photo.getLong("bytes"));
    assertEquals(Files.size(images.resolve("dogs/photo.jpg")), photo.getLong("sourceBytes"));
    assertEquals(InrFile.read(inr).psnr(), (float) photo.getDouble("psnr"));
    assertEquals("8x8", photo.getString("size"));
    assertTrue(photo.getDouble("seconds") >= 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void theSameOnAnyNumberOfThreads(int threads) throws IOException {
    encode(out, "--threads", 1).assertDone();
    Path other = folder.resolve("other");
    encode(other, "--threads", threads).assertDone();

    assertEquals(encodings(out), encodings(other));
    assertEquals(NAMES, told(other.resolve("manifest.jsonl")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 9})
  void shardsTogetherAreTheWhole(int n) throws IOException {
    encode(out).assertDone();
    Path sharded = folder.resolve("sharded");
    List<String> told = new ArrayList<>();
    for (int i = n - 1; i >= 0; i--) {
      encode(sharded, "--shard", i + "/" + n).assertDone();
      String name = n == 1 ? "manifest.jsonl" : "manifest-" + i + "-of-" + n + ".jsonl";
      told.addAll(told(sharded.resolve(name)));
    }

    assertEquals(encodings(out), encodings(sharded));
    told.sort(null);
    assertEquals(NAMES, told);
    String skipped = encode(sharded).assertDone().out();
    assertTrue(skipped.contains("encoded 0, skipped 6, failed 0"), skipped);
  }

  @Test
  void whatIsFinishedIsSkipped() throws IOException {
    encode(out).assertDone();
    Map<String, String> before = FileTree.of(out);
    var time = Files.getLastModifiedTime(out.resolve("0.inr"));

    assertTrue(encode(out).assertDone().out().contains("encoded 0, skipped 6, failed 0"));

    assertEquals(before, FileTree.of(out));
    assertEquals(time, Files.getLastModifiedTime(out.resolve("0.inr")));
  }

  @Test
  void whatIsMissingOrOfAnotherLengthIsEncodedAgain() throws IOException {
    encode(out).assertDone();
    Map<String, String> before = encodings(out);
    Files.delete(out.resolve("1.inr"));
    Files.write(out.resolve("cats/1.inr"), new byte[] {1}, StandardOpenOption.APPEND);

    String told = encode(out).assertDone().out();

    assertTrue(told.contains("encoded 2, skipped 4, failed 0"), told);
    assertEquals(before, encodings(out));
    assertEquals(List.of("1.png", "cats/1.png"), told(manifest()).subList(6, 8));
  }

  @Test
  void newAndReplacedImagesAreEncoded() throws IOException {
    encode(out).assertDone();
    Pictures.colour(images.resolve("1.png"), 30, 10, 4);
    Pictures.colour(images.resolve("cats/new.png"), 8, 8, 5);

    String told = encode(out).assertDone().out();

    assertTrue(told.contains("encoded 2, skipped 5, failed 0"), told);
    assertEquals(30, InrFile.read(out.resolve("1.inr")).grid().sizes().get(1));
  }

  /**
   * As a kill leaves it: the files are there, of the manifest any part. ManifestTest cuts at every
   * byte.
   */
  @Test
  void goesOnFromAManifestThatIsCut() throws IOException {
    images = images.resolve("cats");
    List<String> names = List.of("0.png", "1.png");
    encode(out).assertDone();
    Map<String, String> before = encodings(out);
    String whole = Files.readString(manifest());
    int header = whole.indexOf('\n') + 1;
    int first = whole.indexOf('\n', header) + 1;
    int[] lengths = {0, 9, header - 1, header, first - 1, first, first + 9, whole.length() - 1};
    for (int length : lengths) {
      Files.writeString(manifest(), whole.substring(0, length));
      int skipped = length < first ? 0 : 1;

      String told = encode(out).assertDone().out();

      assertTrue(
          told.contains("encoded " + (2 - skipped) + ", skipped " + skipped + ", failed 0"),
          "cut to " + length + ": " + told);
      assertEquals(names, told(manifest()), "cut to " + length);
      assertEquals(before, encodings(out));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--steps 4, steps is 3 there; 4 here",
    "--rate 0.5, rate is 0.0001 there; 0.5 here",
    "--crop 5, crop is -1 there; 5 here",
    "--size 5, size is 0 there; 5 here",
    "--short-side 5, shortSide is 0 there; 5 here",
    "--bits 8, bits is 32f there; 8.0 here",
    "--bits 16f, bits is 32f there; 16f here",
    "--max-bytes 900, bits is 32f there; not set here",
    "--min-psnr 7.5, bits is 32f there; not set here",
  })
  void otherOptionsAreRefused(String options, String difference) {
    encode(out).assertDone();
    String[] words = {manifest().toString(), difference.replace(';', ','), "another --out"};

    CommandLine.refused(folder, command(out, (Object[]) options.split(" ")), words);
    List<Object> shard = new ArrayList<>(command(out, (Object[]) options.split(" ")));
    shard.addAll(List.of("--shard", "1/2"));
    CommandLine.refused(folder, shard, words);
  }

  @Test
  void anotherModelIsRefused() {
    encode(out).assertDone();

    CommandLine.refused(
        folder,
        List.of("encode", images, "--model", run + "@0", "-o", out, "--steps", 3),
        "model is ",
        "another --out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"my own notes", "my own notes\n", "{\"file\":\"a\"}\n", "{\"manifest\":2}\n"})
  void somethingElseOfTheManifestsNameIsLeftAlone(String text) throws IOException {
    Files.createDirectories(out);
    Files.writeString(manifest(), text);

    CommandLine.refused(folder, command(out), manifest().toString(), "another --out");
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    encode(out).assertDone();
    List<String> lines = new ArrayList<>(Files.readAllLines(manifest()));
    lines.set(3, "{\"file\":17}");
    Files.write(manifest(), lines);

    CommandLine.refused(folder, command(out), manifest() + ": line 4", "\"file\"");
  }

  @Test
  void aManifestThatIsBeingWrittenIsLeftAlone() throws IOException {
    encode(out).assertDone();
    try (FileChannel other =
        FileChannel.open(out.resolve(".manifest.jsonl.lock"), StandardOpenOption.WRITE)) {
      other.lock();
      CommandLine.refused(folder, command(out), manifest().toString(), "another process");
    }
    encode(out).assertDone();
  }

  @Test
  void badImagesAreReportedPassedOverAndTriedAgain() throws IOException {
    byte[] good = Files.readAllBytes(images.resolve("1.png"));
    Path first = damaged("1.png");
    Path second = damaged("dogs/photo.jpg");

    Outcome outcome = encode(out, "--threads", 3);

    assertEquals(Main.FAILED, outcome.code(), outcome::toString);
    assertEquals("", outcome.out());
    List<String> messages = outcome.messages();
    assertEquals(3, messages.size(), outcome::err);
    assertTrue(messages.get(0).startsWith("metasparse: " + first + ": "), outcome::err);
    assertTrue(messages.get(1).startsWith("metasparse: " + second + ": "), outcome::err);
    assertEquals("metasparse: encoded 4, skipped 0, failed 2; see " + manifest(), messages.get(2));
    assertEquals(NAMES, told(manifest()));
    String error = lines(manifest()).get(2).getString("error");
    assertEquals(messages.get(0), "metasparse: " + error);
    assertFalse(Files.exists(out.resolve("1.inr")));

    Files.write(first, good);
    Outcome again = encode(out);

    assertEquals(Main.FAILED, again.code());
    assertTrue(again.err().contains("encoded 1, skipped 4, failed 1"), again::err);
    assertTrue(Files.exists(out.resolve("1.inr")));

    Files.delete(second);
    assertTrue(encode(out).assertDone().out().contains("encoded 0, skipped 5, failed 0"));
  }

  @Test
  void strictStopsAtTheFirstBadImage() throws IOException {
    Path bad = damaged("2.png");
    damaged("cats/1.png");

    encode(out, "--strict", "--threads", 2).assertEnded(Main.WRONG_INPUT, bad + ": ");

    List<String> told = told(manifest());
    assertEquals(NAMES.subList(0, told.size()), told);
    assertTrue(3 <= told.size() && told.size() <= 4, told::toString);
    Pictures.colour(bad, 10, 10, 2);
    Pictures.colour(images.resolve("cats/1.png"), 9, 9, 1);
    encode(out, "--strict").assertDone();
    Path other = folder.resolve("other");
    encode(other).assertDone();
    assertEquals(encodings(other), encodings(out));
  }

  @Test
  void aFitThatDivergesIsABadImage() throws IOException {
    Outcome outcome = encode(out, "--rate", "1e30");

    assertEquals(Main.FAILED, outcome.code());
    assertEquals(7, outcome.messages().size(), outcome::err);
    assertTrue(outcome.err().contains("0.png: the fit diverged at a rate of 1.0E30"), outcome::err);
    assertTrue(outcome.err().contains("encoded 0, skipped 0, failed 6"), outcome::err);
    assertEquals(Map.of(), encodings(out));
  }

  @Test
  void twoImagesOfOneNameKeepTheirEndings() throws IOException {
    Pictures.colour(images.resolve("cats/1.jpg"), 9, 9, 7);

    encode(out).assertDone();

    assertEquals(7, encodings(out).size());
    assertTrue(encodings(out).keySet().containsAll(List.of("cats/1.jpg.inr", "cats/1.png.inr")));
  }

  @Test
  void foldersInFoldersAreEncodedAndWhatIsPassedOverIsCounted() throws IOException {
    Path deep = Files.createDirectories(images.resolve("a/b/c/d"));
    Pictures.colour(deep.resolve("deep.png"), 7, 7, 3);
    Files.writeString(deep.resolve("notes.txt"), "no image");
    Files.writeString(images.resolve("x.heic"), "no image that the JDK reads");
    Files.writeString(images.resolve("y.HEIC"), "no image that the JDK reads");

    Outcome outcome = encode(out).assertDone();

    assertTrue(encodings(out).containsKey("a/b/c/d/deep.inr"));
    assertEquals(
        List.of("metasparse: " + images + ": passed over what is no image: 2 .heic, 1 .txt"),
        outcome.messages());
  }

  @Test
  void outputsThatCannotBe() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    CommandLine.refused(folder, command(file), file + ": cannot be made a folder");
    CommandLine.refused(folder, command(file.resolve("below")), "cannot be made a folder");
    CommandLine.refused(
        folder, command(folder.resolve("new.inr")), "new.inr: is the name of a file", "folder");
  }

  /** What cannot be written ends the command at once, and it can be gone on from. */
  @Test
  void anEncodingThatCannotBeWritten() throws IOException {
    Path obstacle = Files.createDirectories(out.resolve("cats/0.inr"));

    encode(out, "--threads", 1)
        .assertEnded(Main.WRONG_INPUT, "cannot write " + obstacle, "it is a folder");

    assertEquals(NAMES.subList(0, 3), told(manifest()));
    Files.delete(obstacle);
    assertTrue(encode(out).assertDone().out().contains("encoded 3, skipped 3, failed 0"));
  }

  @Test
  void wrongUsage() {
    Path image = images.resolve("0.png");
    CommandLine.refused(
        folder,
        List.of("encode", image, images, "--model", run, "-o", out),
        images + ": is a folder; give it alone");
    CommandLine.refused(
        folder,
        List.of("encode", image, "--model", run, "-o", folder.resolve("n.inr"), "--shard", "0/2"),
        "--shard is for a folder");
    CommandLine.refused(folder, command(out, "--shard", "2/2"), "--shard 2/2", "0 to n - 1");
    CommandLine.refused(folder, command(out, "--shard", "half"), "--shard 'half'", "0 to n - 1");
  }
}
