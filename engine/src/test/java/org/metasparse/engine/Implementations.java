package org.metasparse.engine;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.metasparse.engine.scalar.ScalarKernels;
import org.metasparse.engine.simd.SimdKernels;

/** The implementations that this JVM can run. */
final class Implementations {
  /** Whether this JVM was started with the vector module; {@link VectorWidthTest} says it must. */
  static final boolean HAS_SIMD =
      ModuleLayer.boot().findModule(KernelSelection.VECTOR_MODULE).isPresent();

  private Implementations() {}

  static List<Kernels> all() {
    return HAS_SIMD ? List.of(new ScalarKernels(), simd()) : List.of(new ScalarKernels());
  }

  /** The SIMD kernels; without the vector module the calling test is skipped. */
  static Kernels simd() {
    Assumptions.assumeTrue(HAS_SIMD, KernelSelection.VECTOR_MODULE + " is not there");
    return new SimdKernels();
  }
}
