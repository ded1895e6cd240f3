package org.metasparse.autodiff.op;

import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Draw;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.OperationCheck;
import org.metasparse.autodiff.Twin;

/** The sum of features, of several and of one. */
class SumTest {
  @Test
  void ofSeveralFeatures() {
    check(6);
  }

  @Test
  void ofOneFeature() {
    check(1);
  }

  private static void check(int features) {
    Layout layout =
        new Layout.Builder()
            .add("weight", Block.Kind.WEIGHT, features, 2, null)
            .add("bias", Block.Kind.BIAS, features, 1, null)
            .build();
    Block weight = layout.block("weight");
    Block bias = layout.block("bias");
    Twin twin = new Twin(37);
    Node x = twin.input("x", 2, 13);
    Node z = twin.append(new DenseLinear(x, weight, bias), Twin.linear(weight, bias));
    Node sum = twin.append(new Sum(z), Twin.sum());
    // Measured are 2.2 and 1.5 roundings.
    OperationCheck.check(twin, sum, layout, Draw.floats(layout.size(), 1, 14), 6, 4);
  }
}
