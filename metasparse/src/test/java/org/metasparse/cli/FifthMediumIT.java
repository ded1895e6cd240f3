package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program's jar beside classes that it does not know, {@link org.metasparse.series}: their
 * medium is trained on, encoded, told of and decoded by the commands as they are.
 */
class FifthMediumIT {
  private static final int LENGTH = 60;

  @TempDir Path folder;
  private Path services;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    services = folder.resolve("stranger");
    Path provider = services.resolve("META-INF/services/org.metasparse.signal.Medium");
    Files.createDirectories(provider.getParent());
    Files.writeString(provider, "org.metasparse.series.SeriesMedium\n");
    data = folder.resolve("data");
    Files.createDirectories(data);
    for (int k = 0; k < 4; k++) {
      Files.writeString(data.resolve(k + ".csv"), series(k));
    }
  }

  /** Temperatures, say, around 20. */
  private static String series(int k) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      double value = 20 + 5 * Math.sin(0.1 * i + k) + k * Math.cos(0.25 * i);
      lines.append(String.format(Locale.ROOT, "%.6f%n", value));
    }
    return lines.toString();
  }

  private Outcome run(Object... words) throws Exception {
    Path tests = Path.of("target", "test-classes").toAbsolutePath();
    String path = System.getProperty("metasparse.jar") + File.pathSeparator + tests;
    List<String> entry =
        List.of("-cp", path + File.pathSeparator + services, "org.metasparse.cli.Main");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> options = List.of("-Dmetasparse.kernels=scalar");
    return new Program(List.of(), java, options, entry, Map.of()).run(words);
  }

  private String done(Object... words) throws Exception {
    return run(words).assertDone().out();
  }

  @Test
  void isTrainedOnEncodedToldOfAndDecoded() throws Exception {
    Path model = folder.resolve("run");
    Path inr = folder.resolve("one.inr");
    Path back = folder.resolve("back.csv");
    done(
        "train",
        data,
        "--out",
        model,
        "--width",
        16,
        "--dense-steps",
        200,
        "--rounds",
        1,
        "--round-steps",
        50,
        "--every",
        2);
    String config = Files.readString(model.resolve("config.json"));
    assertTrue(config.contains("\"series\""), config);
    assertTrue(config.contains("\"every\""), config);

    String encoded = done("encode", data.resolve("1.csv"), "--model", model, "-o", inr);
    assertTrue(encoded.contains(LENGTH + " measurements"), encoded);
    String told = done("inspect", inr);
    assertTrue(told.contains("encoded series") && told.contains("measurements"), told);

    done("decode", inr, "-o", back);
    List<String> original = Files.readAllLines(data.resolve("1.csv"));
    List<String> decoded = Files.readAllLines(back);
    assertEquals(LENGTH, decoded.size());
    for (int i = 0; i < LENGTH; i++) {
      double expected = Double.parseDouble(original.get(i));
      assertEquals(expected, Double.parseDouble(decoded.get(i)), 0.5, "measurement " + i);
    }
    done("decode", inr, "-o", back, "--measurements", 2 * LENGTH - 1);
    assertEquals(2 * LENGTH - 1, Files.readAllLines(back).size());
  }

  @Test
  void itsOptionsAreItsOwn() throws Exception {
    assertTrue(done("train", "--help").contains("of series, keep every N-th measurement"));
    assertTrue(done("decode", "--help").contains("--measurements N"));
    run("train", data, "--out", folder.resolve("sounds"), "--seconds", 1)
        .assertEnded(Main.WRONG_INPUT, "--seconds is for sounds, not for series; leave it out");
  }

  /** Without the stranger's classes the program says what it knows. */
  @Test
  void withoutItsClasses() throws Exception {
    Files.delete(services.resolve("META-INF/services/org.metasparse.signal.Medium"));
    run("train", data, "--out", folder.resolve("run"))
        .assertEnded(Main.WRONG_INPUT, "holds no image, sound, video or shape", ".png", ".wav");
  }
}
