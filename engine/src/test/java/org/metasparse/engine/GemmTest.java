package org.metasparse.engine;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metasparse.engine.Operands.Operand;

/** The three dense products have the bits of their formula, at every edge of their blocking. */
class GemmTest {
  private enum Form {
    NN,
    TN,
    NT
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void columns(Content content) {
    for (int n : Shapes.COLUMNS) {
      for (int m : new int[] {1, 5, 13, 29}) {
        for (int k : new int[] {0, 1, 5, 8}) {
          checkAll(m, n, k, content);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void rows(Content content) {
    for (int m : Shapes.ROWS) {
      for (int n : new int[] {4, 17, 57}) {
        checkAll(m, n, 3, content);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void depths(Content content) {
    for (int k : Shapes.DEPTHS) {
      checkAll(23, 33, k, content);
    }
  }

  /** The weight gradient runs through its blocks of columns as through one. */
  @ParameterizedTest
  @EnumSource(Content.class)
  void panels(Content content) {
    for (int panels : new int[] {0, 2, 3}) {
      for (int k : new int[] {1, 16, 33}) {
        for (int m : new int[] {1, 13, 29}) {
          checkPanels(m, 35, panels, k, content);
        }
      }
    }
  }

  private static void checkPanels(int m, int n, int panels, int k, Content content) {
    long seed = (m * 1000L + n) * 1000 + k + panels;
    Operands x = new Operands(seed, content, "gemmNT m=" + m + " panels=" + panels + " k=" + k);
    Operand a = x.input(Math.max(1, panels) * m, k);
    Operand b = x.input(Math.max(1, panels) * n, k);
    Operand c = x.output(m, n);
    int room = panels * k * (m + n);
    Operand scratch = x.output(1, room);
    Agreement.check(
        x,
        (kernels, v) -> {
          kernels.gemmNT(
              m,
              n,
              panels,
              k,
              v[a.slot()],
              a.offset(),
              a.ld(),
              m * a.ld(),
              v[b.slot()],
              b.offset(),
              b.ld(),
              n * b.ld(),
              v[c.slot()],
              c.offset(),
              c.ld(),
              v[scratch.slot()],
              scratch.offset());
          Arrays.fill(v[scratch.slot()], scratch.offset(), scratch.offset() + room, 0f);
        });
  }

  private static void checkAll(int m, int n, int k, Content content) {
    for (Form form : Form.values()) {
      for (Start start : Start.values()) {
        // The weight gradient is always accumulated.
        if (form != Form.NT || start == Start.PRESENT) {
          check(form, start, m, n, k, content);
        }
      }
    }
  }

  private static void check(Form form, Start start, int m, int n, int k, Content content) {
    long seed = (m * 1000L + n) * 1000 + k;
    Operands x =
        new Operands(
            seed, content, "gemm" + form + " " + start + " m=" + m + " n=" + n + " k=" + k);
    Operand a = form == Form.TN ? x.input(k, m) : x.input(m, k);
    Operand b = form == Form.NT ? x.input(n, k) : x.input(k, n);
    Operand bias = x.input(1, m);
    Operand c = x.output(m, n);
    Operand scratch = x.output(1, k * (m + n));
    Agreement.check(
        x,
        (kernels, v) -> {
          float[] av = v[a.slot()];
          float[] bv = v[b.slot()];
          float[] biases = start == Start.BIAS ? v[bias.slot()] : null;
          float[] cv = v[c.slot()];
          switch (form) {
            case NN ->
                kernels.gemmNN(
                    m,
                    n,
                    k,
                    av,
                    a.offset(),
                    a.ld(),
                    bv,
                    b.offset(),
                    b.ld(),
                    start,
                    biases,
                    bias.offset(),
                    cv,
                    c.offset(),
                    c.ld());
            case TN ->
                kernels.gemmTN(
                    m,
                    n,
                    k,
                    av,
                    a.offset(),
                    a.ld(),
                    bv,
                    b.offset(),
                    b.ld(),
                    start,
                    biases,
                    bias.offset(),
                    cv,
                    c.offset(),
                    c.ld());
            case NT -> {
              float[] s = v[scratch.slot()];
              kernels.gemmNT(
                  m,
                  n,
                  1,
                  k,
                  av,
                  a.offset(),
                  a.ld(),
                  0,
                  bv,
                  b.offset(),
                  b.ld(),
                  0,
                  cv,
                  c.offset(),
                  c.ld(),
                  s,
                  scratch.offset());
              // Its k * (m + n) elements may hold anything afterwards; what lies around them may
              // not.
              Arrays.fill(s, scratch.offset(), scratch.offset() + k * (m + n), 0f);
            }
          }
        });
  }
}
