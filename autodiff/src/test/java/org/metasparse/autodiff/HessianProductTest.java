package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metasparse.autodiff.op.Cosine;
import org.metasparse.autodiff.op.DenseLinear;
import org.metasparse.autodiff.op.Gate;
import org.metasparse.autodiff.op.MeanSquaredError;
import org.metasparse.autodiff.op.Multiply;
import org.metasparse.autodiff.op.Relu;
import org.metasparse.autodiff.op.Scale;
import org.metasparse.autodiff.op.Sigmoid;
import org.metasparse.autodiff.op.Sine;
import org.metasparse.autodiff.op.Sum;
import org.metasparse.autodiff.op.Tanh;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Kernels;

/** Products with the Hessian against differences in double precision, and as laws say. */
class HessianProductTest {
  /**
   * Of the difference along v, which is of fourth order: good to eleven digits, and so short that
   * on the way none of the few pixels' rectifiers comes past its kink.
   */
  private static final double H = 1e-4;

  private static final Layout TWO_LAYERS =
      new Layout.Builder()
          .add("weight.0", Block.Kind.WEIGHT, 5, 2, null)
          .add("bias.0", Block.Kind.BIAS, 5, 1, null)
          .add("weight.1", Block.Kind.WEIGHT, 5, 5, null)
          .add("bias.1", Block.Kind.BIAS, 5, 1, null)
          .build();

  /** {@code dL/dtheta . v} by differences: what has {@code H v} as its gradient. */
  private static double along(Twin twin, Node target, double[] theta, float[] v) {
    double sum = 0;
    double[] at = new double[theta.length];
    double[] share = {1.0 / 12, -8.0 / 12, 0, 8.0 / 12, -1.0 / 12};
    for (int k = -2; k <= 2; k++) {
      for (int i = 0; k != 0 && i < at.length; i++) {
        at[i] = theta[i] + k * H * v[i];
      }
      sum += k == 0 ? 0 : share[k + 2] * twin.loss(at, target);
    }
    return sum / H;
  }

  private static float[] product(
      HessianProduct hessian, List<Samples> inputs, float[] theta, float[] v) {
    float[] product = new float[theta.length];
    hessian.products(List.of(new HessianProduct.Request(theta, inputs, v, product)));
    return product;
  }

  private static void check(Twin twin, Node target, Layout layout, float[] theta, double error) {
    List<Samples> inputs = twin.samples();
    float[] v = Draw.floats(layout.size(), 1, 77);
    float[] theSame = null;
    int recorded = twin.tape().nodes().size();
    for (Kernels kernels : Way.allKernels()) {
      try (Compute compute = new Way(kernels, 1).start()) {
        HessianProduct hessian = new HessianProduct(twin.tape(), target, layout, compute);
        assertTrue(twin.tape().nodes().size() > recorded, "tangents are appended");
        float[] product = product(hessian, inputs, theta, v);
        GradientCheck check = GradientCheck.of(t -> along(twin, target, t, v), theta, product);

        assertTrue(check.error() <= error, () -> kernels.name() + ": " + check);
        Bits.same(theSame == null ? product : theSame, product, kernels.name());
        theSame = product;
      }
    }
  }

  /** Every operation, dense and sparse layers, nodes that are used twice. Measured are 2.6e-7. */
  @Test
  void ofEveryOperation() {
    EveryOperation all = EveryOperation.on(9, 31);
    check(all.twin(), all.target(), EveryOperation.LAYOUT, EveryOperation.THETA, 1e-6);
  }

  static Stream<Arguments> operations() {
    return Stream.of(
        of("sine", z -> new Sine(z, 2f), x -> Math.sin(2 * x)),
        of("cosine", z -> new Cosine(z, 2f), x -> Math.cos(2 * x)),
        of("tanh", Tanh::new, Math::tanh),
        of("sigmoid", Sigmoid::new, x -> 1 / (1 + Math.exp(-x))),
        of("relu", Relu::new, x -> Math.max(x, 0)),
        of("gate", z -> new Gate(z, z), x -> Math.max(x, 0)),
        of("scale", z -> new Scale(z, -0.3f), x -> -0.3f * x));
  }

  private static Arguments of(
      String name, Function<Node, Operation> operation, DoubleUnaryOperator formula) {
    return Arguments.of(name, operation, formula);
  }

  /** Between two layers, under a square: all of what a second derivative has. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void ofOne(String name, Function<Node, Operation> operation, DoubleUnaryOperator formula) {
    Twin twin = new Twin(37);
    Node x = twin.input("x", 2, 3);
    Node t = twin.input("t", 5, 4);
    Node h = twin.append(operation.apply(layer(twin, x, 0)), Twin.each(formula));
    Node y = layer(twin, h, 1);
    Node target = twin.append(new MeanSquaredError(y, t), Twin.squaredError());
    // Measured are 3.6e-7 at most.
    check(twin, target, TWO_LAYERS, Draw.floats(TWO_LAYERS.size(), 1, 5), 1e-6);
  }

  /** Either side of a pair may be given from outside, and moves nothing then. */
  @Test
  void ofPairsWithOneSideGiven() {
    Twin twin = new Twin(37);
    Node x = twin.input("x", 2, 6);
    Node given = twin.input("given", 5, 7);
    Node h = twin.append(new Tanh(layer(twin, x, 0)), Twin.each(Math::tanh));
    Node gated = twin.append(new Multiply(given, h), Twin.pairs((p, q) -> p * q));
    Node passed = twin.append(new Gate(given, gated), Twin.pairs((p, q) -> q > 0 ? p : 0));
    Node y = layer(twin, gated, 1);
    Node error = twin.append(new MeanSquaredError(given, y), Twin.squaredError());
    Node sum = twin.append(new Sum(passed), Twin.sum());
    Node target = twin.append(new Multiply(error, sum), Twin.pairs((p, q) -> p * q));
    check(twin, target, TWO_LAYERS, Draw.floats(TWO_LAYERS.size(), 1, 8), 2e-6);
  }

