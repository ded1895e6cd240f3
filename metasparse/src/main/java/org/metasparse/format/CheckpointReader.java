package org.metasparse.format;

import java.util.Arrays;
import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.siren.Moves;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/**
 * Reads one checkpoint. The seal says that the file is as someone wrote it, not that this program
 * did; so all that it claims is checked against the tensors that are there.
 */
final class CheckpointReader {
  /** No file can show how many coordinates a sparse first layer has, so there is a limit. */
  private static final int MAX_DIM_IN = 1 << 16;

  private final String name;
  private final TensorFile file;
  private int used;

  CheckpointReader(String name, TensorFile file) {
    this.name = name;
    this.file = file;
  }

  Checkpoint read() {
    checkVersion();
    try {
      SirenShape shape = shape();
      Layout layout = layout(shape);
      float[] theta = new float[layout.size()];
      for (Block block : layout.blocks()) {
        String tensor = block.pattern() == null ? block.name() : block.name() + ".values";
        List<Integer> wanted =
            block.pattern() == null && block.kind() != Block.Kind.BIAS
                ? List.of(block.rows(), block.cols())
                : List.of(block.size());
        copy(tensor, wanted, theta, block);
      }
      Moves moves = moves();
      boolean moments = file.tensors().keySet().stream().anyMatch(t -> t.startsWith("adam."));
      float[] first = moments ? moments(CheckpointFile.FIRST_MOMENT, layout) : null;
      float[] second = moments ? moments(CheckpointFile.SECOND_MOMENT, layout) : null;
      Own own = own(moves.count(layout.size()));
      if (used != file.tensors().size()) {
        throw new InputException(
            name + ": holds " + file.tensors().size() + " tensors, " + used + " are expected");
      }
      return new Checkpoint(
          new Siren(shape, layout, theta, moves),
          (int) number("round", Integer.MAX_VALUE),
          number("step", Long.MAX_VALUE),
          first,
          second,
          number("adam.steps", Long.MAX_VALUE),
          signedNumber("rng.state"),
          text("configuration"),
          file.metadata().containsKey("fit.rate") ? Double.parseDouble(text("fit.rate")) : 0,
          own);
    } catch (ArithmeticException e) {
      throw new InputException(name + ": is not a valid checkpoint: sizes beyond 2^31 - 1", e);
    } catch (IllegalArgumentException e) {
      // From the constructors of shape, pattern, layout: their messages say what is wrong.
      throw new InputException(name + ": is not a valid checkpoint: " + e.getMessage(), e);
    }
  }

  private void checkVersion() {
    String format = file.metadata().get(CheckpointFile.FORMAT);
    if (format == null || !format.matches(CheckpointFile.FORMAT_NAME + "/[0-9]{1,9}")) {
      throw new InputException(
          name + ": is not a metasparse checkpoint; give one that 'metasparse train' wrote");
    }
    int version = Integer.parseInt(format.substring(CheckpointFile.FORMAT_NAME.length() + 1));
    if (version > CheckpointFile.VERSION) {
      throw new InputException(
          name
              + ": was written by a newer metasparse (checkpoint version "
              + version
              + "); this one reads versions "
              + CheckpointFile.ALL_MOVE
              + " to "
              + CheckpointFile.VERSION);
    }
    if (version < CheckpointFile.ALL_MOVE) {
      throw new InputException(
          name + ": there is no checkpoint version " + version + "; the file is not valid");
    }
  }

  private SirenShape shape() {
    int dimIn = (int) number("shape.dim_in", MAX_DIM_IN);
    int width = (int) number("shape.width", Integer.MAX_VALUE);
    int layers = (int) number("shape.layers", Integer.MAX_VALUE);
    int dimOut = (int) number("shape.dim_out", Integer.MAX_VALUE);
    float omega = Float.parseFloat(text("shape.omega"));
    if (layers >= file.tensors().size() / 2) {
      throw new InputException(
          name + ": holds too few tensors for the " + layers + " layers that it claims");
    }
    boolean coded = file.metadata().containsKey("shape.code");
    int code = coded ? (int) number("shape.code", Integer.MAX_VALUE) : 0;
    return new SirenShape(dimIn, width, layers, dimOut, omega, code);
  }

