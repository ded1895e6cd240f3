package org.metasparse.engine;

import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metasparse.engine.Operands.Operand;

/** The kernels without long sums: the bits of their formula, also where outputs are inputs. */
class ElementwiseTest {
  private static final int[] LENGTHS =
      IntStream.concat(IntStream.of(Shapes.COLUMNS), IntStream.of(1000)).toArray();

  private static final int[] ROWS = {0, 1, 2, 3, 5};

  /** A kernel of panels: draws its operands and is compared on them. */
  private interface Check {
    void on(Operands operands, int rows, int width);
  }

  private static void panels(String name, Content content, Check check) {
    for (int rows : ROWS) {
      for (int width : Shapes.WIDTHS) {
        String what = name + " of " + rows + " x " + width;
        check.on(new Operands(rows * 1000L + width, content, what), rows, width);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void axpy(Content content) {
    for (int n : LENGTHS) {
      Operands o = new Operands(n, content, "axpy n=" + n);
      float alpha = o.factor();
      Operand x = o.input(1, n);
      Operand y = o.output(1, n);
      Agreement.check(
          o, (k, v) -> k.axpy(n, alpha, x.array(v), x.offset(), y.array(v), y.offset()));
      Agreement.check(
          o, (k, v) -> k.axpy(n, alpha, y.array(v), y.offset(), y.array(v), y.offset()));
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void scale(Content content) {
    panels(
        "scale",
        content,
        (o, rows, width) -> {
          float alpha = o.factor();
          Operand x = o.input(rows, width);
          Operand y = o.output(rows, width);
          Agreement.check(o, (k, v) -> k.scale(alpha, x.panel(v), y.panel(v)));
          Agreement.check(o, (k, v) -> k.scale(alpha, y.panel(v), y.panel(v)));
        });
  }

  /** The result of a product may be written over either factor. */
  @ParameterizedTest
  @EnumSource(Content.class)
  void products(Content content) {
    panels(
        "products",
        content,
        (o, rows, width) -> {
          float alpha = o.factor();
          Operand a = o.input(rows, width);
          Operand b = o.input(rows, width);
          Operand c = o.output(rows, width);
          Agreement.check(o, (k, v) -> k.multiplyAdd(alpha, a.panel(v), b.panel(v), c.panel(v)));
          Agreement.check(o, (k, v) -> k.multiply(alpha, a.panel(v), b.panel(v), c.panel(v)));
          Agreement.check(o, (k, v) -> k.multiply(alpha, c.panel(v), b.panel(v), c.panel(v)));
          Agreement.check(o, (k, v) -> k.multiply(alpha, a.panel(v), c.panel(v), c.panel(v)));
        });
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void squaredError(Content content) {
    squaredError(
        "squaredError", content, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, panel -> {});
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void clampedError(Content content) {
    squaredError("clampedError", content, 0, 1, ElementwiseTest::atBounds);
  }

  private static void squaredError(
      String name, Content content, float low, float high, Consumer<Panel> targets) {
    panels(
        name,
        content,
        (o, rows, width) -> {
          float scale = o.factor();
          Operand y = o.input(rows, width);
          Operand t = o.input(rows, width);
          Operand e = o.output(1, width);
          Operand de = o.input(1, width);
          Operand dy = o.output(rows, width);
          Agreement.check(
              o,
              (k, v) -> {
                targets.accept(t.panel(v));
                k.squaredError(scale, low, high, y.panel(v), t.panel(v), e.panel(v));
                k.squaredErrorGradient(
                    scale, low, high, y.panel(v), t.panel(v), de.panel(v), dy.panel(v));
              });
        });
  }

  /** Of three targets one becomes 0, one 1, and one stays. */
  private static void atBounds(Panel t) {
    for (int i = 0; i < t.size(); i++) {
      if (i % 3 < 2) {
        t.array()[t.offset() + i] = i % 3;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void adam(Content content) {
    for (int n : LENGTHS) {
      Operands o = new Operands(n, content, "adam n=" + n);
      AdamStep step = AdamStep.of(1e-2, 0.9, 0.999, 1e-8, 1 + n % 3);
      Operand g = o.whole(n);
      Operand theta = o.whole(n);
      Operand m = o.whole(n);
      Operand w = o.whole(n);
      Agreement.check(
          o, (k, v) -> k.adam(step, g.array(v), theta.array(v), m.array(v), w.array(v)));
    }
  }

  /** The results may take the argument's own place. */
  @ParameterizedTest
  @EnumSource(Content.class)
  void sinCos(Content content) {
    for (float omega : new float[] {1, 30, -3e4f}) {
      panels(
          "sinCos, omega " + omega,
          content,
          (o, rows, width) -> {
            Operand z = o.input(rows, width);
            Operand sin = o.output(rows, width);
            Operand cos = o.output(rows, width);
            Agreement.check(o, (k, v) -> k.sinCos(omega, z.panel(v), sin.panel(v), cos.panel(v)));
            Agreement.check(o, (k, v) -> k.sinCos(omega, sin.panel(v), sin.panel(v), cos.panel(v)));
            Agreement.check(o, (k, v) -> k.sinCos(omega, cos.panel(v), sin.panel(v), cos.panel(v)));
            Agreement.check(o, (k, v) -> k.sin(omega, z.panel(v), sin.panel(v)));
            Agreement.check(o, (k, v) -> k.sin(omega, sin.panel(v), sin.panel(v)));
          });
    }
  }
}
