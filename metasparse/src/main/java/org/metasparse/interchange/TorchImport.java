package org.metasparse.interchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.files.InputException;
import org.metasparse.format.TensorData;
import org.metasparse.format.TensorFile;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/**
 * Reads a SIREN from the tensors of a PyTorch {@code state_dict}: {@code layers.N.linear.weight}
 * and {@code .bias} of floating-point numbers, or {@code weight_orig} with {@code weight_mask} as
 * {@code torch.nn.utils.prune} leaves them, or the three tensors of {@link
 * TorchTensors.Weights#CSR}. {@link LayerTensors} tells which other names are understood.
 *
 * <p>Masked weights become pruned ones, which are not stored. Doubles are rounded to floats, halves
 * are floats already. What the file claims is checked against the tensors that are there.
 */
public final class TorchImport {
  /** No file can show how many coordinates a sparse first layer has, so there is a limit. */
  private static final int MAX_DIM_IN = 1 << 16;

  private final String name;
  private final TensorFile file;
  private final ImportOptions options;

  /** A layer as it was read: values of the pattern's entries, or of all if there is none. */
  private record Layer(int rows, int cols, CsrPattern pattern, double[] values, double[] bias) {}

  private TorchImport(String name, TensorFile file, ImportOptions options) {
    this.name = name;
    this.file = file;
    this.options = options;
  }

  /**
   * Reads a network.
   *
   * @param name the file's name for messages
   * @param file its content
   * @param options what the file does not tell
   * @return the network
   * @throws InputException if the file holds other tensors, lacks some, or their types, shapes or
   *     values do not make a SIREN; or if neither options nor metadata tell omega
   */
  public static Siren read(String name, TensorFile file, ImportOptions options) {
    try {
      return new TorchImport(name, file, options).read();
    } catch (ArithmeticException e) {
      throw new InputException(name + ": is not a SIREN: sizes beyond 2^31 - 1", e);
    } catch (IllegalArgumentException e) {
      // From the constructors of shape, pattern, layout: their messages say what is wrong.
      throw new InputException(name + ": is not a SIREN: " + e.getMessage(), e);
    }
  }

  /**
   * What a file holds that is no part of a network and passed over: buffers that are called {@code
   * grid}, such as the coordinates that the paper's own code stores beside the layers.
   *
   * @param file its content
   * @return their names
   */
  public static List<String> passedOver(TensorFile file) {
    return file.tensors().keySet().stream().filter(LayerTensors::isBuffer).toList();
  }

