package org.metasparse.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metasparse.testing.TestFiles.odd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which medium files of all kinds are of, by their content or their name; and that they are read.
 */
class OddSourcesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "rgb.tiff, x.tif, IMAGE", "rgb.tiff, x, IMAGE", "exif6.jpg, x, IMAGE", "rf64.wav, x, AUDIO",
    "cube.ply, x, SHAPE", "cube.stl, x.stl, SHAPE", "05-il4.gif, x, VIDEO", "small.gif, x, IMAGE"
  })
  void everyKindIsFound(String name, String as, Medium medium) throws IOException {
    Path file = Files.write(folder.resolve(as), odd(name));
    assertEquals(medium, SignalReader.medium(file));
    assertEquals(medium, Medium.of(SignalReader.read(file).kind()));
  }
}
