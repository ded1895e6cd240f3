package org.metasparse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** What lies below a folder: names and contents, so that two states of it can be compared. */
final class FileTree {
  private FileTree() {}

  /** Each path below a folder, with length and checksum for a file. */
  static Map<String, String> of(Path folder) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        tree.put(folder.relativize(path).toString(), describe(path));
      }
    }
    return tree;
  }

  /** The same of the files that a training's result consists of. */
  static Map<String, String> checkpoints(Path run) throws IOException {
    Map<String, String> tree = of(run);
    tree.keySet().removeIf(name -> !name.endsWith(".safetensors"));
    return tree;
  }

  private static String describe(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return "no file";
    }
    byte[] bytes = Files.readAllBytes(path);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return bytes.length + " bytes, " + Long.toHexString(crc.getValue());
  }
}
