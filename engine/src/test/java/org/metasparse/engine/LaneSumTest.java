package org.metasparse.engine;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metasparse.engine.Operands.Operand;

/** The sums that are kept in 16 lanes: sampled products, row sums, and the fold that ends them. */
class LaneSumTest {
  /** Below, at and above the four panels that the SIMD kernel takes at once. */
  private static final int[] PANELS = {0, 1, 3, 4, 5, 9};

  @ParameterizedTest
  @EnumSource(Content.class)
  void sampledProducts(Content content) {
    for (int[] size : Shapes.SPARSE) {
      for (double density : Shapes.DENSITIES) {
        for (int panels : PANELS) {
          for (int n : new int[] {0, 1, 8, 15, 16, 17, 20, 24, 32, 48, 63, 64}) {
            sampledProduct(size[0], size[1], density, panels, n, content);
          }
        }
      }
    }
  }

  private static void sampledProduct(
      int rows, int cols, double density, int panels, int n, Content content) {
    long seed = ((rows * 100L + cols) * 100 + panels) * 100 + n;
    Operands x =
        new Operands(
            seed,
            content,
            "sddmm " + rows + "x" + cols + " at " + density + " panels=" + panels + " n=" + n);
    CsrPattern pattern = Shapes.pattern(rows, cols, density, x.random());
    Operand a = x.inputBlocks(panels, rows, n);
    Operand b = x.inputBlocks(panels, cols, n);
    Operand lanes = x.output(1, pattern.nnz() * Kernels.LANES);
    Agreement.check(
        x,
        (kernels, v) ->
            kernels.sddmm(
                pattern,
                panels,
                n,
                v[a.slot()],
                a.offset(),
                a.ld(),
                a.stride(),
                v[b.slot()],
                b.offset(),
                b.ld(),
                b.stride(),
                v[lanes.slot()],
                lanes.offset()));
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void rowSums(Content content) {
    for (int m : Shapes.ROWS) {
      for (int panels : PANELS) {
        for (int n : Shapes.COLUMNS) {
          Operands x =
              new Operands(
                  (m * 100L + panels) * 1000 + n,
                  content,
                  "rowSums m=" + m + " panels=" + panels + " n=" + n);
          Operand a = x.inputBlocks(panels, m, n);
          Operand lanes = x.output(1, m * Kernels.LANES);
          Agreement.check(
              x,
              (kernels, v) ->
                  kernels.rowSums(
                      m,
                      panels,
                      n,
                      v[a.slot()],
                      a.offset(),
                      a.ld(),
                      a.stride(),
                      v[lanes.slot()],
                      lanes.offset()));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void foldLanes(Content content) {
    for (int count : new int[] {0, 1, 2, 7, 16, 17, 257}) {
      Operands x = new Operands(count, content, "foldLanes count=" + count);
      Operand lanes = x.input(1, count * Kernels.LANES);
      Operand out = x.output(1, count);
      Agreement.check(
          x,
          (kernels, v) ->
              kernels.foldLanes(
                  count, v[lanes.slot()], lanes.offset(), v[out.slot()], out.offset()));
    }
  }
}
