package org.metasparse.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.Preparation;

/** The faces in the testdata module, and the index by which the program finds them. */
class EmbeddedFacesTest {
  private static final String INDEX = "META-INF/metasparse/testdata/faces/index.txt";

  @Test
  void fiftySixToLearnFromAndFourteenToTestOn() {
    List<Signal> train = EmbeddedFaces.train(Preparation.none());
    List<Signal> test = EmbeddedFaces.test(Preparation.none());
    assertEquals(56, train.size());
    assertEquals(14, test.size());
    Set<String> pictures = new HashSet<>();
    for (Signal face : Stream.concat(train.stream(), test.stream()).toList()) {
      assertEquals(Grid.ofImage(96, 96), face.grid(), face.name());
      assertEquals(3, face.channels(), face.name());
      // No two are the same picture, under whichever name.
      assertTrue(pictures.add(Arrays.toString(face.values())), face.name());
      float least = 1;
      float most = 0;
      for (float value : face.values()) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      assertTrue(least >= 0 && most <= 1 && most - least > 0.5, face.name());
    }
    assertTrue(train.stream().allMatch(f -> f.name().startsWith("train/")));
    assertTrue(test.stream().allMatch(f -> f.name().startsWith("test/")));
    assertEquals(names(train).stream().sorted().toList(), names(train));
    assertEquals(names(test).stream().sorted().toList(), names(test));
  }

  private static List<String> names(List<Signal> signals) {
    return signals.stream().map(Signal::name).toList();
  }

  @Test
  void facesArePrepared() {
    for (Signal face : EmbeddedFaces.test(new Preparation(0, Preparation.NO_CROP, 24, 1))) {
      assertEquals(Grid.ofImage(24, 24), face.grid());
      assertEquals(1, face.channels());
    }
  }

  /**
   * A face that the index does not name would never be used, one too many would end the program.
   */
  @Test
  void theIndexNamesTheFacesThatAreThere() throws IOException, URISyntaxException {
    URL url = EmbeddedFaces.class.getClassLoader().getResource(INDEX);
    assertNotNull(url, INDEX);
    URI uri = url.toURI();
    if (uri.getScheme().equals("jar")) {
      URI jar = URI.create(uri.toString().substring(0, uri.toString().indexOf('!')));
      try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
        check(files.getPath("/" + INDEX));
      }
    } else {
      check(Path.of(uri));
    }
  }

  private static void check(Path index) throws IOException {
    Path faces = index.getParent();
    try (Stream<Path> files = Files.walk(faces)) {
      List<String> there =
          files
              .filter(f -> Files.isRegularFile(f) && !f.equals(index))
              .map(f -> faces.relativize(f).toString().replace('\\', '/'))
              .sorted()
              .toList();
      assertEquals(there, Files.readAllLines(index, StandardCharsets.UTF_8));
    }
  }
}
