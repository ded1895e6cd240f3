package org.metasparse.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.format.Damage.refused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Grid;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/** Encoded signals in every way in which parameters are stored. */
class StorageTest {
  private static final double[][] SURVIVE = {
    {1, 1, 1}, {0.5, 0.5, 0.5}, {1, 0.2, 0}, {0, 0, 0}, {0.9, 0.01, 1}
  };

  private static EncodedSignal signal(Siren network, Storage storage) {
    float[] theta = storage.theta(network.layout(), network.theta());
    Siren siren = new Siren(network.shape(), network.layout(), theta);
    return new EncodedSignal(
        siren,
        ImageKind.EIGHT_BITS,
        Grid.ofImage(20, 30),
        network.shape().dimOut(),
        31.5f,
        storage);
  }

  private static Storage.Levels levels(Siren network, int most, Base base) {
    Rng rng = new Rng(most);
    List<Float> steps = new ArrayList<>();
    for (int b = 0; b < network.layout().blocks().size(); b++) {
      steps.add(Storage.step(rng.uniform(1e-6f, 2)));
    }
    int[] levels = new int[network.layout().size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = rng.nextInt(2 * most + 1) - most;
    }
    return new Storage.Levels(steps, levels, base);
  }

  private static List<EncodedSignal> all(SirenShape shape, double... survive) {
    Siren network = Nets.siren(shape, survive);
    Base base = new Base("runs/model@3", network);
    return List.of(
        signal(network, Storage.FULL),
        signal(network, new Storage.Floats(16)),
        signal(network, levels(network, 127, null)),
        signal(network, levels(network, Storage.MOST_LEVEL, null)),
        signal(network, levels(network, 0, null)),
        signal(network, levels(network, 7, base)),
        signal(network, levels(network, 0, base)));
  }

  private static Base base(EncodedSignal signal) {
    return signal.storage() instanceof Storage.Levels levels ? levels.base() : null;
  }

  private static DamageSweep.Reader<EncodedSignal> reader(EncodedSignal signal) {
    return (name, file) -> InrFile.decode(name, file, base(signal));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    SirenShape[] shapes = {
      new SirenShape(2, 5, 2, 3, 200),
      new SirenShape(2, 1, 2, 1, 30),
      new SirenShape(2, 40, 2, 3, 1)
    };
    for (SirenShape shape : shapes) {
      for (double[] survive : SURVIVE) {
        for (EncodedSignal signal : all(shape, survive)) {
          byte[] file = InrFile.encode(signal);
          EncodedSignal read = InrFile.decode("x.inr", file, base(signal));
          assertEquals(signal.siren().layout(), read.siren().layout());
          assertArrayEquals(signal.siren().theta(), read.siren().theta());
          assertEquals(signal.storage(), read.storage());
          assertArrayEquals(file, InrFile.encode(read));
        }
      }
    }
  }

  @Test
  void everyDamageIsRefused() {
    for (EncodedSignal signal : all(new SirenShape(2, 3, 2, 1, 30), 1, 0.5, 0.9)) {
      byte[] file = InrFile.encode(signal);
      Damage.everyTruncation(file, reader(signal));
      Damage.everyFlippedByte(file, reader(signal));
    }
  }

  /** Damage that someone gave a good checksum gives another network or one line, nothing else. */
  @Test
  void whateverIsCodedIsReadOrRefused() {
    int refused = 0;
    int cases = 0;
    for (EncodedSignal signal : all(new SirenShape(2, 6, 2, 3, 30), 1, 0.5, 0.01)) {
      byte[] file = InrFile.encode(signal);
      for (int at = 4; at < file.length - 4; at++) {
        for (int mask : new int[] {0xff, 1, 0x80}) {
          byte[] changed = file.clone();
          changed[at] ^= (byte) mask;
          cases++;
          try {
            InrFile.decode("x.inr", InrFileTest.seal(changed), base(signal));
          } catch (org.metasparse.files.InputException e) {
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            assertTrue(e.getMessage().startsWith("x.inr: "), e.getMessage());
            refused++;
          }
        }
      }
    }
    assertTrue(refused > cases / 20 && refused < cases, refused + " of " + cases);
  }

