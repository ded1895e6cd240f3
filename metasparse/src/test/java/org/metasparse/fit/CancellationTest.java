package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.format.EncodedSignal;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;

/** A task that an engine cancels, by an interrupt as executors do, ends. */
class CancellationTest {
  private static final Siren SIREN = SirenInit.random(new SirenShape(2, 16, 2, 1, 30), new Rng(3));
  private static final Grid GRID = Grid.ofImage(64, 64);
  private static final Signal IMAGE = ImageKind.image("grey", GRID, 1, new float[GRID.count()]);

  @Test
  @Timeout(60)
  void aFitEndsWithinAStepAndChangesNothing() throws InterruptedException {
    float[] before = SIREN.theta().clone();
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
    Thread task =
        new Thread(
            () -> {
              try (Compute compute = Compute.start(2)) {
                Codec.encode(
                    SIREN,
                    IMAGE,
                    // Hours of steps.
                    new Protocol(Protocol.Optimiser.ADAM, 10_000_000, 1e-9, 0),
                    Packing.NONE,
                    compute,
                    (k, mse) -> begun.countDown());
              } catch (Throwable e) {
                thrown.set(e);
                stillInterrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    task.start();
    begun.await();
    task.interrupt();
    task.join();

    assertTrue(thrown.get() instanceof CancellationException, () -> "" + thrown.get());
    assertTrue(stillInterrupted.get());
    assertArrayEquals(before, SIREN.theta());
  }

  @Test
  void decodingToo() {
    EncodedSignal encoded = new EncodedSignal(SIREN, ImageKind.EIGHT_BITS, GRID, 1, Float.NaN);
    try {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> Codec.decode(encoded));
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertFalse(Float.isNaN(Codec.decode(encoded).values()[0]));
  }
}
