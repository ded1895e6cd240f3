package org.metasparse.interchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.format.DType;
import org.metasparse.format.TensorFile;
import org.metasparse.interchange.TorchTensors.Weights;
import org.metasparse.signal.Grid;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

class TorchTensorsTest {
  private static final SirenShape TINY = new SirenShape(2, 2, 1, 1, 50);

  /** A first layer of [[1, -2], [0, 0]] whose second row is pruned, a dense second one. */
  private static Siren tiny() {
    CsrPattern pattern = CsrPattern.of(2, 2, new int[] {0, 2, 2}, new int[] {0, 1});
    Layout layout =
        new Layout.Builder()
            .add("weight.0", Block.Kind.WEIGHT, 2, 2, pattern)
            .add("bias.0", Block.Kind.BIAS, 2, 1, null)
            .add("weight.1", Block.Kind.WEIGHT, 1, 2, null)
            .add("bias.1", Block.Kind.BIAS, 1, 1, null)
            .build();
    return new Siren(TINY, layout, new float[] {1, -2, 0.5f, -0f, 3, 4, 5});
  }

  private static TensorFile tensors(Weights weights) {
    return TorchTensors.of(Nets.image(tiny()), weights);
  }

  private static void check(TensorFile file, String name, List<Integer> shape, float... values) {
    assertEquals(shape, file.tensor("x", name).shape(), name);
    assertArrayEquals(values, file.tensor("x", name).floats(), name);
  }

  @Test
  void denseHasZerosWhereWeightsWerePruned() {
    TensorFile file = tensors(Weights.DENSE);

    assertEquals(4, file.tensors().size());
    check(file, "layers.0.linear.weight", List.of(2, 2), 1, -2, 0, 0);
    check(file, "layers.0.linear.bias", List.of(2), 0.5f, -0f);
    check(file, "layers.1.linear.weight", List.of(1, 2), 3, 4);
    check(file, "layers.1.linear.bias", List.of(1), 5);
  }

  @Test
  void csrIsThreeTensors() {
    TensorFile file = tensors(Weights.CSR);

    assertEquals(8, file.tensors().size());
    String first = "layers.0.linear.weight.";
    assertEquals(DType.I64, file.tensor("x", first + "crow_indices").dtype());
    assertArrayEquals(new long[] {0, 2, 2}, file.tensor("x", first + "crow_indices").longs());
    assertArrayEquals(new long[] {0, 1}, file.tensor("x", first + "col_indices").longs());
    check(file, first + "values", List.of(2), 1, -2);
    String last = "layers.1.linear.weight.";
    assertArrayEquals(new long[] {0, 2}, file.tensor("x", last + "crow_indices").longs());
    assertArrayEquals(new long[] {0, 1}, file.tensor("x", last + "col_indices").longs());
    check(file, last + "values", List.of(2), 3, 4);
  }

  @Test
  void maskedIsWhatPruneLeaves() {
    TensorFile file = tensors(Weights.MASKED);

    assertEquals(6, file.tensors().size());
    check(file, "layers.0.linear.weight_orig", List.of(2, 2), 1, -2, 0, 0);
    check(file, "layers.0.linear.weight_mask", List.of(2, 2), 1, 1, 0, 0);
    check(file, "layers.1.linear.weight_mask", List.of(1, 2), 1, 1);
  }

  @Test
  void metadataTellNetworkAndSignal() {
    Map<String, String> metadata = tensors(Weights.DENSE).metadata();

    assertEquals("pt", metadata.get("format"));
    assertEquals("2", metadata.get("dim_in"));
    assertEquals("2", metadata.get("dim_hidden"));
    assertEquals("1", metadata.get("num_layers"));
    assertEquals("1", metadata.get("dim_out"));
    assertEquals("50.0", metadata.get("omega"));
    assertEquals("image", metadata.get("kind"));
    assertEquals("[5,7]", metadata.get("grid.sizes"));
    assertEquals("31.5", metadata.get("psnr"));
    SignalMetadata told = SignalMetadata.of("x", metadata);
    assertEquals(Nets.image(tiny()).grid(), told.grid());
    assertEquals(Nets.image(tiny()).kind(), told.kind());
    assertEquals(31.5f, told.psnr());
  }

  /** JSON has no infinity: a perfect encoding's PSNR is left out, as one that is not known. */
  @Test
  void metadataTellOfFiniteNumbersOnly() {
    Exported known = Nets.image(tiny());
    Exported perfect =
        new Exported("x", tiny(), known.kind(), known.grid(), Float.POSITIVE_INFINITY);
    Map<String, String> metadata = TorchTensors.of(perfect, Weights.DENSE).metadata();
    assertFalse(metadata.containsKey("psnr"));
    assertTrue(Float.isNaN(SignalMetadata.of("x", metadata).psnr()));
  }

  @Test
  void metadataMustMakeAGrid() {
    Map<String, String> metadata = new HashMap<>(tensors(Weights.DENSE).metadata());
    metadata.put("grid.sizes", "[5.5,7]");
    Refusal.of(() -> SignalMetadata.of("x", metadata), "x", "grid.sizes", "whole numbers");
    metadata.put("grid.sizes", "[5,0]");
    Refusal.of(() -> SignalMetadata.of("x", metadata), "x", "not valid");
  }

  @Test
  void aGridHasAnAxisForEachCoordinate() {
    Exported known = Nets.image(tiny());
    for (Grid grid : List.of(new Grid(List.of(5)), new Grid(List.of(5, 7, 2)))) {
      assertThrows(
          IllegalArgumentException.class, () -> new Exported("x", tiny(), known.kind(), grid, 30));
    }
    assertThrows(
        IllegalArgumentException.class, () -> new Exported("x", tiny(), known.kind(), null, 30));
  }

  @Test
  void aModelTellsOfNoSignal() {
    TensorFile file = TorchTensors.of(Exported.of("x", tiny()), Weights.DENSE);

    assertNull(SignalMetadata.of("x", file.metadata()));
  }

  @Test
  void whatIsExportedIsImportedAgain() {
    for (Siren siren : List.of(tiny(), Nets.sparse(Nets.SHAPE), Nets.dense(Nets.SHAPE))) {
      for (Weights weights : Weights.values()) {
        TensorFile file = TorchTensors.of(Exported.of("x", siren), weights);

        Siren back =
            TorchImport.read("x", file, new ImportOptions(Double.NaN, Double.NaN, 1, 0, true));

        assertEquals(siren.shape(), back.shape());
        for (Block block : siren.layout().blocks()) {
          CsrPattern pattern = block.pattern();
          boolean full = pattern != null && pattern.nnz() == block.rows() * block.cols();
          assertEquals(full ? null : pattern, back.layout().block(block.name()).pattern());
        }
        assertArrayEquals(siren.theta(), back.theta(), weights.name());
      }
    }
  }

  @Test
  void withoutSparseZerosAreWeights() {
    TensorFile file = tensors(Weights.DENSE);

    Siren back = TorchImport.read("x", file, ImportOptions.of(50));

    assertEquals(TINY.layout(), back.layout());
    assertArrayEquals(new float[] {1, -2, 0, 0, 0.5f, -0f, 3, 4, 5}, back.theta());
  }
}
