package org.metasparse.format;

import java.util.Random;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/** Small networks for the tests. */
final class Nets {
  private Nets() {}

  /** A network whose weights survive with a probability; 1 leaves the layer without a pattern. */
  static Siren siren(SirenShape shape, double... survive) {
    Random random = new Random(11);
    Layout.Builder layout = new Layout.Builder();
    for (int i = 0; i <= shape.layers(); i++) {
      int rows = shape.fanOut(i);
      int cols = shape.fanIn(i);
      CsrPattern pattern = null;
      if (survive[i] < 1) {
        boolean[] mask = new boolean[rows * cols];
        for (int j = 0; j < mask.length; j++) {
          mask[j] = random.nextDouble() < survive[i];
        }
        pattern = CsrPattern.ofMask(rows, cols, mask);
      }
      layout.add("weight." + i, Block.Kind.WEIGHT, rows, cols, pattern);
      layout.add("bias." + i, Block.Kind.BIAS, rows, 1, null);
    }
    Layout built = layout.build();
    return new Siren(shape, built, floats(built.size(), random));
  }

  static float[] floats(int n, Random random) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
