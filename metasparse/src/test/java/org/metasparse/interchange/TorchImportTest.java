package org.metasparse.interchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.autodiff.Evaluation;
import org.metasparse.autodiff.Samples;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Renderer;
import org.metasparse.format.DType;
import org.metasparse.format.Safetensors;
import org.metasparse.format.TensorData;
import org.metasparse.format.TensorFile;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.SirenTape;

class TorchImportTest {
  private static final double PYTORCH = 1e-5;

  static TensorFile golden(String name) {
    String path = "META-INF/metasparse/testdata/golden/" + name;
    try (InputStream in = TorchImportTest.class.getClassLoader().getResourceAsStream(path)) {
      assertNotNull(in, path + " is not on the path: is the testdata module there?");
      return Safetensors.decode(name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Siren read(TensorFile file) {
    return TorchImport.read("x.safetensors", file, ImportOptions.of(30));
  }

  /**
   * State_dicts of networks that PyTorch fitted, pruned with torch.nn.utils.prune and fitted again,
   * and their output there in double precision; measured: 2.7e-6 and 6.4e-8. (With twice the steps
   * at omega 200 it is 1.0e-5, where PyTorch's own single precision is 1.1e-5 off its double one.)
   */
  @ParameterizedTest
  @ValueSource(ints = {30, 200})
  void decodesAsPyTorchDoes(int omega) {
    TensorFile all = golden("metasiren-pruned-omega" + omega + ".safetensors");
    TensorFile state = Nets.with(all, "output", null);
    Grid grid =
        new Grid(
            List.of(
                Integer.parseInt(all.metadata().get("height")),
                Integer.parseInt(all.metadata().get("width"))));

    Siren siren = TorchImport.read("x", state, ImportOptions.of(omega));

    assertEquals(new SirenShape(2, 16, 3, 3, omega), siren.shape());
    assertEquals(296, siren.layout().weights());
    try (Compute compute = Compute.start(1)) {
      Signal ours = Renderer.render(siren, "x", ImageKind.EIGHT_BITS, grid, compute);
      assertClose(all.tensor("x", "output").doubles(), ours.values(), grid.count());
    }
  }

  /** The weights and outputs that GoldenTest uses, in double precision, under PyTorch's names. */
  @ParameterizedTest
  @ValueSource(ints = {30, 200})
  void decodesAsPyTorchDoesInDoublePrecision(int omega) {
    TensorFile all = golden("siren-w16-omega" + omega + ".safetensors");
    Map<String, TensorData> state = new LinkedHashMap<>();
    for (int i = 0; i <= 4; i++) {
      TensorData bias = all.tensor("x", "bias." + i);
      state.put("layers." + i + ".linear.weight", all.tensor("x", "weight." + i));
      state.put("layers." + i + ".linear.bias", TensorData.of(bias.doubles(), bias.count()));
    }

    Siren siren = TorchImport.read("x", new TensorFile(Map.of(), state), ImportOptions.of(omega));

    double[] points = all.tensor("x", "coordinates").doubles();
    int n = points.length / 2;
    float[] turned = new float[2 * n];
    for (int p = 0; p < n; p++) {
      turned[p] = (float) points[2 * p];
      turned[n + p] = (float) points[2 * p + 1];
    }
    SirenTape recorded = SirenTape.record(siren.shape(), siren.layout());
    Samples none = Samples.of(3, n, new float[3 * n]);
    try (Compute compute = Compute.start(1)) {
      float[] ours =
          new Evaluation(recorded.tape(), recorded.output(), compute)
              .run(siren.theta(), List.of(Samples.of(2, n, turned), none));
      assertClose(all.tensor("x", "output").doubles(), ours, n);
    }
  }

  /** Points of three channels against channels in rows. */
  private static void assertClose(double[] expected, float[] actual, int points) {
    assertEquals(3 * points, expected.length);
    for (int p = 0; p < points; p++) {
      for (int c = 0; c < 3; c++) {
        assertEquals(expected[3 * p + c], actual[c * points + p], PYTORCH, "point " + p);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "layers.N.linear. layers.N.linear.",
        "net.layers.N.linear. net.layers.N.linear.",
        "module.net.N.linear. module.net.N.",
        "layers.N. last_layer.",
        "model.layers.N.linear. model.last_layer.linear.",
        "net.net.N.0. net.net.N.0.",
        "N. N.",
      })
  void namesOfOtherProgramsAreUnderstood(String names) {
    Siren siren = Nets.dense(Nets.SHAPE);
    String sine = names.split(" ")[0];
    String last = names.split(" ")[1];

    TensorFile renamed =
        Nets.renamed(
            siren,
            key -> {
              String n = key.substring(7, 8);
              return (n.equals("2") ? last : sine).replace("N", n) + key.substring(16);
            });

    assertArrayEquals(siren.theta(), read(renamed).theta());
    assertEquals(siren.shape(), read(renamed).shape());
  }

  @Test
  void moreThanTenLayersKeepTheirOrder() {
    Siren siren = Nets.dense(new SirenShape(2, 3, 11, 1, 30));

    assertArrayEquals(siren.theta(), read(Nets.renamed(siren, key -> key)).theta());
  }

  private static TensorData bits(DType dtype, int... elements) {
    ByteBuffer bytes =
        ByteBuffer.allocate(elements.length * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int element : elements) {
      if (dtype == DType.F64) {
        bytes.putDouble(Double.longBitsToDouble((long) element << 32));
      } else {
        bytes.putShort((short) element);
      }
    }
    return new TensorData(dtype, List.of(elements.length), bytes.flip());
  }

  @Test
  void otherTypesAreConverted() {
    TensorFile file = Nets.renamed(Nets.dense(Nets.SHAPE), key -> key);
    String bias = "layers.2.linear.bias";
    float[] expected = {1.5f, -2, 0x1p-24f};
    // 0x3e00, 0xc000, and the least subnormal half; its BF16 is 0x3380.
    TensorData f16 = bits(DType.F16, 0x3e00, 0xc000, 1);
    TensorData bf16 = bits(DType.BF16, 0x3fc0, 0xc000, 0x3380);
    TensorData f64 = bits(DType.F64, 0x3ff80000, 0xc0000000, 0x3e700000);

    for (TensorData tensor : List.of(f16, bf16, f64)) {
      float[] theta = read(Nets.with(file, bias, tensor)).theta();

      float[] last = Arrays.copyOfRange(theta, theta.length - 3, theta.length);
      assertArrayEquals(expected, last, tensor.dtype().name());
    }
  }

  @Test
  void masksMayBeTruthValues() {
    Siren siren = Nets.sparse(Nets.SHAPE);
    TensorFile file = TorchTensors.of(Exported.of("x", siren), TorchTensors.Weights.MASKED);
    for (int i = 0; i <= 2; i++) {
      String key = "layers." + i + ".linear.weight_mask";
      TensorData mask = file.tensor("x", key);
      byte[] flags = new byte[mask.count()];
      for (int j = 0; j < flags.length; j++) {
        flags[j] = (byte) mask.floats()[j];
      }
      file = Nets.with(file, key, new TensorData(DType.BOOL, mask.shape(), ByteBuffer.wrap(flags)));
    }

    assertArrayEquals(siren.theta(), read(file).theta());
  }

  @Test
  void anotherFirstOmegaAndTheOutputsScaleAreFoldedIn() {
    Siren siren = Nets.dense(Nets.SHAPE);
    TensorFile file = Nets.renamed(siren, key -> key);
    ImportOptions options = new ImportOptions(30, 90, 0.5, 0.25, false);

    Siren folded = TorchImport.read("x", file, options);

    float[] theta = siren.theta();
    int first = 6 * 2 + 6;
    int last = theta.length - (3 * 6 + 3);
    for (int i = 0; i < theta.length; i++) {
      double expected =
          i < first
              ? theta[i] * 3.0
              : i < last ? theta[i] : theta[i] * 0.5 + (i >= theta.length - 3 ? 0.25 : 0);
      assertEquals((float) expected, folded.theta()[i], "parameter " + i);
    }
  }

  private static void refused(TensorFile file, String... words) {
    Refusal.of(() -> read(file), "x.safetensors", words);
  }

  private static TensorFile with(String key, TensorData tensor) {
    return Nets.with(Nets.renamed(Nets.dense(Nets.SHAPE), k -> k), key, tensor);
  }

  @Test
  void otherTensorsAreRefusedByName() {
    refused(with("grids", Nets.zeros(4)), "\"grids\"", "leave out");
    refused(with("layers.0.norm.running_mean", Nets.zeros(4)), "running_mean");
    refused(with("head.weight", Nets.zeros(4)), "head");
    refused(with("a\nb.weight", Nets.zeros(4)), "a\\nb");
    refused(with(".weight", Nets.zeros(4)), ".weight");
    refused(with("other.0.weight", Nets.zeros(4)), "more than one list", "other", "layers");
    refused(with("layers.1.weight", Nets.zeros(6, 6)), "layers.1", "another weight");
    refused(new TensorFile(Map.of(), Map.of()), "no numbered layers");
    TensorFile two =
        Nets.renamed(
            Nets.dense(Nets.SHAPE),
            key -> key.replace("layers.1.linear", "hidden").replace("layers.2.linear", "last"));
    refused(two, "hidden, last", "leave out");
  }

  @Test
  void missingTensorsAreRefused() {
    refused(with("layers.1.linear.bias", null), "layers.1 has weight", "must have bias");
    refused(with("layers.1.linear.weight", null), "layers.1 has bias", "weight_orig");
    refused(with("layers.1.linear.weight_mask", Nets.zeros(6, 6)), "layers.1 has");
    TensorFile gap = Nets.with(with("layers.1.linear.bias", null), "layers.1.linear.weight", null);
    refused(gap, "layers.2", "no layer 1");
  }

  @Test
  void shapesMustMakeASiren() {
    refused(with("layers.0.linear.weight", Nets.zeros(6)), "layers.0.weight", "matrix");
    refused(with("layers.0.linear.weight", Nets.zeros(6, 0)), "layers.0.weight", "matrix");
    refused(with("layers.0.linear.weight", Nets.zeros(7, 2)), "layers.0.bias", "[7]");
    refused(with("layers.1.linear.weight", Nets.zeros(6, 7)), "layers.1", "7 inputs", "6 outputs");
    TensorFile wider =
        Nets.with(
            Nets.with(
                with("layers.1.linear.weight", Nets.zeros(8, 6)),
                "layers.1.linear.bias",
                Nets.zeros(8)),
            "layers.2.linear.weight",
            Nets.zeros(3, 8));
    refused(wider, "layers.1 has 8 outputs", "one width");
    refused(with("layers.0.linear.bias", TensorData.of(new int[6], 6)), "I32", "floating");
  }

  @Test
  void valuesMustBeFiniteFloats() {
    String bias = "layers.2.linear.bias";
    refused(with(bias, TensorData.of(new float[] {0, Float.NaN, 0}, 3)), "layers.2", "NaN");
    refused(with(bias, TensorData.of(new double[] {0, 1e99, 0}, 3)), "layers.2", "1.0E99");
  }

  @Test
  void masksMustFit() {
    Siren siren = Nets.sparse(Nets.SHAPE);
    TensorFile file = TorchTensors.of(Exported.of("x", siren), TorchTensors.Weights.MASKED);
    String mask = "layers.1.linear.weight_mask";
    float[] half = new float[36];
    half[7] = 0.5f;
    refused(Nets.with(file, mask, Nets.zeros(6, 5)), "layers.1.weight_mask", "[6, 6]");
    refused(Nets.with(file, mask, TensorData.of(half, 6, 6)), "layers.1.weight_mask", "0.5");
  }

  @Test
  void csrMustBeAPattern() {
    Siren siren = Nets.sparse(Nets.SHAPE);
    TensorFile file = TorchTensors.of(Exported.of("x", siren), TorchTensors.Weights.CSR);
    String weight = "layers.1.linear.weight.";
    TensorData columns = file.tensor("x", weight + "col_indices");
    long[] far = columns.longs();
    far[far.length - 1] = 6;
    refused(Nets.with(file, weight + "col_indices", TensorData.of(far, far.length)), "column 6");
    far[0] = 1L << 33;
    refused(Nets.with(file, weight + "col_indices", TensorData.of(far, far.length)), "2^31");
    long[] rows = file.tensor("x", weight + "crow_indices").longs();
    rows[0] = 1;
    refused(Nets.with(file, weight + "crow_indices", TensorData.of(rows, 7)), "rowStart");
    refused(Nets.with(file, weight + "values", Nets.zeros(1)), "make no matrix");
    refused(new TensorFile(Map.of(), file.tensors()), "dim_in");
    refused(new TensorFile(Map.of("dim_in", "1e9"), file.tensors()), "dim_in");
    refused(new TensorFile(Map.of("dim_in", "two"), file.tensors()), "dim_in");
  }

  @Test
  void omegaMustBeTold() {
    TensorFile file = Nets.renamed(Nets.dense(Nets.SHAPE), key -> key);
    Refusal.of(() -> TorchImport.read("x", file, ImportOptions.of(Double.NaN)), "x", "--omega");
    TensorFile wrong = new TensorFile(Map.of("omega", "-3"), file.tensors());
    Refusal.of(() -> TorchImport.read("x", wrong, ImportOptions.of(Double.NaN)), "x", "omega");
    TensorFile told = new TensorFile(Map.of("omega", "12.5"), file.tensors());
    Siren siren = TorchImport.read("x", told, ImportOptions.of(Double.NaN));
    assertEquals(12.5f, siren.shape().omega());
    assertTrue(read(told).shape().omega() == 30, "the option counts more than the file");
  }
}
