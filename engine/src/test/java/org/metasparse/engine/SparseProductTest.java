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
        for (int n : Shapes.COLUMNS) {
          for (Start start : Start.values()) {
            check(false, start, size[0], size[1], density, n, content);
            check(true, start, size[0], size[1], density, n, content);
          }
        }
      }
    }
  }

  private static void check(
      boolean transposed, Start start, int rows, int cols, double density, int n, Content content) {
    long seed = (rows * 100L + cols) * 1000 + n;
    Operands x =
        new Operands(
            seed,
            content,
            (transposed ? "spmmT " : "spmm ")
                + start
                + " "
                + rows
                + "x"
                + cols
                + " at "
                + density
                + " n="
                + n);
    CsrPattern pattern = Shapes.pattern(rows, cols, density, x.random());
    Operand a = x.input(1, pattern.nnz());
    Operand b = x.input(transposed ? rows : cols, n);
    Operand bias = x.input(1, transposed ? cols : rows);
    Operand c = x.output(transposed ? cols : rows, n);
    Agreement.check(
        x,
        (kernels, v) -> {
          float[] av = v[a.slot()];
          float[] bv = v[b.slot()];
          float[] biases = start == Start.BIAS ? v[bias.slot()] : null;
          float[] cv = v[c.slot()];
          if (transposed) {
            kernels.spmmT(
                pattern,
                n,
                av,
                a.offset(),
                bv,
                b.offset(),
                b.ld(),
                start,
                biases,
                bias.offset(),
                cv,
                c.offset(),
                c.ld());
          } else {
            kernels.spmm(
                pattern,
                n,
                av,
                a.offset(),
                bv,
                b.offset(),
                b.ld(),
                start,
                biases,
                bias.offset(),
                cv,
                c.offset(),
                c.ld());
          }
        });
  }

  /** On finite data the zeros that a sparse product leaves out make no difference but in sign. */
  @ParameterizedTest
  @MethodSource("org.metasparse.engine.Implementations#all")
  void equalsDense(Kernels kernels) {
    int rows = 37;
    int cols = 29;
    int n = 57;
    for (Content content : new Content[] {Content.PLAIN, Content.WIDE, Content.TINY}) {
      for (double density : Shapes.DENSITIES) {
        SplittableRandom random = new SplittableRandom(7);
        CsrPattern pattern = Shapes.pattern(rows, cols, density, random);
        CsrMatrix a = new CsrMatrix(pattern, content.array(pattern.nnz(), random));
        float[] dense = a.toDense();
        String where = content + " at " + density + ", seed 7";

        float[] b = content.array(cols * n, random);
        float[] expected = content.array(rows * n, random);
        float[] actual = expected.clone();
        kernels.gemmNN(
            rows, n, cols, dense, 0, cols, b, 0, n, Start.PRESENT, null, 0, expected, 0, n);
        kernels.spmm(pattern, n, a.values(), 0, b, 0, n, Start.PRESENT, null, 0, actual, 0, n);
        sameUpToSignOfZero(expected, actual, "spmm, " + where);

        b = content.array(rows * n, random);
        expected = content.array(cols * n, random);
        actual = expected.clone();
        kernels.gemmTN(
            cols, n, rows, dense, 0, cols, b, 0, n, Start.PRESENT, null, 0, expected, 0, n);
        float[] byColumn = new float[a.values().length];
        pattern.transpose(a.values(), 0, byColumn, 0);
        kernels.spmmT(pattern, n, byColumn, 0, b, 0, n, Start.PRESENT, null, 0, actual, 0, n);
        sameUpToSignOfZero(expected, actual, "spmmT, " + where);
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
