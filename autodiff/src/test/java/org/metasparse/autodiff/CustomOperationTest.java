package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.op.DenseLinear;
import org.metasparse.autodiff.op.Tanh;
import org.metasparse.engine.Panel;

/** A new operation is one new class and no edit elsewhere: here they are. */
class CustomOperationTest {
  /** The Gaussian activation {@code y = exp(-(s x)^2)}; backward: {@code dx -= dy 2 s^2 x y}. */
  record Gaussian(Node x, float s) implements Operation {
    @Override
    public int rows() {
      return x.rows();
    }

    @Override
    public List<Node> inputs() {
      return List.of(x);
    }

    @Override
    public boolean readsResult() {
      return true;
    }

    @Override
    public void forward(Frame frame, Node y, int panel) {
      Panel from = frame.value(x, panel);
      Panel to = frame.value(y, panel);
      for (int i = 0; i < to.size(); i++) {
        float t = s * from.array()[from.offset() + i];
        to.array()[to.offset() + i] = (float) StrictMath.exp(-t * t);
      }
    }

    @Override
    public void backward(Frame frame, Node y, int panel) {
      if (!frame.wants(x)) {
        return;
      }
      Panel in = frame.value(x, panel);
      Panel out = frame.value(y, panel);
      Panel dy = frame.adjoint(y, panel);
      Panel dx = frame.adjoint(x, panel);
      for (int i = 0; i < out.size(); i++) {
        dx.array()[dx.offset() + i] -=
            dy.array()[dy.offset() + i]
                * (2 * s * s * in.array()[in.offset() + i] * out.array()[out.offset() + i]);
      }
    }
  }

  /**
   * {@code y_f = x_f * (sum of g)}, computed over its first input: the second is read throughout,
   * so it would go wrong over that one. It keeps the sum and its input for the way back.
   */
  record Gated(Node x, Node g) implements Operation {
    @Override
    public int rows() {
      return x.rows();
    }

    @Override
    public List<Node> inputs() {
      return List.of(x, g);
    }

    @Override
    public boolean readsInputs() {
      return false;
    }

    @Override
    public boolean inPlace() {
      return true;
    }

    @Override
    public int savedRows() {
      return 1 + x.rows();
    }

    private static int at(Panel a, int row, int p) {
      return a.offset() + row * a.width() + p;
    }

    @Override
    public void forward(Frame frame, Node y, int panel) {
      Panel in = frame.value(x, panel);
      Panel gate = frame.value(g, panel);
      Panel out = frame.value(y, panel);
      Panel kept = frame.saved(y, panel);
      float[] a = kept.array();
      for (int p = 0; p < kept.width(); p++) {
        int sum = at(kept, 0, p);
        for (int f = 0; f < rows(); f++) {
          a[at(kept, 1 + f, p)] = in.array()[at(in, f, p)];
          a[sum] = 0;
          for (int h = 0; h < g.rows(); h++) {
            a[sum] += gate.array()[at(gate, h, p)];
          }
          out.array()[at(out, f, p)] = a[at(kept, 1 + f, p)] * a[sum];
        }
      }
    }

    @Override
    public void backward(Frame frame, Node y, int panel) {
      Panel kept = frame.saved(y, panel);
      Panel out = frame.adjoint(y, panel);
      float[] a = kept.array();
      for (int p = 0; p < kept.width(); p++) {
        for (int f = 0; f < rows(); f++) {
          float dy = out.array()[at(out, f, p)];
          if (frame.wants(x)) {
            Panel dx = frame.adjoint(x, panel);
            dx.array()[at(dx, f, p)] += dy * a[at(kept, 0, p)];
          }
          for (int h = 0; h < g.rows() && frame.wants(g); h++) {
            Panel dg = frame.adjoint(g, panel);
            dg.array()[at(dg, h, p)] += dy * a[at(kept, 1 + f, p)];
          }
        }
      }
    }
  }

  private final Layout layout =
      new Layout.Builder()
          .add("weight.a", Block.Kind.WEIGHT, 4, 2, null)
          .add("bias.a", Block.Kind.BIAS, 4, 1, null)
          .add("weight.b", Block.Kind.WEIGHT, 4, 2, null)
          .add("bias.b", Block.Kind.BIAS, 4, 1, null)
          .build();
  private final float[] theta = Draw.floats(layout.size(), 1, 71);
  private final Twin twin = new Twin(37);
  private final Node x = twin.input("x", 2, 72);

  private Node linear(String name) {
    Block weight = layout.block("weight." + name);
    Block bias = layout.block("bias." + name);
    return twin.append(new DenseLinear(x, weight, bias), Twin.linear(weight, bias));
  }

  private Node gated(Node a, Node b) {
    return twin.append(
        new Gated(a, b),
        (t, v) -> {
          double sum = 0;
          for (double g : v[1]) {
            sum += g;
          }
          double[] y = v[0].clone();
          for (int f = 0; f < y.length; f++) {
            y[f] *= sum;
          }
          return y;
        });
  }

  @Test
  void aNewActivation() {
    Node z = linear("a");
    Node y = twin.append(new Gaussian(z, 1.5f), Twin.each(v -> Math.exp(-2.25 * v * v)));
    assertEquals("Gaussian.2[4]", y.toString());
    OperationCheck.check(twin, y, layout, theta, 6, 6);
  }

  @Test
  void inPlaceOfItsFirstInputThoughBothEndHere() {
    OperationCheck.check(twin, gated(linear("a"), linear("b")), layout, theta, 6, 8);
  }

  @Test
  void notInPlaceOfAnInputThatIsUsedLater() {
    Node a = linear("a");
    Node gated = gated(a, linear("b"));
    Node tanh = twin.append(new Tanh(a), Twin.each(Math::tanh));
    OperationCheck.check(twin, gated(tanh, gated), layout, theta, 10, 10);
  }

  /** The first input stays and the second ends: the result belongs over neither. */
  @Test
  void notInPlaceOfTheSecondInput() {
    Node a = linear("a");
    Node b = linear("b");
    Node gated = gated(a, b);
    OperationCheck.check(twin, gated(gated, a), layout, theta, 10, 10);
  }
}
