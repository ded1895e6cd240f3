package org.metasparse.interchange;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.files.Json;
import org.metasparse.format.TensorData;
import org.metasparse.format.TensorFile;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/**
 * A network as the tensors of a PyTorch {@code state_dict}, under the names of the paper's own
 * code: {@code layers.N.linear.weight} (out x in) and {@code layers.N.linear.bias} (out) for N = 0
 * … sine layers, the last, linear one among them.
 *
 * <p>The metadata hold {@code format} (pt), {@code dim_in}, {@code dim_hidden}, {@code num_layers},
 * {@code dim_out}, {@code omega}, and of an encoded signal what {@link SignalMetadata} says.
 */
public final class TorchTensors {
  static final String OMEGA = "omega";
  static final String DIM_IN = "dim_in";

  /** How weight matrices are written; all of them alike, pruned or not. */
  public enum Weights {
    /** {@code weight}, with zeros where weights were pruned. */
    DENSE,
    /**
     * Three tensors, as the constructor of {@code torch.sparse_csr_tensor} takes them: {@code
     * weight.crow_indices} (out + 1) and {@code weight.col_indices} of 64-bit integers, {@code
     * weight.values}.
     */
    CSR,
    /**
     * {@code weight_orig} and {@code weight_mask}, both dense: what a module holds after {@code
     * torch.nn.utils.prune}.
     */
    MASKED
  }

  private TorchTensors() {}

  /**
   * The tensors and metadata of a network.
   *
   * @param exported the network
   * @param weights how its weights are written
   * @return what to write to a file; {@link TorchImport} reads it back
   * @throws IllegalArgumentException if a bias is pruned
   * @throws ArithmeticException if a matrix takes more than 2^31 - 1 bytes
   */
  public static TensorFile of(Exported exported, Weights weights) {
    Siren siren = exported.siren();
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    Layout layout = siren.layout();
    for (int i = 0; i <= siren.shape().layers(); i++) {
      String linear = "layers." + i + ".linear.";
      putWeights(tensors, linear, layout.block("weight." + i), siren.theta(), weights);
      Block bias = layout.block("bias." + i);
      if (bias.pattern() != null) {
        throw new IllegalArgumentException(bias.name() + " has a pattern; biases are not pruned");
      }
      tensors.put(linear + "bias", TensorData.of(slice(bias, siren.theta()), bias.rows()));
    }
    return new TensorFile(metadata(exported), tensors);
  }

  private static Map<String, String> metadata(Exported exported) {
    SirenShape shape = exported.siren().shape();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.put(DIM_IN, Integer.toString(shape.dimIn()));
    metadata.put("dim_hidden", Integer.toString(shape.width()));
    metadata.put("num_layers", Integer.toString(shape.layers()));
    metadata.put("dim_out", Integer.toString(shape.dimOut()));
    metadata.put(OMEGA, Json.write(shape.omega()));
    if (exported.kind() != null) {
      new SignalMetadata(exported.kind(), exported.grid(), exported.psnr()).put(metadata);
    }
    return metadata;
  }

  private static void putWeights(
      Map<String, TensorData> tensors, String linear, Block block, float[] theta, Weights weights) {
    int rows = block.rows();
    int cols = block.cols();
    switch (weights) {
      case DENSE -> tensors.put(linear + "weight", TensorData.of(dense(block, theta), rows, cols));
      case MASKED -> {
        tensors.put(linear + "weight_orig", TensorData.of(dense(block, theta), rows, cols));
        tensors.put(linear + "weight_mask", TensorData.of(mask(block), rows, cols));
      }
      case CSR -> {
        CsrPattern pattern = pattern(block);
        tensors.put(linear + "weight.crow_indices", longs(pattern.rowStart()));
        tensors.put(linear + "weight.col_indices", longs(pattern.column()));
        float[] values = slice(block, theta);
        tensors.put(linear + "weight.values", TensorData.of(values, values.length));
      }
    }
  }

  private static float[] dense(Block block, float[] theta) {
    if (block.pattern() == null) {
      return slice(block, theta);
    }
    float[] dense = new float[block.rows() * block.cols()];
    block.pattern().expand(theta, block.offset(), dense, 0);
    return dense;
  }

  private static float[] mask(Block block) {
    float[] ones = new float[block.size()];
    Arrays.fill(ones, 1f);
    return dense(
        new Block(block.name(), block.kind(), block.rows(), block.cols(), 0, block.pattern()),
        ones);
  }

  /** The pattern of a block; one of all entries if it has none. */
  private static CsrPattern pattern(Block block) {
    if (block.pattern() != null) {
      return block.pattern();
    }
    boolean[] all = new boolean[block.rows() * block.cols()];
    Arrays.fill(all, true);
    return CsrPattern.ofMask(block.rows(), block.cols(), all);
  }

  private static TensorData longs(int[] values) {
    return TensorData.of(Arrays.stream(values).asLongStream().toArray(), values.length);
  }

  private static float[] slice(Block block, float[] theta) {
    return Arrays.copyOfRange(theta, block.offset(), block.offset() + block.size());
  }
}
