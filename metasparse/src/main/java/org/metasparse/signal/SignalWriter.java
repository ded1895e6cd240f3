package org.metasparse.signal;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.signal.audio.WavWriter;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.signal.shape.Isosurface;
import org.metasparse.signal.shape.Mesh;
import org.metasparse.signal.shape.ObjWriter;
import org.metasparse.signal.video.FrameWriter;
import org.metasparse.signal.video.GifWriter;

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
    for (String suffix : List.of(".png", ".wav", ".gif", ".obj")) {
      other |= name.endsWith(suffix) && !suffix.equals(suffix(medium));
    }
    // Images may have any other name, as ever; a folder of frames has none of its own.
    boolean needed = medium == Medium.AUDIO || medium == Medium.SHAPE;
    if (other || needed && !name.endsWith(suffix(medium))) {
      String rule =
          switch (medium) {
            case IMAGE -> "images are written as PNG; give a name that ends in .png";
            case AUDIO -> "sounds are written as WAV; give a name that ends in .wav";
            case VIDEO -> "videos are written as GIF; give a name that ends in .gif, or a folder";
            case SHAPE -> "shapes are written as OBJ; give a name that ends in .obj";
          };
      throw new InputException("cannot write " + target + ": " + rule);
    }
    if (isFolder(target, medium)) {
      FrameWriter.checkTarget(target);
    } else {
      AtomicFiles.checkTarget(target);
    }
  }

  private static String suffix(Medium medium) {
    return switch (medium) {
      case IMAGE -> ".png";
      case AUDIO -> ".wav";
      case VIDEO -> ".gif";
      case SHAPE -> ".obj";
    };
  }

  private static boolean isFolder(Path target, Medium medium) {
    return medium == Medium.VIDEO && !target.toString().toLowerCase(Locale.ROOT).endsWith(".gif");
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
    Medium medium = Medium.of(signal.kind());
    switch (medium) {
      case IMAGE -> ImageWriter.write(target, signal);
      case AUDIO -> WavWriter.write(target, signal);
      case VIDEO -> {
        if (isFolder(target, medium)) {
          FrameWriter.write(target, signal);
        } else {
          GifWriter.write(target, signal);
        }
      }
      case SHAPE -> {
        Mesh surface = Isosurface.of(signal);
        if (surface.faces() == 0) {
          throw new InputException(
              "cannot write "
                  + target
                  + ": the shape has no inside on this grid, and so no surface; give a finer one,"
                  + " or encode it with more steps");
        }
        ObjWriter.write(target, surface);
      }
    }
  }
}
