package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metasparse.engine.Compute;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Sirens;

/** The codec inside an engine with threads of its own: one model, many threads. */
@Timeout(300)
class CodecThreadsTest {
  private static final int THREADS = 8;
  private static final int SIGNALS = 12;
  private static final Protocol PROTOCOL = Protocol.ADAM100.withSteps(8);
  private static final Grid FINER = Grid.ofImage(33, 29);

  private static Signal signal(int i) {
    return Pictures.of(9 + 5 * i, 40 - 3 * i, 3, i);
  }

  private static EncodedSignal encode(Siren model, int i, Compute shared) {
    return shared == null
        ? Codec.encode(model, signal(i), PROTOCOL)
        : Codec.encode(model, signal(i), PROTOCOL, shared);
  }

  private static float[] decode(EncodedSignal encoded, Compute shared) {
    return (shared == null ? Codec.decode(encoded, FINER) : Codec.decode(encoded, FINER, shared))
        .values();
  }

  /** Every thread encodes and decodes every signal, in an order of its own. */
  private static void eightThreads(Siren model, Compute shared) throws Exception {
    List<byte[]> files = new ArrayList<>();
    List<EncodedSignal> encodings = new ArrayList<>();
    List<float[]> decoded = new ArrayList<>();
    for (int i = 0; i < SIGNALS; i++) {
      encodings.add(encode(model, i, null));
      files.add(InrFile.encode(encodings.get(i)));
      decoded.add(decode(encodings.get(i), null));
    }
    float[] before = model.theta().clone();
    CyclicBarrier together = new CyclicBarrier(THREADS);
    ExecutorService engine = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        ends.add(
            engine.submit(
                () -> {
                  together.await();
                  for (int k = 0; k < SIGNALS; k++) {
                    int i = (5 * k + thread) % SIGNALS;
                    String where = "signal " + i + " on thread " + thread;
                    assertArrayEquals(
                        files.get(i), InrFile.encode(encode(model, i, shared)), where);
                    Bits.same(decoded.get(i), decode(encodings.get(i), shared), where);
                  }
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      engine.shutdownNow();
    }
    Bits.same(before, model.theta(), "the model");
  }

  @Test
  void aSparseModel() throws Exception {
    eightThreads(Sirens.pruned(new SirenShape(2, 17, 3, 3, 30f), 0.8, 1), null);
  }

  @Test
  void aDenseModel() throws Exception {
    eightThreads(Sirens.pruned(new SirenShape(2, 17, 3, 3, 30f), 0, 1), null);
  }

  @Test
  void evenOnOneCompute() throws Exception {
    try (Compute shared = Compute.start(2)) {
      eightThreads(Sirens.pruned(new SirenShape(2, 17, 3, 3, 30f), 0.5, 1), shared);
    }
  }

  @Test
  void theSameAsWithACompute() {
    Siren model = Sirens.pruned(new SirenShape(2, 17, 3, 3, 30f), 0.5, 1);
    try (Compute compute = Compute.start(1)) {
      EncodedSignal encoded = Codec.encode(model, signal(3), PROTOCOL, compute);
      assertArrayEquals(
          InrFile.encode(encoded), InrFile.encode(Codec.encode(model, signal(3), PROTOCOL)));
      Signal decoded = Codec.decode(encoded);
      assertEquals(signal(3).grid(), decoded.grid());
      Bits.same(Codec.decode(encoded, compute).values(), decoded.values(), "decoded");
    }
  }
}
