package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.files.InputException;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.signal.image.Preparation;
import org.metasparse.signal.sdf.SdfGenerator;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Pictures;

/** Generated fields as data, by name. */
class GeneratedFieldsTest {
  private static final int ALL = Integer.MAX_VALUE;

  private static Preparation grey(int crop, int size) {
    return new Preparation(0, crop, size, 1);
  }

  private static DataSet open(String name) {
    return DataSet.open(name, grey(0, 8), ALL);
  }

  @Test
  void aNameStandsForTheFirstFieldsOfItsSeed() {
    List<Signal> signals = open("sdf:3@7").signals();

    assertEquals(3, signals.size());
    for (int i = 0; i < 3; i++) {
      Signal expected = new SdfGenerator(7).field(i, 8);
      Bits.same(expected.values(), signals.get(i).values(), expected.name());
      assertSame(signals.get(i), signals.get(i), "kept");
    }
    assertEquals(new GeneratedFields(3, -7), GeneratedFields.of("sdf:3@-7"));
    assertEquals("sdf:3@1", GeneratedFields.of("sdf:3").toString());
    assertEquals(2, DataSet.open("sdf:3@7", grey(0, 8), 2).signals().size());
  }

  @Test
  void theSizeIsThePreparationsOrThePapers() {
    assertEquals(Grid.ofImage(8, 8), open("sdf:1").signals().get(0).grid());
    assertEquals(
        Grid.ofImage(9, 9), DataSet.open("sdf:1", grey(9, 0), ALL).signals().get(0).grid());
    assertEquals(
        Grid.ofImage(178, 178),
        DataSet.open("sdf:1", grey(Preparation.NO_CROP, 0), ALL).signals().get(0).grid());
  }

  @Test
  void otherDataHaveAnotherFingerprint() {
    assertEquals(open("sdf:3").fingerprint(), open("sdf:3@1").fingerprint());
    assertEquals(open("sdf:3").fingerprint(), DataSet.open("sdf:4", grey(0, 8), 3).fingerprint());
    Set<Long> seen = new HashSet<>();
    for (String name : List.of("sdf:3", "sdf:4", "sdf:3@2", "sdf:3@12", "sdf:31@2")) {
      assertTrue(seen.add(open(name).fingerprint()), name);
    }
    assertNotEquals(
        open("sdf:3").fingerprint(), DataSet.open("sdf:3", grey(0, 9), ALL).fingerprint());
  }

  @Test
  void heldOutFieldsOfAnotherSeedAreNotAmongThoseOfTraining() {
    Set<String> seen = new HashSet<>();
    open("sdf:400@1").signals().forEach(s -> seen.add(Arrays.toString(s.values())));
    assertEquals(400, seen.size());
    for (Signal signal : open("sdf:400@2").signals()) {
      assertTrue(seen.add(Arrays.toString(signal.values())), signal.name());
    }
  }

  @Test
  void tooManyToBeKeptAreComputedAnew() {
    List<Signal> signals = DataSet.open("sdf:2000000000", grey(0, 16), ALL).signals();

    assertEquals(2_000_000_000, signals.size());
    assertEquals("sdf-1999999999", signals.get(1_999_999_999).name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sdf:",
        "sdf:0",
        "sdf:-1",
        "sdf:x",
        "sdf:3@",
        "sdf:3@x",
        "sdf:@1",
        "sdf:3@1@2",
        "sdf:3.5",
        "sdf:99999999999",
        "sdf:3@99999999999999999999"
      })
  void otherNamesAreRefused(String name) {
    InputException e = assertThrows(InputException.class, () -> open(name));
    assertTrue(e.getMessage().startsWith(name + ": "), e::getMessage);
    assertTrue(e.getMessage().contains("sdf:1000@1"), e::getMessage);
  }

  @Test
  void threeChannelsAndEndlessSizesAreRefused() {
    InputException rgb =
        assertThrows(InputException.class, () -> DataSet.open("sdf:3", Preparation.square(8), ALL));
    assertTrue(rgb.getMessage().contains("one channel, not 3"), rgb::getMessage);
    InputException large =
        assertThrows(InputException.class, () -> DataSet.open("sdf:3", grey(0, 1 << 14), ALL));
    assertTrue(large.getMessage().contains("16384 x 16384"), large::getMessage);
    assertThrows(IllegalArgumentException.class, () -> DataSet.open("sdf:3", grey(0, 8), 0));
  }

  @Test
  void anythingElseIsAFolder(@TempDir Path folder) {
    for (int i = 0; i < 3; i++) {
      ImageWriter.write(folder.resolve("p" + i + ".png"), Pictures.of(10, 14, 1, i));
    }
    DataSet two = DataSet.open(folder.toString(), grey(0, 8), 2);

    assertEquals(List.of("p0.png", "p1.png"), two.signals().stream().map(Signal::name).toList());
    assertEquals(1, two.signals().get(0).channels());
    assertThrows(InputException.class, () -> DataSet.open(folder + "/sdf:3", grey(0, 8), ALL));
  }
}
