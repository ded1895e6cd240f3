package org.metasparse.format;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/** A network's layers as files of version 1 have them: floats, and patterns as varints. */
final class Version1Layers {
  private static final int DENSE = 0;
  private static final int CSR = 1;

  private final InrInput in;

  private Version1Layers(InrInput in) {
    this.in = in;
  }

  static Siren read(SirenShape shape, InrInput in) {
    return new Version1Layers(in).siren(shape);
  }

  private Siren siren(SirenShape shape) {
    Layout.Builder layout = new Layout.Builder();
    List<float[]> values = new ArrayList<>();
    for (int i = 0; i <= shape.layers(); i++) {
      int rows = shape.fanOut(i);
      int cols = shape.fanIn(i);
      CsrPattern pattern = pattern(rows, cols);
      values.add(in.floats(pattern == null ? (long) rows * cols : pattern.nnz()));
      values.add(in.floats(rows));
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
    int storage = in.u8();
    if (storage == DENSE) {
      return null;
    }
    if (storage != CSR) {
      throw in.invalid("storage flag " + storage + " is neither 0 (dense) nor 1 (CSR)");
    }
    in.need(rows);
    int[] rowStart = new int[rows + 1];
    for (int r = 0; r < rows; r++) {
      rowStart[r + 1] = Math.addExact(rowStart[r], in.varint());
    }
    // Each entry takes at least one byte for its column and four for its value.
    in.need(5L * rowStart[rows]);
    int[] column = new int[rowStart[rows]];
    for (int r = 0; r < rows; r++) {
      int next = 0;
      for (int j = rowStart[r]; j < rowStart[r + 1]; j++) {
        column[j] = Math.addExact(next, in.varint());
        next = Math.addExact(column[j], 1);
      }
    }
    return CsrPattern.of(rows, cols, rowStart, column);
  }
}