  private Siren read() {
    List<LayerTensors> tensors = LayerTensors.of(name, file);
    List<Layer> layers = new ArrayList<>();
    for (LayerTensors layer : tensors) {
      int inputs = layers.isEmpty() ? 0 : layers.get(layers.size() - 1).rows;
      layers.add(layer(layer, inputs));
    }
    SirenShape shape = shape(tensors, layers);
    Layout.Builder builder = new Layout.Builder();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      builder.add("weight." + i, Block.Kind.WEIGHT, layer.rows, layer.cols, layer.pattern);
      builder.add("bias." + i, Block.Kind.BIAS, layer.rows, 1, null);
    }
    Layout layout = builder.build();
    float[] theta = new float[layout.size()];
    for (int i = 0; i < layers.size(); i++) {
      boolean last = i == layers.size() - 1;
      double scale = last ? options.outputScale() : i == 0 ? firstScale(shape.omega()) : 1;
      put(tensors.get(i), layers.get(i).values, scale, 0, theta, layout.block("weight." + i));
      double offset = last ? options.outputOffset() : 0;
      put(tensors.get(i), layers.get(i).bias, scale, offset, theta, layout.block("bias." + i));
    }
    return new Siren(shape, layout, theta);
  }

  /** {@code sin(f (W x + b)) = sin(omega (f/omega W x + f/omega b))}. */
  private double firstScale(float omega) {
    return Double.isNaN(options.firstOmega()) ? 1 : options.firstOmega() / omega;
  }

  private void put(
      LayerTensors tensors, double[] from, double scale, double offset, float[] theta, Block to) {
    for (int i = 0; i < from.length; i++) {
      // Adding 0 would change the sign of -0.
      float value = (float) (offset == 0 ? from[i] * scale : from[i] * scale + offset);
      if (!Float.isFinite(value)) {
        throw new InputException(
            name + ": " + tensors.key() + " holds " + from[i] + "; numbers must be finite floats");
      }
      theta[to.offset() + i] = value;
    }
  }

  private SirenShape shape(List<LayerTensors> tensors, List<Layer> layers) {
    int width = layers.get(0).rows;
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).cols != layers.get(i - 1).rows) {
        throw new InputException(
            name
                + ": "
                + tensors.get(i).key()
                + " takes "
                + layers.get(i).cols
                + " inputs, but the layer before it has "
                + layers.get(i - 1).rows
                + " outputs");
      }
      if (i < layers.size() - 1 && layers.get(i).rows != width) {
        throw new InputException(
            name
                + ": "
                + tensors.get(i).key()
                + " has "
                + layers.get(i).rows
                + " outputs and "
                + tensors.get(0).key()
                + " has "
                + width
                + "; all sine layers must be of one width");
      }
    }
    double omega = options.omega();
    if (Double.isNaN(omega)) {
      omega = SignalMetadata.number(name, file.metadata(), TorchTensors.OMEGA);
    }
    if (Double.isNaN(omega)) {
      throw new InputException(
          name + ": does not tell the omega of its sine layers; give it with --omega");
    }
    Layer last = layers.get(layers.size() - 1);
    return new SirenShape(layers.get(0).cols, width, layers.size() - 1, last.rows, (float) omega);
  }

  private Layer layer(LayerTensors tensors, int inputs) {
    Set<String> roles = tensors.byRole().keySet();
    if (roles.equals(Set.of(LayerTensors.WEIGHT, LayerTensors.BIAS))) {
      return dense(tensors);
    }
    if (roles.equals(Set.of(LayerTensors.ORIGINAL, LayerTensors.MASK, LayerTensors.BIAS))) {
      return masked(tensors);
    }
    if (roles.equals(
        Set.of(
            LayerTensors.ROW_START, LayerTensors.COLUMN, LayerTensors.VALUES, LayerTensors.BIAS))) {
      return csr(tensors, inputs > 0 ? inputs : dimIn());
    }
    throw new InputException(
        name
            + ": "
            + tensors.key()
            + " has "
            + String.join(", ", roles)
            + "; it must have bias and either weight, or weight_orig and weight_mask, or"
            + " weight.crow_indices, .col_indices and .values");
  }

  private Layer dense(LayerTensors tensors) {
    TensorData weight = matrix(tensors, LayerTensors.WEIGHT);
    double[] values = numbers(tensors, LayerTensors.WEIGHT);
    if (!options.sparse()) {
      return pruned(tensors, weight.shape(), values, null);
    }
    boolean[] keep = new boolean[values.length];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = values[i] != 0;
    }
    return pruned(tensors, weight.shape(), values, keep);
  }

  private Layer masked(LayerTensors tensors) {
    TensorData weight = matrix(tensors, LayerTensors.ORIGINAL);
    TensorData mask = matrix(tensors, LayerTensors.MASK);
    if (!mask.shape().equals(weight.shape())) {
      throw wrong(tensors, LayerTensors.MASK, "of the shape " + weight.shape());
    }
    double[] flags = numbers(tensors, LayerTensors.MASK);
    boolean[] keep = new boolean[flags.length];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = flags[i] == 1;
      if (flags[i] != 0 && flags[i] != 1) {
        throw new InputException(
            name + ": " + tensors.key() + ".weight_mask holds " + flags[i] + "; it holds 0 and 1");
      }
    }
    return pruned(tensors, weight.shape(), numbers(tensors, LayerTensors.ORIGINAL), keep);
  }

  /** The layer without the weights that are not kept; one that keeps all has no pattern. */
  private Layer pruned(LayerTensors tensors, List<Integer> shape, double[] dense, boolean[] keep) {
    int rows = shape.get(0);
    int cols = shape.get(1);
    CsrPattern pattern = keep == null ? null : CsrPattern.ofMask(rows, cols, keep);
    double[] bias = bias(tensors, rows);
    if (pattern == null || pattern.nnz() == dense.length) {
      return new Layer(rows, cols, null, dense, bias);
    }
    double[] values = new double[pattern.nnz()];
    int next = 0;
    for (int i = 0; i < dense.length; i++) {
      if (keep[i]) {
        values[next++] = dense[i];
      }
    }
    return new Layer(rows, cols, pattern, values, bias);
  }

  private Layer csr(LayerTensors tensors, int cols) {
    int[] rowStart = indices(tensors, LayerTensors.ROW_START);
    int[] column = indices(tensors, LayerTensors.COLUMN);
    double[] values = numbers(tensors, LayerTensors.VALUES);
    if (rowStart.length < 2 || values.length != column.length) {
      throw new InputException(
          name
              + ": "
              + tensors.key()
              + " has "
              + rowStart.length
              + " crow_indices, "
              + column.length
              + " col_indices and "
              + values.length
              + " values; these make no matrix");
    }
    int rows = rowStart.length - 1;
    CsrPattern pattern = CsrPattern.of(rows, cols, rowStart, column);
    boolean full = pattern.nnz() == (long) rows * cols;
    return new Layer(rows, cols, full ? null : pattern, values, bias(tensors, rows));
  }

  /** The number of coordinates, where no matrix shows it. */
  private int dimIn() {
    double dimIn = SignalMetadata.number(name, file.metadata(), TorchTensors.DIM_IN);
    if (!(dimIn >= 1 && dimIn <= MAX_DIM_IN && dimIn == (int) dimIn)) {
      throw new InputException(
          name
              + ": its metadata must tell the columns of the first, sparse matrix: dim_in, from 1"
              + " to "
              + MAX_DIM_IN);
    }
    return (int) dimIn;
  }

  private TensorData matrix(LayerTensors tensors, String role) {
    TensorData tensor = tensors.byRole().get(role);
    if (tensor.shape().size() != 2 || tensor.count() == 0) {
      throw wrong(tensors, role, "a matrix of outputs x inputs");
    }
    return tensor;
  }

  private double[] bias(LayerTensors tensors, int rows) {
    if (!tensors.byRole().get(LayerTensors.BIAS).shape().equals(List.of(rows))) {
      throw wrong(tensors, LayerTensors.BIAS, "of the shape [" + rows + "]");
    }
    return numbers(tensors, LayerTensors.BIAS);
  }

  /** The elements; a mask may also be of whole numbers or truth values. */
  private double[] numbers(LayerTensors tensors, String role) {
    TensorData tensor = tensors.byRole().get(role);
    if (tensor.dtype().floating()) {
      return tensor.doubles();
    }
    if (!role.equals(LayerTensors.MASK)) {
      throw wrong(tensors, role, "of floating-point numbers");
    }
    return Arrays.stream(tensor.longs()).asDoubleStream().toArray();
  }

  private int[] indices(LayerTensors tensors, String role) {
    TensorData tensor = tensors.byRole().get(role);
    if (tensor.dtype().floating() || tensor.shape().size() != 1) {
      throw wrong(tensors, role, "a list of whole numbers");
    }
    long[] values = tensor.longs();
    int[] indices = new int[values.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = Math.toIntExact(values[i]);
    }
    return indices;
  }

  private InputException wrong(LayerTensors tensors, String role, String right) {
    TensorData tensor = tensors.byRole().get(role);
    List<Integer> shape = tensor.shape();
    return new InputException(
        name
            + ": "
            + tensors.key()
            + "."
            + role
            + " is "
            + tensor.dtype()
            + " "
            + (shape.size() <= 8 ? shape : shape.size() + " axes")
            + "; it must be "
            + right);
  }
}
