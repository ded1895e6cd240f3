package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.files.Json;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalFolder;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.signal.image.Preparation;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Pictures;

/** A folder as a data set, and the mark by which a resumed run knows it again. */
class DataSetTest {
  @TempDir Path folder;

  @BeforeEach
  void threePictures() {
    for (int i = 0; i < 3; i++) {
      ImageWriter.write(folder.resolve("p" + i + ".png"), Pictures.of(10, 14, 3, i));
    }
  }

  private DataSet open() {
    return DataSet.of(SignalFolder.open(folder), Preparation.square(8));
  }

  @Test
  void imagesArePreparedInOrder() {
    List<Signal> signals = open().signals();
    assertEquals(
        List.of("p0.png", "p1.png", "p2.png"), signals.stream().map(Signal::name).toList());
    for (Signal signal : signals) {
      Signal alone = SignalFolder.open(folder).load(signal.name(), Preparation.square(8));
      Bits.same(alone.values(), signal.values(), signal.name());
      assertEquals(List.of(8, 8), signal.grid().sizes());
    }
  }

  @Test
  void theFingerprintIsOfNamesAndSizes() throws IOException {
    long before = open().fingerprint();
    assertEquals(before, open().fingerprint(), "twice the same");
    Path p1 = folder.resolve("p1.png");
    byte[] file = Files.readAllBytes(p1);

    Files.move(p1, folder.resolve("p3.png"));
    assertNotEquals(before, open().fingerprint(), "another name");
    Files.delete(folder.resolve("p3.png"));
    assertNotEquals(before, open().fingerprint(), "one less");
    ImageWriter.write(p1, Pictures.of(30, 30, 3, 1));
    assertNotEquals(before, open().fingerprint(), "another size");
    Files.write(p1, file);
    assertEquals(before, open().fingerprint(), "as it was");
  }

  @Test
  void whatIdentifiesTheData() {
    DataSet data = open();
    assertEquals(
        new HashMap<>(Map.of("signals", 3, "fingerprint", Long.toHexString(data.fingerprint()))),
        new HashMap<>(data.toJson()));
    assertEquals(Json.write(data.toJson()), Json.write(open().toJson()));
  }
}
