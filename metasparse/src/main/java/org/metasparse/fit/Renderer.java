package org.metasparse.fit;

import java.util.function.IntConsumer;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalKind;
import org.metasparse.siren.Siren;

/** Reads a network back as a signal, on any grid. */
public final class Renderer {
  private Renderer() {}

  /**
   * Evaluates a network at every point of a grid.
   *
   * @param siren the network
   * @param name what to call the signal
   * @param kind what the network represents
   * @param grid where to evaluate; as many axes as the network has coordinates
   * @param compute kernels and threads
   * @return the signal; its values may lie a little outside [0, 1]
   * @throws IllegalArgumentException if the grid has another number of axes
   */
  public static Signal render(
      Siren siren, String name, SignalKind kind, Grid grid, Compute compute) {
    return render(siren, name, kind, grid, compute, n -> {});
  }

  /** The same, telling now and then, on several threads, how many points are done. */
  static Signal render(
      Siren siren, String name, SignalKind kind, Grid grid, Compute compute, IntConsumer progress) {
    Rendering all = new Rendering(siren, name, kind, grid, compute, progress);
    float[] values = all.read(0, all.count());
    return new Signal(name, kind, grid, all.channels(), values);
  }
}
