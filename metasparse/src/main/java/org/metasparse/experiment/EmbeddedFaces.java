package org.metasparse.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.image.ImageReader;

/** The faces that come with the program: 56 to learn from and 14 to test on, 96 x 96 RGB. */
public final class EmbeddedFaces {
  private static final String ROOT = "META-INF/metasparse/testdata/faces/";

  private EmbeddedFaces() {}

  /**
   * The faces to learn from.
   *
   * @param preparation what is done to each
   * @return them, sorted by name
   * @throws InputException if the program was packed without its data
   */
  public static List<Signal> train(SignalPreparation preparation) {
    return load("train/", preparation);
  }

  /**
   * The faces to test on, none of which is among those to learn from.
   *
   * @param preparation what is done to each
   * @return them, sorted by name
   * @throws InputException if the program was packed without its data
   */
  public static List<Signal> test(SignalPreparation preparation) {
    return load("test/", preparation);
  }

  private static List<Signal> load(String part, SignalPreparation preparation) {
    // Resources cannot be listed; an index beside them names them.
    String index = new String(read("index.txt"), StandardCharsets.UTF_8);
    return index
        .lines()
        .filter(name -> name.startsWith(part))
        .map(name -> preparation.apply(ImageReader.decode(name, read(name))))
        .toList();
  }

  private static byte[] read(String name) {
    try (InputStream in = EmbeddedFaces.class.getClassLoader().getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new InputException(
            "the embedded faces are not there ("
                + ROOT
                + name
                + "); put the testdata jar on the class path, or --add-modules org.metasparse.testdata");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new InputException(ROOT + name + ": cannot be read", e);
    }
  }
}
