package org.metasparse.engine;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metasparse.engine.Operands.Operand;

/** The kernels without long sums: the bits of their formula, also where outputs are inputs. */
class ElementwiseTest {
  private static final int[] LENGTHS =
      IntStream.concat(IntStream.of(Shapes.COLUMNS), IntStream.of(1000)).toArray();

  @ParameterizedTest
  @EnumSource(Content.class)
  void axpy(Content content) {
    for (int n : LENGTHS) {
      Operands o = new Operands(n, content, "axpy n=" + n);
      float alpha = o.factor();
      Operand x = o.input(1, n);
      Operand y = o.output(1, n);
      Agreement.check(
          o, (k, v) -> k.axpy(n, alpha, v[x.slot()], x.offset(), v[y.slot()], y.offset()));
      Agreement.check(
          o, (k, v) -> k.axpy(n, alpha, v[y.slot()], y.offset(), v[y.slot()], y.offset()));
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void scale(Content content) {
    for (int n : LENGTHS) {
      Operands o = new Operands(n, content, "scale n=" + n);
      float alpha = o.factor();
      Operand x = o.output(1, n);
      Agreement.check(o, (k, v) -> k.scale(n, alpha, v[x.slot()], x.offset()));
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void multiplyAdd(Content content) {
    for (int n : LENGTHS) {
      Operands o = new Operands(n, content, "multiplyAdd n=" + n);
      float alpha = o.factor();
      Operand a = o.input(1, n);
      Operand b = o.input(1, n);
      Operand c = o.output(1, n);
      Agreement.check(
          o,
          (k, v) ->
              k.multiplyAdd(
                  n,
                  alpha,
                  v[a.slot()],
                  a.offset(),
                  v[b.slot()],
                  b.offset(),
                  v[c.slot()],
                  c.offset()));
    }
  }

  /** The result may be written over either factor. */
  @ParameterizedTest
  @EnumSource(Content.class)
  void multiply(Content content) {
    for (int n : LENGTHS) {
      Operands o = new Operands(n, content, "multiply n=" + n);
      float alpha = o.factor();
      Operand a = o.input(1, n);
      Operand b = o.input(1, n);
      Operand c = o.output(1, n);
      Agreement.check(
          o,
          (k, v) ->
              k.multiply(
                  n,
                  alpha,
                  v[a.slot()],
                  a.offset(),
                  v[b.slot()],
                  b.offset(),
                  v[c.slot()],
                  c.offset()));
      Operands over = new Operands(n, content, "multiply over a factor, n=" + n);
      Operand x = over.input(1, n);
      Operand y = over.output(1, n);
      Agreement.check(
          over,
          (k, v) ->
              k.multiply(
                  n,
                  alpha,
                  v[x.slot()],
                  x.offset(),
                  v[y.slot()],
                  y.offset(),
                  v[y.slot()],
                  y.offset()));
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void squaredError(Content content) {
    for (int m = 0; m <= 4; m++) {
      for (int n : Shapes.COLUMNS) {
        squaredError(m, n, content);
      }
    }
  }

  private static void squaredError(int m, int n, Content content) {
    Operands o = new Operands(m * 1000L + n, content, "squaredError m=" + m + " n=" + n);
    float scale = o.factor();
    Operand y = o.input(m, n);
    Operand t = o.input(m, n);
    Operand e = o.output(1, n);
    Operand de = o.input(1, n);
    Operand dy = o.output(m, n);
    Agreement.check(
        o,
        (k, v) -> {
          float[] yv = v[y.slot()];
          float[] tv = v[t.slot()];
          k.squaredError(
              m, n, scale, yv, y.offset(), y.ld(), tv, t.offset(), t.ld(), v[e.slot()], e.offset());
          k.squaredErrorGradient(
              m,
              n,
              scale,
              yv,
              y.offset(),
              y.ld(),
              tv,
              t.offset(),
              t.ld(),
              v[de.slot()],
              de.offset(),
              v[dy.slot()],
              dy.offset(),
              dy.ld());
        });
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void adam(Content content) {
    for (int n : LENGTHS) {
      Operands o = new Operands(n, content, "adam n=" + n);
      AdamStep step = AdamStep.of(1e-2, 0.9, 0.999, 1e-8, 1 + n % 3);
      Operand g = o.input(1, n);
      Operand theta = o.output(1, n);
      Operand m = o.output(1, n);
      Operand w = o.output(1, n);
      Agreement.check(
          o,
          (k, v) ->
              k.adam(
                  n,
                  step,
                  v[g.slot()],
                  g.offset(),
                  v[theta.slot()],
                  theta.offset(),
                  v[m.slot()],
                  m.offset(),
                  v[w.slot()],
                  w.offset()));
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void sinCos(Content content) {
    for (int n : LENGTHS) {
      for (float omega : new float[] {1, 30, -3e4f}) {
        Operands o = new Operands(n, content, "sinCos n=" + n + " omega=" + omega);
        Operand x = o.input(1, n);
        Operand sin = o.output(1, n);
        Operand cos = o.output(1, n);
        sinCos(o, n, omega, x, sin, cos);
        // The results may take the argument's own place.
        sinCos(o, n, omega, sin, sin, cos);
        sinCos(o, n, omega, cos, sin, cos);
      }
    }
  }

  private static void sinCos(Operands o, int n, float omega, Operand x, Operand sin, Operand cos) {
    Agreement.check(
        o,
        (k, v) ->
            k.sinCos(
                n,
                omega,
                v[x.slot()],
                x.offset(),
                v[sin.slot()],
                sin.offset(),
                v[cos.slot()],
                cos.offset()));
  }
}
