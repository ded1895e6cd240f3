package org.metasparse.autodiff.op;

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
import org.metasparse.engine.CsrPattern;

/** Both kinds of linear layer, alone and behind another layer, dense, pruned and pruned away. */
class LinearLayersTest {
  private static final int PIXELS = 45;

  @FunctionalInterface
  interface Layer {
    Operation of(Node x, Block weight, Block bias);
  }

  static Stream<Arguments> layers() {
    Layer dense = DenseLinear::new;
    Layer sparse = CsrLinear::new;
    Layer denseAlone = (x, weight, bias) -> new DenseLinear(x, weight, null);
    Layer sparseAlone = (x, weight, bias) -> new CsrLinear(x, weight, null);
    return Stream.of(
        Arguments.of("dense", dense, null),
        Arguments.of("dense, a third of the weights", dense, Draw.pattern(19, 21, 0.3, 6)),
        Arguments.of("dense, no weight", dense, Draw.pattern(19, 21, 0, 7)),
        Arguments.of("sparse, all weights", sparse, null),
        // Above a density the gradient of such a layer's weights is a dense product.
        Arguments.of("sparse, a third of the weights", sparse, Draw.pattern(19, 21, 0.36, 8)),
        Arguments.of("sparse, a tenth of the weights", sparse, Draw.pattern(19, 21, 0.1, 8)),
        Arguments.of("sparse, one weight", sparse, oneEntry()),
        Arguments.of("sparse, no weight", sparse, Draw.pattern(19, 21, 0, 9)),
        Arguments.of("dense, no bias", denseAlone, null),
        Arguments.of("dense, a third, no bias", denseAlone, Draw.pattern(19, 21, 0.3, 6)),
        Arguments.of("sparse, a tenth, no bias", sparseAlone, Draw.pattern(19, 21, 0.1, 8)));
  }

  private static CsrPattern oneEntry() {
    boolean[] mask = new boolean[19 * 21];
    mask[7 * 21 + 20] = true;
    return CsrPattern.ofMask(19, 21, mask);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void onAnInput(String name, Layer layer, CsrPattern pattern) {
    Layout layout = new Layout.Builder().add("padding", Block.Kind.BIAS, 3, 1, null).build();
    layout = add(layout, "second", 19, 21, pattern);
    Twin twin = new Twin(PIXELS);
    check(twin, twin.input("x", 21, 10), layer, layout);
  }

  /** The layer before wants the adjoint of this one's input. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void behindALayer(String name, Layer layer, CsrPattern pattern) {
    Layout layout = add(new Layout.Builder().build(), "first", 21, 2, null);
    layout = add(layout, "second", 19, 21, pattern);
    Twin twin = new Twin(PIXELS);
    Block weight = layout.block("weight.first");
    Block bias = layout.block("bias.first");
    Node x = twin.input("x", 2, 11);
    Node z = twin.append(new DenseLinear(x, weight, bias), Twin.linear(weight, bias));
    Node h = twin.append(new Sine(z, 1f), Twin.each(Math::sin));
    check(twin, h, layer, layout);
  }

  private static Layout add(Layout before, String name, int rows, int cols, CsrPattern pattern) {
    Layout.Builder builder = new Layout.Builder();
    before.blocks().forEach(b -> builder.add(b.name(), b.kind(), b.rows(), b.cols(), b.pattern()));
    return builder
        .add("weight." + name, Block.Kind.WEIGHT, rows, cols, pattern)
        .add("bias." + name, Block.Kind.BIAS, rows, 1, null)
        .build();
  }

  private static void check(Twin twin, Node x, Layer layer, Layout layout) {
    Block weight = layout.block("weight.second");
    Block bias = layout.block("bias.second");
    Operation operation = layer.of(x, weight, bias);
    boolean biased = operation.parameters().size() > 1;
    Node y = twin.append(operation, Twin.linear(weight, biased ? bias : null));
    // A chain of 22 terms of random sign, its partial sums rounded: measured are 2.9 and 2.7.
    OperationCheck.check(twin, y, layout, Draw.floats(layout.size(), 1, 12), 6, 8);
  }
}