  @Test
  void aDifferenceNeedsItsModel() {
    Siren network = Nets.siren(new SirenShape(2, 5, 2, 3, 200), 1, 0.5, 1);
    Base base = new Base("runs/model@3", network);
    byte[] file = InrFile.encode(signal(network, levels(network, 7, base)));
    refused(() -> InrFile.decode("x.inr", file), "x.inr", "model@3", "--base");

    float[] theta = network.theta().clone();
    theta[7] = Math.nextUp(theta[7]);
    Base other = new Base("other", new Siren(network.shape(), network.layout(), theta));
    refused(() -> InrFile.decode("x.inr", file, other), "x.inr", "model@3", "--base other");
    Base pruned = new Base("pruned", Nets.siren(network.shape(), 0.3, 0.5, 1));
    refused(() -> InrFile.decode("x.inr", file, pruned), "x.inr", "model@3", "--base pruned");

    // Its name is nothing to the model: only what it is.
    Base renamed =
        new Base("elsewhere", new Siren(network.shape(), network.layout(), network.theta()));
    assertArrayEquals(
        InrFile.decode("x.inr", file, base).siren().theta(),
        InrFile.decode("x.inr", file, renamed).siren().theta());
    assertFalse(new String(file, java.nio.charset.StandardCharsets.ISO_8859_1).contains("runs/"));
  }

  @Test
  void aDifferenceIsRefusedThoughTheChecksumIsGood() {
    Siren network = Nets.siren(new SirenShape(2, 5, 2, 3, 200), 1, 0.5, 1);
    Base base = new Base("model", network);
    byte[] file = InrFile.encode(signal(network, levels(network, 7, base)));
    byte[] longer = InrFileTest.seal(Arrays.copyOf(file, file.length + 1));
    refused(() -> InrFile.decode("x.inr", longer, base), "bytes follow");
  }

  @Test
  void aModelMayHaveAnyName() {
    Siren network = Nets.siren(new SirenShape(2, 5, 2, 3, 200), 1, 0.5, 1);
    String longest = "é".repeat(127) + "x";
    String[][] names = {
      {"", "model without a name (hash"},
      {longest, "model " + longest + " (hash"},
      {longest + "x", "model without a name (hash"},
      {"C:\\runs\\two\nlines", "model two?lines (hash"},
    };
    for (String[] name : names) {
      Base base = new Base(name[0], network);
      byte[] file = InrFile.encode(signal(network, levels(network, 7, base)));
      assertArrayEquals(file, InrFile.encode(InrFile.decode("x.inr", file, base)));
      refused(() -> InrFile.decode("x.inr", file), name[1]);
    }
  }

  @Test
  void levelsTakeLessRoomThanFloats() {
    Siren network = Nets.siren(new SirenShape(2, 40, 2, 3, 200), 1, 0.5, 1);
    int floats = InrFile.encode(signal(network, Storage.FULL)).length;
    int halves = InrFile.encode(signal(network, new Storage.Floats(16))).length;
    int eight = InrFile.encode(signal(network, levels(network, 127, null))).length;
    int four = InrFile.encode(signal(network, levels(network, 7, null))).length;
    assertTrue(halves < 0.6 * floats, halves + " of " + floats);
    assertTrue(eight < 0.36 * floats, eight + " of " + floats);
    assertTrue(four < 0.23 * floats, four + " of " + floats);
  }

  @Test
  void storagesThatCannotBeAreNotMade() {
    Siren network = Nets.siren(new SirenShape(2, 3, 2, 1, 30), 1, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> new Storage.Floats(8));
    int[] levels = new int[network.layout().size()];
    for (float step : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY, 0.1f}) {
      List<Float> steps = java.util.Collections.nCopies(6, step);
      assertThrows(
          IllegalArgumentException.class, () -> new Storage.Levels(steps, levels, null), "" + step);
    }
    List<Float> ones = java.util.Collections.nCopies(6, 1f);
    levels[0] = 32768;
    assertThrows(IllegalArgumentException.class, () -> new Storage.Levels(ones, levels, null));
    Storage.Levels good = levels(network, 5, null);
    assertThrows(
        IllegalArgumentException.class,
        () -> new EncodedSignal(network, ImageKind.EIGHT_BITS, Grid.ofImage(2, 2), 1, 0, good));
    Siren large = Nets.siren(network.shape(), 1, 1, 1);
    large.theta()[0] = 1e6f;
    assertThrows(IllegalArgumentException.class, () -> signal(large, new Storage.Floats(16)));
  }
}
