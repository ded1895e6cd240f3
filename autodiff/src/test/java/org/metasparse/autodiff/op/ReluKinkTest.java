package org.metasparse.autodiff.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Replay;
import org.metasparse.autodiff.Samples;
import org.metasparse.autodiff.Tape;
import org.metasparse.autodiff.Way;
import org.metasparse.engine.Compute;

/** At its kink, where no difference can check it, the rectifier lets no gradient through. */
class ReluKinkTest {
  @Test
  void gradientOnlyAboveZero() {
    Layout layout =
        new Layout.Builder()
            .add("weight", Block.Kind.WEIGHT, 4, 1, null)
            .add("bias", Block.Kind.BIAS, 4, 1, null)
            .build();
    Tape tape = new Tape();
    Node x = tape.input("x", 1);
    Node z = tape.append(new DenseLinear(x, layout.block("weight"), layout.block("bias")));
    Node target = tape.append(new Sum(tape.append(new Relu(z))));
    float[] theta = {0, -0f, 1e-30f, -1e-30f, 0, -0f, 0, 0};
    float[] gradient = new float[layout.size()];
    double[] losses = new double[1];
    Samples one = Samples.of(1, 1, new float[] {1});
    try (Compute compute = Way.plain().start()) {
      new Replay(tape, target, layout, compute)
          .gradients(List.of(new Job(theta, List.of(one), gradient)), losses);
    }
    assertArrayEquals(new float[] {0, 0, 1, 0, 0, 0, 1, 0}, gradient);
  }
}
