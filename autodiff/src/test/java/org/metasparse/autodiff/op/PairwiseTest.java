package org.metasparse.autodiff.op;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Draw;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.OperationCheck;
import org.metasparse.autodiff.Twin;

/** Operations on two nodes: both want adjoints, or one of them, or they are one and the same. */
class PairwiseTest {
  /** An operation on two nodes and its formula. */
  enum Pair {
    ADD(Twin.pairs(Double::sum)) {
      @Override
      Operation of(Node a, Node b) {
        return new Add(a, b);
      }
    },
    MULTIPLY(Twin.pairs((a, b) -> a * b)) {
      @Override
      Operation of(Node a, Node b) {
        return new Multiply(a, b);
      }
    },
    GATE(Twin.pairs((a, b) -> b > 0 ? a : 0)) {
      @Override
      Operation of(Node a, Node b) {
        return new Gate(a, b);
      }
    },
    SQUARED_ERROR(Twin.squaredError()) {
      @Override
      Operation of(Node a, Node b) {
        return new MeanSquaredError(a, b);
      }
    };

    private final Twin.Formula formula;

    Pair(Twin.Formula formula) {
      this.formula = formula;
    }

    abstract Operation of(Node a, Node b);
  }

  private final Layout layout =
      new Layout.Builder()
          .add("weight.a", Block.Kind.WEIGHT, 5, 2, null)
          .add("bias.a", Block.Kind.BIAS, 5, 1, null)
          .add("weight.b", Block.Kind.WEIGHT, 5, 2, null)
          .add("bias.b", Block.Kind.BIAS, 5, 1, null)
          .build();
  private final float[] theta = Draw.floats(layout.size(), 1, 3);
  private final Twin twin = new Twin(37);
  private final Node x = twin.input("x", 2, 4);
  private final Node given = twin.input("given", 5, 5);
  private final Node a = linear("a");
  private final Node b = linear("b");

  private Node linear(String name) {
    Block weight = layout.block("weight." + name);
    Block bias = layout.block("bias." + name);
    return twin.append(new DenseLinear(x, weight, bias), Twin.linear(weight, bias));
  }

  private Node append(Pair pair, Node first, Node second) {
    return twin.append(pair.of(first, second), pair.formula);
  }

  private void check(Node node) {
    // A rounding or two of its own and those of the two layers: measured are 2.7 and 3.4.
    OperationCheck.check(twin, node, layout, theta, 6, 8);
  }

  @ParameterizedTest
  @EnumSource
  void bothWantAdjoints(Pair pair) {
    check(append(pair, a, b));
  }

  @ParameterizedTest
  @EnumSource
  void theFirstAloneWantsOne(Pair pair) {
    check(append(pair, a, given));
  }

  @ParameterizedTest
  @EnumSource
  void theSecondAloneWantsOne(Pair pair) {
    check(append(pair, given, b));
  }

  @ParameterizedTest
  @EnumSource
  void oneNodeAsBoth(Pair pair) {
    check(append(pair, a, a));
  }

  /** The adjoint of {@code a} comes from two consumers, on the way back the later one first. */
  @ParameterizedTest
  @EnumSource
  void oneNodeInTwoOperations(Pair pair) {
    Node first = append(pair, a, b);
    Node sum = first.rows() == 1 ? twin.append(new Sum(a), Twin.sum()) : a;
    check(twin.append(new Multiply(first, sum), Twin.pairs((p, q) -> p * q)));
  }
}
