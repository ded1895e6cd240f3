package org.metasparse.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.testing.TestFiles.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path folder;

  private List<Path> listing() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void replacesAFileAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("file");
    AtomicFiles.write(file, new byte[] {1, 2, 3});
    AtomicFiles.write(file, new byte[] {4});
    assertArrayEquals(new byte[] {4}, Files.readAllBytes(file));
    assertEquals(List.of(file), listing());
  }

  /** Whoever has the old file keeps all of it: no byte is written into it. */
  @Test
  void theOldFileIsNotWrittenInto() throws IOException {
    Path file = folder.resolve("file");
    AtomicFiles.write(file, new byte[] {1, 2, 3});
    Path old = folder.resolve("old");
    try {
      Files.createLink(old, file);
    } catch (UnsupportedOperationException | IOException e) {
      Assumptions.abort("no links here: " + e);
    }
    AtomicFiles.write(file, new byte[] {4});
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(old));
    assertArrayEquals(new byte[] {4}, Files.readAllBytes(file));
  }

  @Test
  void leavesNoTemporaryFileWhenTheRenamingFails() throws IOException {
    // Longer than file systems allow: the temporary file can be written but not renamed.
    Path file = folder.resolve("x".repeat(300));
    assertRefused(() -> AtomicFiles.write(file, new byte[] {1}), "cannot write " + file);
    assertEquals(List.of(), listing());
  }

  @Test
  void refusesFoldersAndMissingFolders() throws IOException {
    assertRefused(() -> AtomicFiles.write(folder, new byte[1]), folder.toString(), "is a folder");
    Path inner = folder.resolve("missing").resolve("file");
    assertRefused(() -> AtomicFiles.write(inner, new byte[1]), inner.toString(), "folder");
    assertEquals(List.of(), listing());
  }

  @Test
  void refusesDevices() {
    Path device = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.exists(device), "a system without /dev/null");
    assertRefused(() -> AtomicFiles.write(device, new byte[1]), "not a regular file");
    assertTrue(Files.exists(device) && !Files.isRegularFile(device));
  }

  @Test
  void keepsASymbolicLink() throws IOException {
    Path file = folder.resolve("file");
    Files.write(file, new byte[] {1});
    Path link = folder.resolve("link");
    try {
      Files.createSymbolicLink(link, file);
    } catch (UnsupportedOperationException | IOException e) {
      Assumptions.abort("no symbolic links here: " + e);
    }
    AtomicFiles.write(link, new byte[] {2});
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(new byte[] {2}, Files.readAllBytes(file));
  }
}
