package org.metasparse.signal.video;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.signal.Slices;
import org.metasparse.signal.image.ImageWriter;

/** Writes videos as folders of PNG files, {@code 0001.png} and so on. */
public final class FrameWriter {
  private FrameWriter() {}

  /**
   * Checks what can be known before the work begins that ends in {@link #write}.
   *
   * @param folder the folder
   * @throws InputException if there is something other than an empty folder of that name, or its
   *     own folder cannot be written
   */
  public static void checkTarget(Path folder) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    if (Files.exists(folder)) {
      if (!Files.isDirectory(folder)) {
        throw new InputException(
            "cannot write " + folder + ": it is a file; give a .gif or a new folder for frames");
      }
      if (!InputFiles.list(folder).isEmpty()) {
        throw new InputException(
            "cannot write " + folder + ": the folder is not empty; give a new one");
      }
    } else if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
      throw new InputException(
          "cannot write " + folder + ": its folder does not exist or cannot be written");
    }
  }

  /**
   * Writes a video. The frames go to a temporary folder beside it, which is then renamed: the
   * folder is there as a whole or not at all.
   *
   * @param folder a new or empty folder
   * @param video a signal of kind {@link VideoKind}
   * @throws InputException if it cannot be written
   * @throws IllegalArgumentException if the signal is no video
   */
  public static void write(Path folder, Slices video) {
    checkTarget(folder);
    Path target = folder.toAbsolutePath().normalize();
    Path temporary = null;
    try {
      temporary = Files.createTempDirectory(target.getParent(), ".metasparse-");
      // Not private to the user, as temporary folders are: as any new folder.
      Path frames = Files.createDirectory(temporary.resolve("frames"));
      int digits = Math.max(4, Integer.toString(video.count()).length());
      for (int k = 0; k < video.count(); k++) {
        String name = String.format(Locale.ROOT, "%0" + digits + "d.png", k + 1);
        ImageWriter.write(frames.resolve(name), Frames.get(video, k));
      }
      Files.deleteIfExists(target);
      Files.move(frames, target);
    } catch (IOException e) {
      throw new InputException(
          "cannot write " + folder + ": " + InputFiles.oneLine(e) + "; choose another", e);
    } finally {
      delete(temporary);
    }
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try {
      Path frames = folder.resolve("frames");
      if (Files.exists(frames)) {
        for (Path file : InputFiles.list(frames)) {
          Files.delete(file);
        }
        Files.delete(frames);
      }
      Files.delete(folder);
    } catch (IOException e) {
      // It stays and may be deleted by hand; what matters is said already.
    }
  }
}
