package org.metasparse.signal;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.metasparse.files.InputException;

/**
 * Writes signals of every medium: images as PNG, sounds as WAV, videos as animated GIFs or folders
 * of PNG frames, shapes as OBJ meshes of their surfaces.
 */
public final class SignalWriter {
  /** Endings that speak of a format in which none of this is written. */
  private static final List<String> OTHER_FORMATS =
      List.of(
          ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp", ".ppm", ".mp3", ".ogg", ".flac",
          ".mp4", ".avi", ".webm", ".mov", ".ply", ".stl", ".glb");

  private SignalWriter() {}

  /**
   * Checks what can be known before the work begins that ends in {@link #write}.
   *
   * @param target the file, or the folder of a video's frames
   * @param medium what will be written
   * @throws InputException if the name is of another format, or cannot be written
   */
  public static void checkTarget(Path target, Medium medium) {
    String name = target.toString().toLowerCase(Locale.ROOT);
    boolean other = OTHER_FORMATS.stream().anyMatch(name::endsWith);
    for (Medium each : Medium.all()) {
      other |= name.endsWith(each.written()) && !each.written().equals(medium.written());
    }
    if (other || !medium.writesAnyName() && !name.endsWith(medium.written())) {
      throw new InputException("cannot write " + target + ": " + medium.writing());
    }
    medium.checkTarget(target);
  }

  /**
   * Writes a signal, in one step.
   *
   * @param target the file; for videos whose name does not end in .gif, a folder for frames
   * @param signal the signal
   * @throws InputException if it cannot be written, or is a shape without a surface
   * @throws IllegalArgumentException if it has other axes or channels than its kind
   */
  public static void write(Path target, Signal signal) {
    Medium.of(signal.kind()).write(target, signal);
  }
}
