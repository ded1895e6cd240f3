package org.metasparse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Kernels and threads, started and closed together. */
class ComputeTest {
  @Test
  void startsAndCloses() {
    Compute compute = Compute.start(3);
    try (compute) {
      assertSame(KernelSelection.current().kernels(), compute.kernels());
      assertEquals(3, compute.workers().threads());
      compute.workers().run(4, (index, worker) -> {});
    }
    assertThrows(
        IllegalStateException.class, () -> compute.workers().run(4, (index, worker) -> {}));
  }
}
