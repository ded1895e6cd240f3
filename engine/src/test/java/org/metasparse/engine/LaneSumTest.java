package org.metasparse.engine;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metasparse.engine.Operands.Operand;

/** The sums that are kept in 16 lanes: sampled products, row sums, and the fold that ends them. */
class LaneSumTest {
  /** Around the two panels that the SIMD kernel takes at once. */
  private static final int[] PANELS = {1, 2, 3, 4, 5};

  @ParameterizedTest
  @EnumSource(Content.class)
  void sampledProducts(Content content) {
    for (int[] size : Shapes.SPARSE) {
      for (double density : Shapes.DENSITIES) {
        for (int panels : PANELS) {
          for (int width : Shapes.WIDTHS) {
            sampledProduct(size[0], size[1], density, panels, width, content);
          }
        }
      }
    }
  }

  private static void sampledProduct(
      int rows, int cols, double density, int panels, int width, Content content) {
    long seed = ((rows * 100L + cols) * 100 + panels) * 1000 + width;
    String what = "sddmm " + rows + "x" + cols + " at " + density + " panels=" + panels;
    Operands o = new Operands(seed, content, what + " width=" + width);
    CsrPattern pattern = Shapes.pattern(rows, cols, density, o.random());
    // One panel more than takes part: it must not be read.
    Operand dy = o.inputPanels(panels + 1, rows, width);
    Operand x = o.inputPanels(panels + 1, cols, width);
    Operand lanes = o.output(pattern.nnz(), Kernels.LANES);
    Operand sums = o.output(rows, Kernels.LANES);
    for (boolean wanted : new boolean[] {false, true}) {
      Agreement.check(
          o,
          (k, v) ->
              k.sddmm(
                  pattern,
                  panels,
                  dy.panels(v),
                  x.panels(v),
                  lanes.matrix(v),
                  wanted ? sums.matrix(v) : null));
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void rowSums(Content content) {
    for (int m : Shapes.ROWS) {
      for (int panels : PANELS) {
        for (int width : Shapes.WIDTHS) {
          Operands o =
              new Operands(
                  (m * 100L + panels) * 1000 + width,
                  content,
                  "rowSums m=" + m + " panels=" + panels + " width=" + width);
          Operand dy = o.inputPanels(panels + 1, m, width);
          Operand lanes = o.output(m, Kernels.LANES);
          Agreement.check(o, (k, v) -> k.rowSums(panels, dy.panels(v), lanes.matrix(v)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void foldLanes(Content content) {
    for (int count : new int[] {0, 1, 2, 7, 16, 17, 257}) {
      Operands o = new Operands(count, content, "foldLanes count=" + count);
      Operand lanes = o.input(count, Kernels.LANES);
      Operand out = o.output(1, count);
      Agreement.check(o, (k, v) -> k.foldLanes(lanes.matrix(v), out.matrix(v)));
    }
  }
}
