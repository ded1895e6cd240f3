package org.metasparse.autodiff;

import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.Rng;

/** Random contents for tests, the same on every JVM. */
public final class Draw {
  private Draw() {}

  /** Floats of [-bound, bound). */
  public static float[] floats(int n, float bound, long seed) {
    Rng rng = new Rng(seed);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = rng.uniform(-bound, bound);
    }
    return values;
  }

  /** A pattern in which each place holds an entry with some probability. */
  public static CsrPattern pattern(int rows, int cols, double probability, long seed) {
    Rng rng = new Rng(seed);
    boolean[] mask = new boolean[rows * cols];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = rng.nextFloat() < probability;
    }
    return CsrPattern.ofMask(rows, cols, mask);
  }
}
