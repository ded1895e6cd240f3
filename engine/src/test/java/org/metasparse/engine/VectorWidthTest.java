package org.metasparse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * That this run of the suite tests what it is called after: surefire starts it once for each width,
 * and property {@value #PROPERTY} says which.
 */
class VectorWidthTest {
  static final String PROPERTY = "metasparse.test.bits";

  @Test
  void isWhatTheRunSays() {
    int bits = Integer.getInteger(PROPERTY, -1);
    switch (bits) {
      // Started by hand or by an IDE: nothing was promised.
      case -1 -> {}
      case 0 -> assertTrue(!Implementations.HAS_SIMD, "the run without the module has it");
      default -> {
        assertTrue(Implementations.HAS_SIMD, "the run for " + bits + " bits has no module");
        Kernels simd = Implementations.simd();
        // Narrower is what a machine may be, wider is a run that was not limited.
        assertTrue(simd.vectorBits() <= bits, simd.vectorBits() + " bits in the run for " + bits);
        assertTrue(simd.vectorBits() >= 128, simd.vectorBits() + " bits");
      }
    }
  }

  @Test
  void panelsAreOfAllowedWidths() {
    for (Kernels kernels : Implementations.all()) {
      assertEquals(0, kernels.panelWidth() % Kernels.COLUMNS, kernels.name());
      assertTrue(kernels.panelWidth() > 0, kernels.name());
    }
  }
}
