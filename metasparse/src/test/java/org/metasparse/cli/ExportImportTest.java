package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.format.CheckpointFile;
import org.metasparse.format.InrFile;
import org.metasparse.format.Safetensors;
import org.metasparse.format.TensorData;
import org.metasparse.format.TensorFile;
import org.metasparse.signal.Grid;
import org.metasparse.testing.TestFiles;

class ExportImportTest {
  @TempDir Path folder;
  private Path run;
  private Path image;
  private Path inr;

  @BeforeEach
  void files() throws IOException {
    run = TinyModel.run(folder.resolve("run"));
    image = Pictures.colour(folder.resolve("image.png"), 9, 7, 1);
    inr = folder.resolve("image.inr");
    CommandLine.run("encode", image, "--model", run, "-o", inr, "--steps", 2).assertDone();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--csr", "--masked"})
  void anEncodedImageComesBackByteForByte(String weights) throws IOException {
    Path tensors = file("image.safetensors");
    Path back = file("back.inr");
    List<Object> export = new ArrayList<>(List.of("export", inr, "-o", tensors));
    if (!weights.isEmpty()) {
      export.add(weights);
    }

    String out = CommandLine.run(export.toArray()).assertDone().out();
    CommandLine.run("import", tensors, "-o", back, "--sparse").assertDone();

    long length = Files.size(tensors);
    assertEquals(tensors + ": safetensors, 52 weights, " + length + " bytes\n", out);
    assertArrayEquals(Files.readAllBytes(inr), Files.readAllBytes(back));
  }

  @Test
  void anArchiveOfArraysComesBackByteForByte() throws IOException {
    for (String weights : List.of("--csr", "--masked")) {
      Path arrays = file("image.npz");
      Path back = file("back.inr");
      CommandLine.run("export", inr, "-o", arrays, weights).assertDone();

      CommandLine.run("import", arrays, "-o", back).assertDone();

      assertArrayEquals(Files.readAllBytes(inr), Files.readAllBytes(back));
    }
  }

  /** What torch.save writes begins so: since 1.6 a ZIP archive, before a pickle. */
  @Test
  void aPyTorchFileIsToldHowToBecomeOneThatCanBeRead() throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("model/data.pkl"));
      out.write(1);
    }
    byte[] pickle = {(byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, 1, 2};
    for (byte[] bytes : List.of(zip.toByteArray(), pickle)) {
      Path pt = Files.write(file("model.pt"), bytes);
      CommandLine.refused(
          folder,
          List.of("import", pt, "--omega", 30, "-o", file("model.safetensors")),
          "model.pt: is a PyTorch file",
          "save_file(torch.load('model.pt'");
    }
  }

  /** The official code registers its coordinates as a buffer. */
  @Test
  void aGridBesideTheLayersIsPassedOver() {
    Path tensors = file("tensors.safetensors");
    CommandLine.run("export", run + "@1", "-o", tensors).assertDone();
    TensorFile file = Safetensors.read(tensors);
    Map<String, TensorData> more = new LinkedHashMap<>(file.tensors());
    more.put("grid", TensorData.of(new float[12], 6, 2));
    Safetensors.write(tensors, new TensorFile(file.metadata(), more));

    Outcome outcome =
        CommandLine.run("import", tensors, "-o", file("model.safetensors")).assertDone();

    assertEquals("metasparse: " + tensors + ": passed over grid, a buffer", outcome.message());
  }

  /** The lines that the help gives, as PyTorch ran them. */
  @Test
  void theHelpsPythonMakesTheGrid() {
    String python = new String(TestFiles.odd("grid.py"), StandardCharsets.UTF_8);
    String help = CommandLine.run("export", "--help").assertDone().out();
    for (String line : List.of("axes = ", "for n, e in", "x = torch.stack")) {
      String told = help.lines().filter(l -> l.strip().startsWith(line)).findFirst().orElseThrow();
      assertTrue(python.contains(told.strip()), told);
    }
    Grid grid = null;
    int point = 0;
    int points = 0;
    for (String line :
        new String(TestFiles.odd("grid.expected.txt"), StandardCharsets.UTF_8).lines().toList()) {
      if (line.startsWith("[")) {
        String[] lists = line.split(" ");
        List<Integer> sizes = numbers(lists[0]).stream().map(Float::intValue).toList();
        grid = new Grid(sizes, numbers(lists[1]));
        point = 0;
        continue;
      }
      float[] x = new float[grid.rows()];
      grid.copy(point++, 1, x, 0, 1);
      String[] expected = line.split(" ");
      for (int axis = 0; axis < x.length; axis++) {
        assertEquals(Float.parseFloat(expected[axis]), x[axis], 1e-7f, line);
      }
      points++;
    }
    assertEquals(28 + 30 + 3, points);
  }

  private static List<Float> numbers(String list) {
    return Arrays.stream(list.replaceAll("[\\[\\]]", "").split(",")).map(Float::valueOf).toList();
  }

  @Test
  void aModelComesBackAndEncodes() {
    Path tensors = file("tensors.safetensors");
    Path model = file("model.safetensors");

    CommandLine.run("export", run + "@1", "-o", tensors, "--csr").assertDone();
    String out = CommandLine.run("import", tensors, "--omega", 30, "-o", model).assertDone().out();

    assertEquals(model + ": 2 -> 8 x 2 -> 3, omega 30.0, 52 of 104 weights\n", out);
    assertArrayEquals(
        CheckpointFile.read(run.resolve("round-01.safetensors")).siren().theta(),
        CheckpointFile.read(model).siren().theta());
    Path again = file("again.inr");
    CommandLine.run("encode", image, "--model", model, "-o", again, "--steps", 2).assertDone();
    assertArrayEquals(InrFile.encode(InrFile.read(inr)), InrFile.encode(InrFile.read(again)));
  }

  @Test
  void aSizeMakesAModelAnImage() {
    Path tensors = file("tensors.safetensors");
    Path picture = file("picture.inr");
    CommandLine.run("export", run + "@0", "-o", tensors).assertDone();

    CommandLine.run("import", tensors, "--size", "20x10", "-o", picture).assertDone();

    assertEquals(List.of(10, 20), InrFile.read(picture).grid().sizes());
    CommandLine.run("decode", picture, "-o", file("picture.png")).assertDone();
  }

  @Test
  void theOptionsReachTheNetwork() {
    Path tensors = file("tensors.safetensors");
    Path model = file("model.safetensors");
    CommandLine.run("export", run + "@0", "-o", tensors).assertDone();

    CommandLine.run(
            "import",
            tensors,
            "--omega",
            15,
            "--first-omega",
            30,
            "--output-scale",
            0.5,
            "--output-offset=-0.5",
            "-o",
            model)
        .assertDone();

    float[] before = CheckpointFile.read(run.resolve("round-00.safetensors")).siren().theta();
    float[] after = CheckpointFile.read(model).siren().theta();
    assertEquals(15, CheckpointFile.read(model).siren().shape().omega());
    assertEquals(before[0] * 2, after[0]);
    int last = before.length - 1;
    assertEquals((float) (before[last] * 0.5 - 0.5), after[last]);
  }

  @Test
  void theNameOrToTellsTheFormat() throws IOException {
    for (String name : List.of("x.npz", "X.NPZ")) {
      CommandLine.run("export", run, "-o", file(name)).assertDone();
      assertEquals('P', Files.readAllBytes(file(name))[0]);
    }
    CommandLine.run("export", inr, "-o", file("x.html")).assertDone();
    String page = Files.readString(file("x.html"));
    assertTrue(page.startsWith("<!DOCTYPE html>"));
    assertTrue(page.contains("<title>image.inr</title>"));
    assertTrue(page.contains(Files.size(inr) + " bytes"));
    CommandLine.run("export", run, "-o", file("x.bin"), "--to", "safetensors").assertDone();
    assertEquals(6, Safetensors.read(file("x.bin")).tensors().size());
  }

  private void refused(List<Object> command, String... words) {
    CommandLine.refused(folder, command, words);
  }

  @Test
  void exportRefusesWhatItCannotWrite() throws IOException {
    Path out = file("new.safetensors");
    Path page = file("new.html");
    refused(List.of("export", inr), "--out is missing");
    refused(List.of("export", inr, "-o", file("new.bin")), "new.bin", ".safetensors, .npz or");
    refused(List.of("export", inr, "-o", out, "--to", "pth"), "--to 'pth'", "npz, html");
    refused(List.of("export", inr, "-o", out, "--csr", "--masked"), "--csr and --masked");
    refused(List.of("export", inr, "-o", page, "--csr"), "--csr", "html");
    refused(List.of("export", run, "-o", page), run.toString(), ".inr");
    refused(List.of("export", image, "-o", out), image.toString());
    refused(List.of("export", file("no.inr"), "-o", out), "no.inr: no such file");
    refused(List.of("export", inr, "-o", file("no/new.npz")), "its folder does not exist");
    refused(List.of("export", inr, "-o", folder, "--to", "npz"), "it is a folder");
    Files.write(inr, new byte[] {1, 2, 3});
    refused(List.of("export", inr, "-o", out), inr + ": ");
  }

  @Test
  void importRefusesWhatItCannotRead() throws IOException {
    Path tensors = file("tensors.safetensors");
    Path out = file("new.inr");
    Path model = file("new.safetensors");
    CommandLine.run("export", run, "-o", tensors).assertDone();
    refused(List.of("import", tensors), "--out is missing");
    refused(List.of("import", tensors, "-o", out), tensors.toString(), "--size");
    refused(List.of("import", tensors, "-o", file("new.pth")), "new.pth", ".safetensors");
    refused(List.of("import", tensors, "-o", model, "--size", "9x9"), "--size", ".inr");
    refused(List.of("import", tensors, "-o", model, "--omega", "0"), "--omega 0", "greater than 0");
    refused(List.of("import", tensors, "-o", model, "--omega", "x"), "--omega x", "a number");
    refused(List.of("import", tensors, "-o", model, "--first-omega", "NaN"), "--first-omega NaN");
    refused(List.of("import", tensors, "-o", model, "--output-offset", "NaN"), "--output-offset");
    for (String size : List.of("9", "0x9", "9x-9", "99999x99999", "999999x1", "axb")) {
      refused(List.of("import", tensors, "-o", out, "--size", size), "--size " + size);
    }
    refused(List.of("import", tensors, "-o", out, "--size", "9999x9999"), "67108864");
    refused(List.of("import", inr, "-o", out), inr + ": ");
    refused(List.of("import", folder, "-o", out), folder + ": is a folder");
    // A checkpoint has names of its own.
    Path checkpoint = run.resolve("round-01.safetensors");
    refused(List.of("import", checkpoint, "-o", model), checkpoint.toString(), "weight.1");
    byte[] whole = Files.readAllBytes(tensors);
    Files.write(tensors, Arrays.copyOf(whole, whole.length / 2));
    refused(List.of("import", tensors, "-o", model), tensors + ": ", "cut short");
  }

  @Test
  void importRefusesANetworkThatIsNoImage() {
    Path tensors = file("tensors.safetensors");
    Path solid = TinyModel.file(file("solid.safetensors"), 3, 1);
    CommandLine.run("export", solid, "-o", tensors).assertDone();

    refused(
        List.of("import", tensors, "-o", file("new.inr"), "--size", "9x9"),
        tensors.toString(),
        "3 -> 8 x 2 -> 1");
  }
}
