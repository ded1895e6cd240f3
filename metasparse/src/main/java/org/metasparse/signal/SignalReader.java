package org.metasparse.signal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;

/**
 * Reads signals of every medium as their files hold them: images, WAV sounds, animated GIFs and
 * folders of frames, OBJ, PLY and STL meshes.
 */
public final class SignalReader {
  private static final int HEAD = 12;

  private SignalReader() {}

  /**
   * Reads a signal as it is; a folder's frames come 10 a second, a mesh is sampled on a grid of 64
   * x 64 x 64.
   *
   * @param source a file, or a folder of frames
   * @return the signal, named like the file without its folder
   * @throws InputException if it cannot be read
   */
  public static Signal read(Path source) {
    String name = String.valueOf(source.getFileName());
    return medium(source).asTheyAre().load(source, name);
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
      throw new InputException(source + ": no such file or folder; give " + articles());
    }
    boolean folder = Files.isDirectory(source);
    String head = folder ? "" : head(source);
    List<Medium> last = new ArrayList<>(Medium.all());
    Collections.reverse(last);
    for (Medium medium : last) {
      if (folder ? medium.isOfFolders() : medium.recognises(source, head)) {
        return medium;
      }
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

  /** All media in a sentence, such as "an image, a sound, a video or a shape". */
  static String articles() {
    List<String> all = Medium.all().stream().map(Medium::article).toList();
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + " or " + all.get(last);
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
