package org.metasparse.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Effort;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.format.InrFile;
import org.metasparse.models.ModelFinder;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;
import org.metasparse.train.RunFolder;

/** The README's Java is this file's: it compiles, runs, and stands there letter for letter. */
class ReadmeTest {
  @TempDir Path dir;

  private Path file(String name) {
    return dir.resolve(name);
  }

  private void encode() {
    // README: encode
    try (Compute compute = Compute.start(2)) {
      Siren initial = RunFolder.model(file("run@8").toString()).siren();
      Signal photo = ImageReader.read(file("photo.png"));
      InrFile.write(file("photo.inr"), Codec.encode(initial, photo, Effort.NORMAL, compute));
    }
    // README: end
  }

  private void decode() {
    // README: decode
    try (Compute compute = Compute.start(2)) {
      Signal decoded = Codec.decode(ModelFinder.read(file("photo.inr")), compute);
      ImageWriter.write(file("decoded.png"), decoded);
    }
    // README: end
  }

  @Test
  void runs() throws IOException {
    Siren siren = SirenInit.random(new SirenShape(2, 8, 2, 3, 30f), new Rng(1));
    Files.createDirectory(file("run"));
    for (int k = 0; k <= 8; k++) {
      CheckpointFile.write(
          file("run").resolve("round-0" + k + ".safetensors"),
          new Checkpoint(siren, k, 0, null, null, 0, 0, ""));
    }
    float[] values = new float[3 * 12 * 10];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 7) / 7f;
    }
    ImageWriter.write(file("photo.png"), ImageKind.image("photo", Grid.ofImage(12, 10), 3, values));
    encode();
    decode();
    assertEquals(List.of(12, 10), ImageReader.read(file("decoded.png")).grid().sizes());
  }

  @Test
  void standsInTheReadme() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/org/metasparse/experiment", "ReadmeTest.java"));
    String readme = plain(Files.readString(Path.of("..", "README.md")));
    Matcher blocks =
        Pattern.compile("// README: (\\w+code)\\n(.*?)\\n *// README: end", Pattern.DOTALL)
            .matcher(source);
    int found = 0;
    while (blocks.find()) {
      String code = plain(blocks.group(2));
      assertTrue(readme.contains(code), "README.md lacks what ReadmeTest does: " + code);
      found++;
    }
    assertEquals(2, found);
  }

  /** Without white space, and with paths written as the README does. */
  private static String plain(String text) {
    return text.replace("file(\"run@8\").toString()", "\"run@8\"")
        .replace("file(", "Path.of(")
        .replaceAll("\\s+", "");
  }
}
