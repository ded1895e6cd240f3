package org.metasparse.engine;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metasparse.engine.Operands.Operand;

/** The two products with a sparse matrix: their formula's bits, and the dense product's. */
class SparseProductTest {
  @ParameterizedTest
  @EnumSource(Content.class)
  void formulas(Content content) {
    for (int[] size : Shapes.SPARSE) {
      for (double density : Shapes.DENSITIES) {
        for (int width : Shapes.WIDTHS) {
          check(size[0], size[1], density, width, content);
        }
      }
    }
  }

  private static void check(int rows, int cols, double density, int width, Content content) {
    String what = "spmm, spmmT " + rows + "x" + cols + " at " + density + " width=" + width;
    Operands o = new Operands((rows * 100L + cols) * 1000 + width, content, what);
    CsrPattern pattern = Shapes.pattern(rows, cols, density, o.random());
    Operand w = o.input(pattern.nnz(), 1);
    Operand x = o.input(cols, width);
    Operand b = o.input(rows, 1);
    Operand y = o.output(rows, width);
    Operand dy = o.input(rows, width);
    Operand dx = o.output(cols, width);
    Agreement.check(o, (k, v) -> k.spmm(pattern, w.matrix(v), x.panel(v), b.matrix(v), y.panel(v)));
    for (Start start : Start.values()) {
      Agreement.check(o, (k, v) -> k.spmmT(pattern, w.matrix(v), dy.panel(v), start, dx.panel(v)));
    }
  }

  /** On finite data the zeros that a sparse product leaves out make no difference but in sign. */
  @ParameterizedTest
  @MethodSource("org.metasparse.engine.Implementations#all")
  void equalsDense(Kernels kernels) {
    int rows = 37;
    int cols = 29;
    int n = 64;
    for (Content content : new Content[] {Content.PLAIN, Content.WIDE, Content.TINY}) {
      for (double density : Shapes.DENSITIES) {
        SplittableRandom random = new SplittableRandom(7);
        CsrPattern pattern = Shapes.pattern(rows, cols, density, random);
        float[] values = content.array(pattern.nnz(), random);
        Matrix w = new Matrix(pattern.nnz(), 1, values, 0);
        Matrix dense = new Matrix(rows, cols, new float[rows * cols], 0);
        pattern.expand(values, 0, dense.array(), 0);
        String where = content + " at " + density + ", seed 7";

        Panel x = new Panel(cols, n, content.array(cols * n, random), 0);
        Matrix b = new Matrix(rows, 1, content.array(rows, random), 0);
        Panel expected = new Panel(rows, n, new float[rows * n], 0);
        Panel actual = new Panel(rows, n, new float[rows * n], 0);
        kernels.gemmNN(dense, x, b, expected);
        kernels.spmm(pattern, w, x, b, actual);
        sameUpToSignOfZero(expected.array(), actual.array(), "spmm, " + where);

        Panel dy = new Panel(rows, n, content.array(rows * n, random), 0);
        expected = new Panel(cols, n, content.array(cols * n, random), 0);
        actual = new Panel(cols, n, expected.array().clone(), 0);
        Matrix transposed = new Matrix(cols, rows, new float[rows * cols], 0);
        Transpose.copy(rows, cols, dense.array(), 0, cols, transposed.array(), 0, rows);
        kernels.gemmTN(transposed, dy, Start.PRESENT, expected);
        Matrix byColumn = new Matrix(pattern.nnz(), 1, new float[pattern.nnz()], 0);
        pattern.transpose(values, 0, byColumn.array(), 0);
        kernels.spmmT(pattern, byColumn, dy, Start.PRESENT, actual);
        sameUpToSignOfZero(expected.array(), actual.array(), "spmmT, " + where);
      }
    }
  }

  private static void sameUpToSignOfZero(float[] expected, float[] actual, String where) {
    for (int i = 0; i < expected.length; i++) {
      boolean zeros = expected[i] == 0 && actual[i] == 0;
      if (!zeros && Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        Assertions.fail(where + ": element " + i + ": " + actual[i] + ", dense " + expected[i]);
      }
    }
  }
}
