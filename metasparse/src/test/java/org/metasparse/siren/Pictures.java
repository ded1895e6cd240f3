package org.metasparse.siren;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;

/** Small pictures of waves, with values in [0, 1]: something that a network can learn. */
public final class Pictures {
  private Pictures() {}

  public static Signal of(int height, int width, int channels, long seed) {
    Rng rng = new Rng(seed);
    Grid grid = Grid.ofImage(height, width);
    float[] values = new float[channels * grid.count()];
    for (int c = 0; c < channels; c++) {
      float down = rng.uniform(-4, 4);
      float right = rng.uniform(-4, 4);
      float phase = rng.uniform(-3, 3);
      for (int p = 0; p < grid.count(); p++) {
        double t = down * (p / width) / height + right * (p % width) / width + phase;
        values[c * grid.count() + p] = (float) (0.5 + 0.4 * StrictMath.sin(t));
      }
    }
    return ImageKind.image("waves-" + seed, grid, channels, values);
  }

  /** Several square RGB pictures. */
  public static List<Signal> rgb(int count, int size) {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      signals.add(of(size, size, 3, 1000 + i));
    }
    return signals;
  }
}
