package org.metasparse.fit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.metasparse.autodiff.Evaluation;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenTape;

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
    if (grid.rows() != siren.shape().dimIn()) {
      throw new IllegalArgumentException(
          "a grid of " + grid.rows() + " axes for a network of " + siren.shape());
    }
    SirenTape recorded = SirenTape.record(siren.shape(), siren.layout());
    int points = grid.count();
    int channels = siren.shape().dimOut();
    float[] values = new float[Math.multiplyExact(channels, points)];
    AtomicInteger done = new AtomicInteger();
    new Evaluation(recorded.tape(), recorded.output(), compute)
        .run(
            siren.theta(),
            List.of(grid),
            (first, n, from, offset, ld) -> {
              for (int c = 0; c < channels; c++) {
                System.arraycopy(from, offset + c * ld, values, c * points + first, n);
              }
              progress.accept(done.addAndGet(n));
            });
    return new Signal(name, kind, grid, channels, values);
  }
}
