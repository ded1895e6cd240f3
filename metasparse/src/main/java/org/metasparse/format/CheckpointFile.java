package org.metasparse.format;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metasparse.autodiff.Block;
import org.metasparse.engine.CsrPattern;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.files.Json;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/**
 * Checkpoints on disk: sealed safetensors files, described in CHECKPOINT-FORMAT.md beside this
 * file's source. Reading gives back what was written, bit for bit.
 */
public final class CheckpointFile {
  static final String FORMAT = "metasparse.format";
  static final String FORMAT_NAME = "checkpoint";
  static final int VERSION = 3;

  /** The version of files whose networks move all parameters, which is all that it knows. */
  static final int ALL_MOVE = 1;

  /** The version of files whose networks move some, and have no latent code. */
  static final int SOME_MOVE = 2;

  static final String MOVES = "moves";
  static final String OWN = "own.";
  static final String FIRST_MOMENT = "adam.m.";
  static final String SECOND_MOMENT = "adam.v.";

  private CheckpointFile() {}

  /**
   * Writes a checkpoint in one step (see {@link AtomicFiles}).
   *
   * @param file where to
   * @param checkpoint what to write
   * @throws InputException if the file cannot be written
   */
  public static void write(Path file, Checkpoint checkpoint) {
    AtomicFiles.write(file, encode(checkpoint));
  }

  /**
   * Reads a checkpoint.
   *
   * @param file the file
   * @return the checkpoint
   * @throws InputException if it cannot be read, is damaged, is not a checkpoint, or is one of
   *     another version
   */
  public static Checkpoint read(Path file) {
    return decode(
        file.toString(), InputFiles.read(file, "a metasparse checkpoint", Safetensors.MAX_BYTES));
  }

  /**
   * The bytes of a checkpoint's file.
   *
   * @param checkpoint what to write
   * @return the file
   */
  public static byte[] encode(Checkpoint checkpoint) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    Siren siren = checkpoint.siren();
    for (Block block : siren.layout().blocks()) {
      putBlock(tensors, block, siren.theta());
    }
    if (!siren.moves().all()) {
      int[] places = siren.moves().places();
      tensors.put(MOVES, TensorData.of(places, places.length));
    }
    if (checkpoint.firstMoment() != null) {
      for (Block block : siren.layout().blocks()) {
        putValues(tensors, FIRST_MOMENT, block, checkpoint.firstMoment());
        putValues(tensors, SECOND_MOMENT, block, checkpoint.secondMoment());
      }
    }
    putOwn(tensors, checkpoint.own());
    return SealedTensors.encode(new TensorFile(metadata(checkpoint), tensors));
  }

  /**
   * Reads the bytes of a checkpoint's file.
   *
   * @param name the file's name for messages
   * @param file its bytes
   * @return the checkpoint
   * @throws InputException if they are damaged, not a checkpoint, or one of another version
   */
  public static Checkpoint decode(String name, byte[] file) {
    return new CheckpointReader(name, SealedTensors.decode(name, file)).read();
  }

  private static Map<String, String> metadata(Checkpoint checkpoint) {
    SirenShape shape = checkpoint.siren().shape();
    Map<String, String> metadata = new LinkedHashMap<>();
    int some = checkpoint.siren().moves().all() ? ALL_MOVE : SOME_MOVE;
    int version = shape.code() > 0 ? VERSION : some;
    metadata.put(FORMAT, FORMAT_NAME + "/" + version);
    metadata.put("shape.dim_in", Integer.toString(shape.dimIn()));
    metadata.put("shape.width", Integer.toString(shape.width()));
    metadata.put("shape.layers", Integer.toString(shape.layers()));
    metadata.put("shape.dim_out", Integer.toString(shape.dimOut()));
    metadata.put("shape.omega", Json.write(shape.omega()));
    if (shape.code() > 0) {
      metadata.put("shape.code", Integer.toString(shape.code()));
    }
    metadata.put("round", Integer.toString(checkpoint.round()));
    metadata.put("step", Long.toString(checkpoint.step()));
    metadata.put("adam.steps", Long.toString(checkpoint.adamSteps()));
    metadata.put("rng.state", Long.toString(checkpoint.rngState()));
    metadata.put("configuration", checkpoint.configuration());
    if (checkpoint.fitRate() > 0) {
      metadata.put("fit.rate", Json.write(checkpoint.fitRate()));
    }
    return metadata;
  }

  private static void putBlock(Map<String, TensorData> tensors, Block block, float[] theta) {
    CsrPattern pattern = block.pattern();
    float[] values = slice(theta, block);
    if (block.kind() == Block.Kind.BIAS) {
      tensors.put(block.name(), TensorData.of(values, block.rows()));
    } else if (pattern == null) {
      tensors.put(block.name(), TensorData.of(values, block.rows(), block.cols()));
    } else {
      int[] rowStart = pattern.rowStart();
      int[] column = pattern.column();
      tensors.put(block.name() + ".values", TensorData.of(values, values.length));
      tensors.put(block.name() + ".row_start", TensorData.of(rowStart, rowStart.length));
      tensors.put(block.name() + ".column", TensorData.of(column, column.length));
    }
  }

  private static void putValues(
      Map<String, TensorData> tensors, String prefix, Block block, float[] flat) {
    tensors.put(prefix + block.name(), TensorData.of(slice(flat, block), block.size()));
  }

  private static void putOwn(Map<String, TensorData> tensors, Own own) {
    if (own == null) {
      return;
    }
    tensors.put(OWN + "steps", TensorData.of(own.steps(), own.signals()));
    tensors.put(OWN + "values", rows(own.values()));
    tensors.put(OWN + "m", rows(own.m()));
    tensors.put(OWN + "v", rows(own.v()));
  }

  private static TensorData rows(float[][] rows) {
    int cols = rows[0].length;
    float[] flat = new float[Math.multiplyExact(rows.length, cols)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * cols, cols);
    }
    return TensorData.of(flat, rows.length, cols);
  }

  private static float[] slice(float[] flat, Block block) {
    return Arrays.copyOfRange(flat, block.offset(), block.offset() + block.size());
  }
}
