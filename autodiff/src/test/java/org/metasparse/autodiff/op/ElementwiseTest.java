package org.metasparse.autodiff.op;

import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Draw;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.OperationCheck;
import org.metasparse.autodiff.Twin;

/** Operations on each element by itself, behind a layer that wants their input's adjoint. */
class ElementwiseTest {
  private static final int PIXELS = 37;

  static Stream<Arguments> operations() {
    // Roundings allowed in value and gradient. The layer before makes arguments of up to 2.7 with a
    // rounding or two: measured are 1.8. A factor of 30 in front multiplies them: measured are 28.
    return Stream.of(
        of("sine", x -> new Sine(x, 1f), Math::sin, 4, 4),
        of("sine of 30", x -> new Sine(x, 30f), x -> Math.sin(30 * x), 64, 64),
        of("cosine", x -> new Cosine(x, 1f), Math::cos, 4, 4),
        of("cosine of 30", x -> new Cosine(x, 30f), x -> Math.cos(30 * x), 64, 64),
        of("tanh", Tanh::new, Math::tanh, 4, 4),
        of("sigmoid", Sigmoid::new, x -> 1 / (1 + Math.exp(-x)), 4, 4),
        of("relu", Relu::new, x -> Math.max(x, 0), 4, 4),
        of("scale", x -> new Scale(x, -0.3f), x -> -0.3f * x, 4, 4));
  }

  private static Arguments of(
      String name,
      Function<Node, Operation> operation,
      DoubleUnaryOperator formula,
      double forward,
      double backward) {
    return Arguments.of(name, operation, formula, forward, backward);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void valueAndGradient(
      String name,
      Function<Node, Operation> operation,
      DoubleUnaryOperator formula,
      double forward,
      double backward) {
    Layout layout =
        new Layout.Builder()
            .add("weight", Block.Kind.WEIGHT, 5, 2, null)
            .add("bias", Block.Kind.BIAS, 5, 1, null)
            .build();
    Block weight = layout.block("weight");
    Block bias = layout.block("bias");
    Twin twin = new Twin(PIXELS);
    Node x = twin.input("x", 2, 1);
    Node z = twin.append(new DenseLinear(x, weight, bias), Twin.linear(weight, bias));
    Node y = twin.append(operation.apply(z), Twin.each(formula));
    float[] theta = Draw.floats(layout.size(), 1, 2);
    OperationCheck.check(twin, y, layout, theta, forward, backward);
  }
}
