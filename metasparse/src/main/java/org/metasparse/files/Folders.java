package org.metasparse.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the folders that results go to. */
public final class Folders {
  private Folders() {}

  /**
   * Makes a folder, and those above it, unless it is there.
   *
   * @param folder the folder, or a link to one
   * @throws InputException if it cannot be made
   */
  public static void make(Path folder) {
    try {
      // Asked first: createDirectories refuses a link to a folder before JDK 19.
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new InputException(
          folder + ": cannot be made a folder; give an --out that can be written", e);
    }
  }
}