  private Layout layout(SirenShape shape) {
    // The tensors show that the sizes are real; only then is memory taken for them.
    for (int i = 0; i <= shape.layers(); i++) {
      check("bias." + i, DType.F32, List.of(shape.fanOut(i)));
    }
    if (shape.code() > 0) {
      check("code", DType.F32, List.of(shape.code(), 1));
    }
    Layout.Builder layout = new Layout.Builder();
    for (int i = 0; i <= shape.layers(); i++) {
      String weight = "weight." + i;
      int rows = shape.fanOut(i);
      int cols = shape.fanIn(i);
      CsrPattern pattern = null;
      if (file.tensors().containsKey(weight)) {
        check(weight, DType.F32, List.of(rows, cols));
      } else {
        pattern = pattern(weight, rows, cols);
      }
      layout.add(weight, Block.Kind.WEIGHT, rows, cols, pattern);
      layout.add("bias." + i, Block.Kind.BIAS, rows, 1, null);
    }
    return shape.withCode(layout).build();
  }

  private CsrPattern pattern(String weight, int rows, int cols) {
    TensorData rowStart = check(weight + ".row_start", DType.I32, List.of(rows + 1));
    int entries = file.tensor(name, weight + ".values").count();
    TensorData column = check(weight + ".column", DType.I32, List.of(entries));
    used += 2;
    return CsrPattern.of(rows, cols, rowStart.ints(), column.ints());
  }

  private Moves moves() {
    if (!file.tensors().containsKey(CheckpointFile.MOVES)) {
      return Moves.ALL;
    }
    int count = file.tensor(name, CheckpointFile.MOVES).count();
    used++;
    return new Moves(check(CheckpointFile.MOVES, DType.I32, List.of(count)).ints());
  }

  private Own own(int moved) {
    if (!file.tensors().containsKey(CheckpointFile.OWN + "steps")) {
      return null;
    }
    int signals = file.tensor(name, CheckpointFile.OWN + "steps").count();
    int[] steps = check(CheckpointFile.OWN + "steps", DType.I32, List.of(signals)).ints();
    used++;
    float[][] values = rows("values", signals, moved);
    return new Own(steps, values, rows("m", signals, moved), rows("v", signals, moved));
  }

  private float[][] rows(String what, int rows, int cols) {
    float[] flat = check(CheckpointFile.OWN + what, DType.F32, List.of(rows, cols)).floats();
    used++;
    float[][] split = new float[rows][];
    for (int i = 0; i < rows; i++) {
      split[i] = Arrays.copyOfRange(flat, i * cols, (i + 1) * cols);
    }
    return split;
  }

  private float[] moments(String prefix, Layout layout) {
    float[] flat = new float[layout.size()];
    for (Block block : layout.blocks()) {
      copy(prefix + block.name(), List.of(block.size()), flat, block);
    }
    return flat;
  }

  private void copy(String tensor, List<Integer> shape, float[] flat, Block block) {
    float[] values = check(tensor, DType.F32, shape).floats();
    System.arraycopy(values, 0, flat, block.offset(), block.size());
    used++;
  }

  private TensorData check(String tensor, DType dtype, List<Integer> shape) {
    TensorData data = file.tensor(name, tensor);
    if (data.dtype() != dtype || !data.shape().equals(shape)) {
      throw new InputException(
          name
              + ": "
              + tensor
              + " is "
              + data.dtype()
              + " "
              + data.shape()
              + "; it must be "
              + dtype
              + " "
              + shape);
    }
    return data;
  }

  private String text(String key) {
    String value = file.metadata().get(key);
    if (value == null) {
      throw new InputException(name + ": its metadata lack " + key);
    }
    return value;
  }

  private long signedNumber(String key) {
    try {
      return Long.parseLong(text(key));
    } catch (NumberFormatException e) {
      throw new InputException(
          name + ": " + key + " is " + Json.write(text(key)) + "; it must be a whole number", e);
    }
  }

  private long number(String key, long max) {
    long value = signedNumber(key);
    if (value < 0 || value > max) {
      throw new InputException(
          name + ": " + key + " is " + value + "; it must lie between 0 and " + max);
    }
    return value;
  }
}
