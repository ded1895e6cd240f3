package org.metasparse.signal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.signal.audio.WavReader;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.Preparation;
import org.metasparse.signal.shape.ShapePreparation;
import org.metasparse.signal.video.GifReader;
import org.metasparse.signal.video.VideoPreparation;

/**
 * Reads signals of every medium as their files hold them: images, WAV sounds, animated GIFs and
 * folders of frames, OBJ, PLY and STL meshes.
 */
public final class SignalReader {
  /** Points on each edge of the cube in which a mesh's distances are sampled. */
  public static final int USUAL_GRID = 64;

  private static final int HEAD = 12;

  private SignalReader() {}

  /**
   * Reads a signal. Images are read by {@link ImageReader}, sounds by {@link WavReader}; a folder's
   * frames come 10 a second; a mesh is sampled on a grid of 64 x 64 x 64.
   *
   * @param source a file, or a folder of frames
   * @return the signal, named like the file without its folder
   * @throws InputException if it cannot be read
   */
  public static Signal read(Path source) {
    String name = String.valueOf(source.getFileName());
    return switch (medium(source)) {
      case IMAGE -> ImageReader.read(source);
      case AUDIO -> WavReader.read(source, name);
      case VIDEO ->
          new VideoPreparation(0, VideoPreparation.USUAL_RATE, Preparation.none())
              .load(source, name);
      case SHAPE -> new ShapePreparation(USUAL_GRID).load(source, name);
    };
  }

  /**
   * What a source holds, by its first bytes, or by its name where they do not tell. A folder is a
   * video; so is a GIF file of more than one image.
   *
   * @param source a file or a folder
   * @return the medium
   * @throws InputException if there is no such thing, or its kind is not known
   */
  public static Medium medium(Path source) {
    if (!Files.exists(source)) {
      throw new InputException(
          source + ": no such file; give an image, a .wav, a .gif, an .obj or a folder of frames");
    }
    if (Files.isDirectory(source)) {
      return Medium.VIDEO;
    }
    String head = head(source);
    if (head.matches("(?s)(RIFF|RF64)....WAVE")) {
      return Medium.AUDIO;
    }
    if (head.startsWith("GIF8")) {
      return GifReader.isAnimated(source) ? Medium.VIDEO : Medium.IMAGE;
    }
    if (head.startsWith("\u0089PNG") || head.startsWith("\u00ff\u00d8") || head.startsWith("BM")) {
      return Medium.IMAGE;
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return Medium.IMAGE;
    }
    if (head.startsWith("ply\n") || head.startsWith("ply\r")) {
      return Medium.SHAPE;
    }
    Medium named = Medium.ofName(source);
    if (named == null) {
      throw new InputException(
          source
              + ": is of no kind that can be read; give a PNG, JPEG or TIFF image, a WAV sound, a"
              + " GIF, an OBJ, PLY or STL mesh or a folder of frames");
    }
    return named;
  }

  private static String head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new InputException(
          file + ": cannot be read (" + InputFiles.oneLine(e) + "); check its permissions", e);
    }
  }
}
