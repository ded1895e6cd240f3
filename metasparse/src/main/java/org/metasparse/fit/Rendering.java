package org.metasparse.fit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.metasparse.autodiff.Evaluation;
import org.metasparse.autodiff.Samples;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Grid;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.Slices;
import org.metasparse.siren.LiveUnits;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenTape;

/**
 * A network as a signal on a grid, evaluated slice by slice as it is read. Not thread-safe: one
 * caller at a time, whose slices are computed on several threads.
 */
final class Rendering implements Slices {
  private final Siren siren;
  private final String name;
  private final SignalKind kind;
  private final Grid grid;
  private final IntConsumer progress;
  private final float[] theta;
  private final Evaluation evaluation;
  private final AtomicInteger done = new AtomicInteger();

  /** Prepares to read; see {@link Renderer#render}. */
  Rendering(
      Siren siren, String name, SignalKind kind, Grid grid, Compute compute, IntConsumer progress) {
    if (grid.rows() != siren.shape().dimIn()) {
      throw new IllegalArgumentException(
          "a grid of " + grid.rows() + " axes for a network of " + siren.shape());
    }
    this.siren = siren;
    this.name = name;
    this.kind = kind;
    this.grid = grid;
    this.progress = progress;
    Siren plain = siren.plain();
    LiveUnits live = LiveUnits.of(plain.layout());
    theta = new float[live.layout().size()];
    live.places().gather(plain.theta(), theta);
    SirenTape recorded = SirenTape.record(plain.shape(), live.layout());
    evaluation = new Evaluation(recorded.tape(), recorded.output(), compute);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SignalKind kind() {
    return kind;
  }

  @Override
  public Grid grid() {
    return grid;
  }

  @Override
  public int channels() {
    return siren.shape().dimOut();
  }

  @Override
  public float[] read(int first, int count) {
    int n = Math.multiplyExact(count, points());
    float[] values = new float[Math.multiplyExact(channels(), n)];
    Thread caller = Thread.currentThread();
    evaluation.run(
        theta,
        List.of(new Part(grid, first * points(), n)),
        (at, some, from, offset, ld) -> {
          Cancellation.check(caller);
          for (int c = 0; c < channels(); c++) {
            System.arraycopy(from, offset + c * ld, values, c * n + at, some);
          }
          progress.accept(done.addAndGet(some));
        });
    return values;
  }

  /** Some samples that follow each other. */
  private record Part(Samples from, int begin, int count) implements Samples {
    @Override
    public int rows() {
      return from.rows();
    }

    @Override
    public void copy(int first, int n, float[] to, int toOffset, int ld) {
      from.copy(begin + first, n, to, toOffset, ld);
    }
  }
}