  private static Node layer(Twin twin, Node x, int i) {
    Block weight = TWO_LAYERS.block("weight." + i);
    Block bias = TWO_LAYERS.block("bias." + i);
    return twin.append(new DenseLinear(x, weight, bias), Twin.linear(weight, bias));
  }

  /** {@code u . H v = v . H u}. */
  @Test
  void symmetry() {
    EveryOperation all = EveryOperation.on(200, 32);
    float[] u = Draw.floats(EveryOperation.LAYOUT.size(), 1, 41);
    float[] v = Draw.floats(EveryOperation.LAYOUT.size(), 1, 42);
    try (Compute compute = Way.plain().start()) {
      HessianProduct hessian = of(all, compute);
      double uHv = dot(u, product(hessian, all.twin().samples(), EveryOperation.THETA, v));
      double vHu = dot(v, product(hessian, all.twin().samples(), EveryOperation.THETA, u));
      assertEquals(uHv, vHu, 1e-5 * Math.abs(uHv));
    }
  }

  private static HessianProduct of(EveryOperation all, Compute compute) {
    return new HessianProduct(all.twin().tape(), all.target(), EveryOperation.LAYOUT, compute);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** Two at once, over their own vectors, on any kernels and threads and panels. */
  @Test
  void theSameBitsInEveryWay() {
    EveryOperation all = EveryOperation.on(700, 33);
    List<Samples> inputs = List.copyOf(all.twin().samples());
    float[] u = Draw.floats(EveryOperation.LAYOUT.size(), 1, 43);
    float[] v = Draw.floats(EveryOperation.LAYOUT.size(), 1, 44);
    try (Compute plain = Way.plain().start()) {
      HessianProduct expected = of(all, plain);
      float[] hu = product(expected, inputs, EveryOperation.THETA, u);
      float[] hv = product(expected, inputs, EveryOperation.THETA, v);
      for (Way way : Way.others()) {
        try (Compute compute = way.start()) {
          float[] a = u.clone();
          float[] b = v.clone();
          of(all, compute)
              .products(
                  List.of(
                      new HessianProduct.Request(EveryOperation.THETA, inputs, a, a),
                      new HessianProduct.Request(EveryOperation.THETA, inputs, b, b)));
          Bits.same(hu, a, way + ", H u");
          Bits.same(hv, b, way + ", H v");
        }
      }
    }
  }

  @Test
  void whatHasNoSecondDerivativeIsNamed() {
    Twin twin = new Twin(3);
    Node x = twin.input("x", 2, 3);
    Node t = twin.input("t", 5, 4);
    Node z = layer(twin, x, 0);
    Node clamped = twin.tape().append(new MeanSquaredError(z, t, 0, 1));
    Node bell = twin.tape().append(new CustomOperationTest.Gaussian(z, 1));
    Node custom = twin.tape().append(new Sum(bell));
    Node fixed = twin.tape().append(new Sum(x));
    try (Compute compute = Way.plain().start()) {
      assertEquals(
          clamped + " has no second derivative: it is clamped to [0.0, 1.0]",
          assertThrows(
                  UnsupportedOperationException.class,
                  () -> new HessianProduct(twin.tape(), clamped, TWO_LAYERS, compute))
              .getMessage());
      assertEquals(
          bell + " has no second derivative: Gaussian records no tangent",
          assertThrows(
                  UnsupportedOperationException.class,
                  () -> new HessianProduct(twin.tape(), custom, TWO_LAYERS, compute))
              .getMessage());
      Refusal.of(
          fixed + " depends on no parameter",
          () -> new HessianProduct(twin.tape(), fixed, TWO_LAYERS, compute));
      Refusal.of(
          z + " cannot be an objective: one row, on this tape, is needed",
          () -> new HessianProduct(twin.tape(), z, TWO_LAYERS, compute));
      Node sum = twin.tape().append(new Sum(z));
      HessianProduct hessian = new HessianProduct(twin.tape(), sum, TWO_LAYERS, compute);
      int size = TWO_LAYERS.size();
      Refusal.of(
          "3 floats where the layout has " + size + " parameters",
          () -> product(hessian, twin.samples(), new float[size], new float[3]));
      Refusal.of(
          "1 inputs for a tape with [x[2], t[5]]",
          () -> product(hessian, twin.samples().subList(0, 1), new float[size], new float[size]));
    }
  }
}
