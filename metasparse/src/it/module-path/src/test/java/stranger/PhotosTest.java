package stranger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;
import org.metasparse.signal.image.ImageKind;

class PhotosTest {
  private static final boolean IS_MODULE = true;

  @TempDir Path dir;

  @Test
  void thereAndBack() {
    Siren siren = SirenInit.random(new SirenShape(2, 8, 2, 3, 30f), new Rng(1));
    Path model = dir.resolve("model.safetensors");
    CheckpointFile.write(model, new Checkpoint(siren, 0, 0, null, null, 0, 0, ""));
    float[] values = new float[3 * 12 * 10];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 7) / 7f;
    }
    Path photo = dir.resolve("photo.png");
    ImageWriter.write(photo, ImageKind.image("photo", Grid.ofImage(12, 10), 3, values));
    Photos.encode(model.toString(), photo, dir.resolve("photo.inr"));
    Photos.decode(dir.resolve("photo.inr"), dir.resolve("decoded.png"));
    assertEquals(List.of(12, 10), ImageReader.read(dir.resolve("decoded.png")).grid().sizes());
  }

  @Test
  void vectorsAreOn() {
    try (Compute compute = Compute.start(1)) {
      assertEquals("simd", compute.kernels().name());
    }
  }

  @Test
  void nothingElseComesAlong() {
    assertThrows(
        ClassNotFoundException.class, () -> Class.forName("org.metasparse.bench.Summary"));
    assertNull(ClassLoader.getSystemResource("META-INF/metasparse/testdata/PROVENANCE.tsv"));
  }

  @Test
  void modules() {
    assertEquals(IS_MODULE ? "org.metasparse" : null, Siren.class.getModule().getName());
    assertTrue(IS_MODULE == PhotosTest.class.getModule().isNamed());
  }
}
