package org.metasparse.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.files.InputException;

/** What a manifest remembers, whatever has been cut off from it. */
class ManifestTest {
  private static final Map<String, Object> OPTIONS = Map.of("steps", 7);
  private static final List<String> NAMES = List.of("a.png", "cätchen/b.png", "c.png");

  @TempDir Path folder;
  private Path out;
  private List<Item> items;

  @BeforeEach
  void files() throws IOException {
    Path data = folder.resolve("data");
    out = folder.resolve("out");
    items = Item.of(data, NAMES, out);
    for (Item item : items) {
      Files.createDirectories(item.source().getParent());
      Files.createDirectories(item.target().getParent());
      Files.write(item.source(), new byte[10]);
      Files.write(item.target(), new byte[20]);
    }
  }

  private static ManifestEntry done(Item item) {
    return new ManifestEntry(item.name(), null, 10, "4x3", 12, 7, 20, 31.25, 0.1234567);
  }

  private Manifest open() {
    return Manifest.open(out, Shard.WHOLE, OPTIONS);
  }

  private Path file() {
    return out.resolve("manifest.jsonl");
  }

  private void write() {
    try (Manifest manifest = open()) {
      items.forEach(item -> manifest.add(done(item)));
    }
  }

  private List<Item> finished() {
    try (Manifest manifest = open()) {
      return items.stream().filter(manifest::finished).toList();
    }
  }

  @Test
  void aLineEach() throws IOException {
    write();

    assertEquals(
        List.of(
            "{\"manifest\":1,\"steps\":7}",
            "{\"file\":\"a.png\",\"sourceBytes\":10,\"size\":\"4x3\",\"points\":12,"
                + "\"weights\":7,\"bytes\":20,\"psnr\":31.25,\"seconds\":0.123}"),
        Files.readAllLines(file()).subList(0, 2));
    assertEquals(items, finished());
  }

  @Test
  void cutAtEveryByte() throws IOException {
    write();
    byte[] whole = Files.readAllBytes(file());
    int lines = 0;
    for (int length = 0; length <= whole.length; length++) {
      lines += length > 0 && whole[length - 1] == '\n' ? 1 : 0;
      Files.write(file(), Arrays.copyOf(whole, length));
      List<Item> expected = items.subList(0, Math.max(0, lines - 1));
      try (Manifest manifest = open()) {
        for (Item item : items) {
          String where = item + ", cut to " + length;
          assertEquals(expected.contains(item), manifest.finished(item), where);
          if (!manifest.finished(item)) {
            manifest.add(done(item));
          }
        }
      }
      assertEquals(-1, Arrays.mismatch(whole, Files.readAllBytes(file())), "cut to " + length);
    }
    assertEquals(4, lines);
  }

  /** Also where what follows is shorter than the half line that a killed process left. */
  @Test
  void halfALineIsCutOff() throws IOException {
    write();
    byte[] whole = Files.readAllBytes(file());
    Files.writeString(file(), "{\"file\":\"" + "x".repeat(500), StandardOpenOption.APPEND);
    assertEquals(items, finished());
    assertEquals(-1, Arrays.mismatch(whole, Files.readAllBytes(file())));
  }

  /** What failed is tried again, also where neither signal nor encoding have a length. */
  @Test
  void whatFailedIsNotFinished() throws IOException {
    Item empty = items.get(0);
    Files.write(empty.source(), new byte[0]);
    Files.delete(empty.target());
    try (Manifest manifest = open()) {
      manifest.add(ManifestEntry.failed(empty.name(), "it is empty"));
    }
    assertEquals(List.of(), finished());
  }

  @Test
  void onesOwnManifestCountsMost() {
    try (Manifest manifest = Manifest.open(out, new Shard(1, 3), OPTIONS)) {
      manifest.add(ManifestEntry.failed(items.get(0).name(), "it broke"));
    }
    write();
    assertEquals(items, finished());
  }

  @Test
  void whatIsNoManifestIsLeftAlone() throws IOException {
    for (String other : List.of("{\"steps\":7}\n", "# notes\n", "notes", "{}\n")) {
      Files.writeString(file(), other);
      InputException e = assertThrows(InputException.class, this::open);
      assertTrue(e.getMessage().contains("is not a manifest"), e::getMessage);
      assertEquals(other, Files.readString(file()));
    }
  }

  @Test
  void theLastLineCounts() {
    write();
    Item second = items.get(1);
    try (Manifest manifest = open()) {
      manifest.add(ManifestEntry.failed(second.name(), "it broke"));
      assertTrue(manifest.finished(second), "as it was when it was opened");
    }
    assertEquals(List.of(items.get(0), items.get(2)), finished());
    try (Manifest manifest = open()) {
      manifest.add(done(second));
    }
    assertEquals(items, finished());
  }

  @Test
  void lengthsMustBeAsTheyWere() throws IOException {
    write();
    Files.write(items.get(0).source(), new byte[11]);
    Files.write(items.get(1).target(), new byte[19]);
    assertEquals(items.subList(2, 3), finished());
    Files.delete(items.get(2).target());
    assertEquals(List.of(), finished());
  }

  @Test
  void aPerfectEncoding() {
    try (Manifest manifest = open()) {
      manifest.add(
          new ManifestEntry(NAMES.get(0), null, 10, "1x1", 1, 7, 20, Double.POSITIVE_INFINITY, 0));
    }
    assertEquals(items.subList(0, 1), finished());
  }

  @Test
  void shardsReadOneAnothersManifests() throws IOException {
    for (int i = 0; i < 2; i++) {
      try (Manifest manifest = Manifest.open(out, new Shard(i, 3), OPTIONS)) {
        manifest.add(done(items.get(i)));
      }
    }
    // Another process is in the middle of a line.
    Path other = out.resolve("manifest-1-of-3.jsonl");
    Files.writeString(other, Files.readString(other) + "{\"file\":\"c.p");
    byte[] before = Files.readAllBytes(other);

    assertEquals(items.subList(0, 2), finished());
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(other)), "it is not ours");
    InputException e =
        assertThrows(
            InputException.class, () -> Manifest.open(out, new Shard(2, 3), Map.of("steps", 8)));
    assertTrue(e.getMessage().contains("steps is 7 there, 8 here"), e::getMessage);
    assertFalse(Files.exists(out.resolve("manifest-2-of-3.jsonl")));
  }

  @Test
  void oneWriterAtATime() {
    try (Manifest first = open()) {
      assertTrue(
          assertThrows(InputException.class, this::open).getMessage().contains("another process"));
      first.add(done(items.get(0)));
    }
    assertEquals(items.subList(0, 1), finished());
  }

  @Test
  void aLinkToAFolderWillDo() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), out);
    Manifest.open(link, Shard.WHOLE, OPTIONS).close();

    assertTrue(Files.exists(file()));
  }
}
