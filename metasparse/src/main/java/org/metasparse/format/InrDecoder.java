package org.metasparse.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.signal.Grid;
import org.metasparse.signal.InputException;
import org.metasparse.signal.SignalKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/**
 * Reads the bytes of one {@code .inr} file. Whatever it claims is checked against the bytes that
 * are left before memory is taken for it: a file never costs more than a small multiple of its
 * length.
 */
final class InrDecoder {
  private final String name;
  private final byte[] file;
  private final ByteBuffer in;

  InrDecoder(String name, byte[] file) {
    this.name = name;
    this.file = file;
    this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  EncodedSignal decode() {
    int axes = head();
    try {
      List<Integer> sizes = new ArrayList<>();
      for (int i = 0; i < axes; i++) {
        sizes.add(count("a size"));
      }
      Grid grid = new Grid(sizes);
      int channels = count("the number of channels");
      SirenShape shape = shape(axes);
      float psnr = in.getFloat();
      Siren siren = siren(shape);
      if (in.hasRemaining()) {
        throw invalid(in.remaining() + " bytes follow the last layer");
      }
      return new EncodedSignal(siren, SignalKind.Image.EIGHT_BITS, grid, channels, psnr);
    } catch (ArithmeticException e) {
      throw invalid("sizes or columns beyond 2^31 - 1");
    } catch (IllegalArgumentException e) {
      // From the constructors of grid, shape, pattern, signal: their messages say what is wrong.
      throw invalid(e.getMessage());
    }
  }

  /** Checks all that shows damage; afterwards the checksum is cut off. Returns the axes. */
  private int head() {
    if (file.length < 8 || in.getLong() != InrFile.MAGIC) {
      throw error("is not an .inr file; give one that 'metasparse encode' wrote");
    }
    if (file.length < InrFile.HEAD) {
      throw error("was cut short after " + file.length + " bytes; get it anew");
    }
    int version = in.getShort() & 0xffff;
    if (version > InrFile.VERSION) {
      throw error(
          "was written by a newer metasparse (format version "
              + version
              + "); this one reads version "
              + InrFile.VERSION);
    }
    if (version < InrFile.VERSION) {
      throw error("is damaged: there is no format version " + version + "; get it anew");
    }
    int kind = in.get() & 0xff;
    int axes = in.get() & 0xff;
    long length = in.getInt() & 0xffffffffL;
    if (length != file.length) {
      throw error(
          "has " + file.length + " bytes of " + length + ", it was cut or added to; get it anew");
    }
    CRC32C crc = new CRC32C();
    crc.update(file, 0, file.length - 4);
    if (in.getInt(file.length - 4) != (int) crc.getValue()) {
      throw error("is damaged: its checksum is not the one it carries; get it anew");
    }
    in.limit(file.length - 4);
    if (kind != InrFile.IMAGE) {
      throw error(
          "holds a signal of kind "
              + kind
              + "; this metasparse reads kind "
              + InrFile.IMAGE
              + ", images");
    }
    need(4L * axes + InrFile.SHAPE);
    return axes;
  }

  private SirenShape shape(int axes) {
    int dimIn = count("the number of inputs");
    int width = count("the width");
    int layers = count("the number of layers");
    int dimOut = count("the number of outputs");
    if (dimIn != axes) {
      throw invalid(dimIn + " inputs for " + axes + " axes");
    }
    // A layer takes at least a flag; its outputs at least a bias each. This bounds all sizes.
    need(5L + layers + 4L * dimOut);
    if (4L * width > in.remaining() / layers) {
      throw invalid("it is too short for " + layers + " layers of " + width);
    }
    return new SirenShape(dimIn, width, layers, dimOut, in.getFloat());
  }

  private Siren siren(SirenShape shape) {
    Layout.Builder layout = new Layout.Builder();
    List<float[]> values = new ArrayList<>();
    for (int i = 0; i <= shape.layers(); i++) {
      int rows = shape.fanOut(i);
      int cols = shape.fanIn(i);
      CsrPattern pattern = pattern(rows, cols);
      values.add(floats(pattern == null ? (long) rows * cols : pattern.nnz()));
      values.add(floats(rows));
      layout.add("weight." + i, Block.Kind.WEIGHT, rows, cols, pattern);
      layout.add("bias." + i, Block.Kind.BIAS, rows, 1, null);
    }
    Layout built = layout.build();
    float[] theta = new float[built.size()];
    int at = 0;
    for (float[] block : values) {
      System.arraycopy(block, 0, theta, at, block.length);
      at += block.length;
    }
    return new Siren(shape, built, theta);
  }

  private CsrPattern pattern(int rows, int cols) {
    need(1);
    int storage = in.get();
    if (storage == InrFile.DENSE) {
      return null;
    }
    if (storage != InrFile.CSR) {
      throw invalid("storage flag " + storage + " is neither 0 (dense) nor 1 (CSR)");
    }
    need(rows);
    int[] rowStart = new int[rows + 1];
    for (int r = 0; r < rows; r++) {
      rowStart[r + 1] = Math.addExact(rowStart[r], varint());
    }
    // Each entry takes at least one byte for its column and four for its value.
    need(5L * rowStart[rows]);
    int[] column = new int[rowStart[rows]];
    for (int r = 0; r < rows; r++) {
      int next = 0;
      for (int j = rowStart[r]; j < rowStart[r + 1]; j++) {
        column[j] = Math.addExact(next, varint());
        next = Math.addExact(column[j], 1);
      }
    }
    return CsrPattern.of(rows, cols, rowStart, column);
  }

  private float[] floats(long count) {
    need(4 * count);
    float[] values = new float[(int) count];
    in.asFloatBuffer().get(values);
    in.position(in.position() + 4 * values.length);
    return values;
  }

  private int varint() {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      need(1);
      int b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        if (value > Integer.MAX_VALUE || (b == 0 && shift > 0)) {
          throw invalid("a varint is beyond 2^31 - 1 or longer than it must be");
        }
        return (int) value;
      }
    }
    throw invalid("a varint has more than five bytes");
  }

  private int count(String what) {
    int value = in.getInt();
    if (value < 1) {
      throw invalid(what + " is " + (value & 0xffffffffL) + "; it must lie between 1 and 2^31 - 1");
    }
    return value;
  }

  private void need(long bytes) {
    if (bytes > in.remaining()) {
      throw invalid(
          "at byte "
              + in.position()
              + " it needs "
              + bytes
              + " bytes, "
              + in.remaining()
              + " are left");
    }
  }

  private InputException invalid(String what) {
    return error("is not a valid .inr file: " + what);
  }

  private InputException error(String what) {
    return new InputException(name + ": " + what);
  }
}
