package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metasparse.engine.Compute;
import org.metasparse.files.JsonObject;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.format.CheckpointFile;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.Preparation;

class EvaluateCommandTest {
  @TempDir Path folder;
  private Path images;
  private Path run;

  @BeforeEach
  void files() throws IOException {
    images = Pictures.folder(folder.resolve("img"), 4, 20);
    run = TinyModel.run(folder.resolve("run"));
  }

  private static double psnr(Path image, Path model, Protocol protocol) {
    try (Compute compute = Compute.start(1)) {
      return new Fitter(CheckpointFile.read(model).siren(), compute)
          .fit(Preparation.square(TinyModel.SIZE).apply(ImageReader.read(image)), protocol)
          .psnr();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, adam100", "1, adam100", "0, sgd2", "1, sgd2"})
  void printsTheDocumentedObject(int round, String protocol) {
    JsonObject json =
        CommandLine.run(
                "evaluate", images, "--model", run + "@" + round, "--protocol", protocol, "--json")
            .assertDone()
            .json();

    assertEquals(
        List.of(
            "model",
            "round",
            "weights",
            "density",
            "protocol",
            "steps",
            "rate",
            "signals",
            "psnrMean",
            "psnr",
            "perfect",
            "diverged",
            "seconds"),
        List.copyOf(json.values().keySet()));
    int dense = 2 * 8 + 8 * 8 + 8 * 3;
    assertEquals(run + "@" + round, json.getString("model"));
    assertEquals(round, json.getInt("round"));
    assertEquals(dense >> round, json.getInt("weights"));
    assertEquals(1.0 / (1 << round), json.getDouble("density"));
    assertEquals(protocol, json.getString("protocol"));
    assertEquals(protocol.equals("sgd2") ? 2 : 100, json.getInt("steps"));
    assertEquals(protocol.equals("sgd2") ? 0.01 : 1e-4, json.getDouble("rate"));
    assertEquals(4, json.getInt("signals"));
    assertTrue(json.getDouble("seconds") > 0);
    List<Object> psnr = json.getList("psnr");
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      Path model = run.resolve("round-0" + round + ".safetensors");
      double expected =
          psnr(
              images.resolve(i + ".png"),
              model,
              protocol.equals("sgd2") ? Protocol.SGD2 : Protocol.ADAM100);
      assertEquals(expected, psnr.get(i));
      sum += expected;
    }
    assertEquals(sum / 4, json.getDouble("psnrMean"), 1e-12);
  }

  @Test
  void stepsAndRateCanBeOthers() {
    JsonObject json =
        CommandLine.run(
                "evaluate", images, "--model", run + "@0", "--steps", 7, "--rate", "3e-3", "--json")
            .assertDone()
            .json();

    assertEquals(7, json.getInt("steps"));
    assertEquals(3e-3, json.getDouble("rate"));
    Protocol protocol = new Protocol(Protocol.Optimiser.ADAM, 7, 3e-3);
    Path model = run.resolve("round-00.safetensors");
    for (int i = 0; i < 4; i++) {
      assertEquals(
          psnr(images.resolve(i + ".png"), model, protocol), json.getList("psnr").get(i), "" + i);
    }
  }

  @Test
  void theSameFunctionWithAnotherOmega() {
    JsonObject without =
        CommandLine.run("evaluate", images, "--model", run, "--steps", 0, "--json")
            .assertDone()
            .json();
    JsonObject before =
        CommandLine.run("evaluate", images, "--model", run, "--steps", 0, "--omega", 120, "--json")
            .assertDone()
            .json();
    JsonObject after =
        CommandLine.run("evaluate", images, "--model", run, "--omega", 120, "--json")
            .assertDone()
            .json();

    assertEquals(30 * 4, before.getDouble("omega"));
    assertEquals(without.getList("psnr"), before.getList("psnr"));
    try (Compute compute = Compute.start(1)) {
      var siren = CheckpointFile.read(run.resolve("round-01.safetensors")).siren().withOmega(120f);
      var signal =
          Preparation.square(TinyModel.SIZE).apply(ImageReader.read(images.resolve("2.png")));
      assertEquals(
          new Fitter(siren, compute).fit(signal, Protocol.ADAM100).psnr(),
          after.getList("psnr").get(2));
    }
    CommandLine.run("evaluate", images, "--model", run, "--omega", 0)
        .assertEnded(Main.WRONG_INPUT, "--omega");
  }

  @Test
  void aModelCanBeARunItsRoundOrAFile() {
    for (Object model :
        List.of(run, run + "@1", run + "@01", run + "@", run.resolve("round-01.safetensors"))) {
      JsonObject json =
          CommandLine.run("evaluate", images, "--model", model, "--json").assertDone().json();

      assertEquals(1, json.getInt("round"), model::toString);
      assertEquals(model.toString(), json.getString("model"));
    }
  }

  @Test
  void onlyTheFirstImagesAreMeasuredIfSoAsked() {
    JsonObject json =
        CommandLine.run("evaluate", images, "--model", run, "--limit", 3, "--json")
            .assertDone()
            .json();

    assertEquals(3, json.getInt("signals"));
  }

  @Test
  void aSingleImageWillDo() {
    JsonObject json =
        CommandLine.run("evaluate", images.resolve("2.png"), "--model", run, "--json")
            .assertDone()
            .json();

    assertEquals(
        List.of(
            psnr(images.resolve("2.png"), run.resolve("round-01.safetensors"), Protocol.ADAM100)),
        json.getList("psnr"));
  }

  @Test
  void printsATableOtherwise() {
    List<String> lines =
        CommandLine.run("evaluate", images, "--model", run).assertDone().out().lines().toList();

    assertTrue(lines.get(0).startsWith("image"), lines::toString);
    assertTrue(lines.get(1).startsWith("0.png"), lines::toString);
    assertTrue(lines.get(5).startsWith("mean"), lines::toString);
    assertTrue(lines.get(6).startsWith(run + ": round 1, 52 weights (50.00 %)"), lines::toString);
  }

  @Test
  void aModelThatTellsNoConfigurationTakesImagesAsTheyAre() throws IOException {
    Path model = TinyModel.file(folder.resolve("model.safetensors"), 2, 3);
    Path wide = Pictures.colour(folder.resolve("wide.png"), 30, 7, 1);
    double expected;
    try (Compute compute = Compute.start(1)) {
      expected =
          new Fitter(CheckpointFile.read(model).siren(), compute)
              .fit(ImageReader.read(wide), Protocol.ADAM100)
              .psnr();
    }

    JsonObject json =
        CommandLine.run("evaluate", wide, "--model", model, "--json").assertDone().json();

    assertEquals(List.of(expected), json.getList("psnr"));
  }

  @Test
  void perfectAndDivergedFitsAreToldApart() {
    Outcome diverged =
        CommandLine.run("evaluate", images, "--model", run, "--rate", "1e30", "--json");
    assertEquals(Main.FAILED, diverged.code());
    assertTrue(diverged.message().contains("4 of 4 fits diverged"), diverged::message);
    assertEquals(List.of(0, 1, 2, 3), whole(diverged.json().getList("diverged")));
    assertEquals(List.of(), diverged.json().getList("perfect"));
  }

  private static List<Integer> whole(List<Object> numbers) {
    return numbers.stream().map(n -> ((Number) n).intValue()).toList();
  }
}
