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
    "rgb.tiff, x.tif, image", "rgb.tiff, x, image", "exif6.jpg, x, image", "rf64.wav, x, audio",
    "cube.ply, x, shape", "cube.stl, x.stl, shape", "05-il4.gif, x, video", "small.gif, x, image"
  })
  void everyKindIsFound(String name, String as, String medium) throws IOException {
    Path file = Files.write(folder.resolve(as), odd(name));
    assertEquals(medium, SignalReader.medium(file).id());
    assertEquals(medium, Medium.of(SignalReader.read(file).kind()).id());
  }
}
