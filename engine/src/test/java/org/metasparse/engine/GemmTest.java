package org.metasparse.engine;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metasparse.engine.Operands.Operand;

/** The three dense products have the bits of their formula, at every edge of their blocking. */
class GemmTest {
  private static final int[] SOME = {1, 5, 13, 29};

  @ParameterizedTest
  @EnumSource(Content.class)
  void widths(Content content) {
    for (int width : Shapes.WIDTHS) {
      for (int m : SOME) {
        for (int k : new int[] {0, 1, 5, 8}) {
          forwardAndBack(m, k, width, content);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void rows(Content content) {
    for (int m : Shapes.ROWS) {
      forwardAndBack(m, 3, 64, content);
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void depths(Content content) {
    for (int k : Shapes.DEPTHS) {
      forwardAndBack(23, k, 64, content);
      forwardAndBack(k, 23, 64, content);
    }
  }

  private static void forwardAndBack(int m, int k, int width, Content content) {
    Operands o =
        new Operands(
            (m * 1000L + k) * 1000 + width,
            content,
            "gemmNN, gemmTN m=" + m + " k=" + k + " width=" + width);
    Operand w = o.input(m, k);
    Operand x = o.input(k, width);
    Operand b = o.input(m, 1);
    Operand y = o.output(m, width);
    Operand dy = o.input(m, width);
    Operand dx = o.output(k, width);
    Operand transposed = o.input(k, m);
    Agreement.check(
        o, (kernels, v) -> kernels.gemmNN(w.matrix(v), x.panel(v), b.matrix(v), y.panel(v)));
    for (Start start : Start.values()) {
      Agreement.check(
          o, (kernels, v) -> kernels.gemmTN(transposed.matrix(v), dy.panel(v), start, dx.panel(v)));
    }
  }

  /** Layers of any width, whose columns fill no vector. */
  @ParameterizedTest
  @EnumSource(Content.class)
  void weightGradients(Content content) {
    for (int n : Shapes.COLUMNS) {
      for (int m : SOME) {
        weightGradient(m, n, 1, 1, 64, content);
      }
    }
    for (int m : Shapes.ROWS) {
      weightGradient(m, 57, 1, 1, 64, content);
    }
  }

  /** The weight gradient runs through its panels as through one; those beyond are not read. */
  @ParameterizedTest
  @EnumSource(Content.class)
  void panels(Content content) {
    for (int width : Shapes.WIDTHS) {
      for (int m : SOME) {
        weightGradient(m, 35, 2, 2, width, content);
        weightGradient(m, 35, 3, 2, width, content);
        weightGradient(m, 35, 3, 3, width, content);
      }
    }
  }

  private static void weightGradient(
      int m, int n, int panels, int active, int width, Content content) {
    String what = "gemmNT m=" + m + " n=" + n + " panels=" + active + " width=" + width;
    Operands o = new Operands((m * 1000L + n) * 1000 + width + panels, content, what);
    Operand dy = o.inputPanels(panels, m, width);
    Operand x = o.inputPanels(panels, n, width);
    Operand dw = o.output(m, n);
    Operand scratch = o.output(1, Kernels.gemmNTScratch(active * width, m, n));
    Agreement.check(
        o,
        (kernels, v) -> {
          kernels.gemmNT(active, dy.panels(v), x.panels(v), dw.matrix(v), scratch.matrix(v));
          // It may hold anything afterwards; what lies around it may not.
          scratch.matrix(v).fill(0f);
        });
  }
}
