package org.metasparse.engine;

import org.metasparse.engine.scalar.ScalarKernels;
import org.metasparse.engine.simd.SimdKernels;

/**
 * Which kernels this process computes with, and why.
 *
 * <p>Decided once, at first use, by the system property {@value #PROPERTY}: {@code auto} (the
 * default) takes SIMD where the JVM has it, {@code scalar} takes plain Java, {@code simd} takes
 * SIMD or fails. Falling back from {@code auto} to scalar is logged once.
 *
 * @param kernels the chosen implementation
 * @param reason why, in a few words
 */
public record KernelSelection(Kernels kernels, String reason) {
  /** The system property that chooses. */
  public static final String PROPERTY = "metasparse.kernels";

  /** The module that SIMD needs. */
  public static final String VECTOR_MODULE = "jdk.incubator.vector";

  private static final class Holder {
    static final KernelSelection CURRENT;

    /** Kept, since a class whose initialiser throws says why only once. */
    static final RuntimeException REFUSAL;

    static {
      KernelSelection selection = null;
      RuntimeException refusal = null;
      try {
        selection = choose(System.getProperty(PROPERTY, "auto"));
      } catch (IllegalArgumentException | IllegalStateException e) {
        refusal = e;
      }
      CURRENT = selection;
      REFUSAL = refusal;
    }
  }

  /**
   * The selection of this process.
   *
   * @return always the same
   * @throws IllegalStateException if SIMD was asked for and cannot be had
   * @throws IllegalArgumentException if the property has another value
   */
  public static KernelSelection current() {
    if (Holder.REFUSAL != null) {
      throw Holder.REFUSAL;
    }
    return Holder.CURRENT;
  }

  /**
   * Chooses by a mode, as at start-up, but logs nothing and remembers nothing.
   *
   * @param mode {@code auto}, {@code scalar} or {@code simd}
   * @return the selection
   * @throws IllegalStateException if {@code simd} was asked for and cannot be had
   * @throws IllegalArgumentException if the mode is none of the three
   */
  public static KernelSelection of(String mode) {
    switch (mode) {
      case "scalar":
        return new KernelSelection(new ScalarKernels(), PROPERTY + "=scalar");
      case "auto":
      case "simd":
        break;
      default:
        throw new IllegalArgumentException(
            PROPERTY + "=" + mode + " is not one of auto, scalar, simd");
    }
    String obstacle = obstacle();
    if (obstacle == null) {
      return new KernelSelection(new SimdKernels(), VECTOR_MODULE + " is there");
    }
    if (mode.equals("simd")) {
      throw new IllegalStateException(PROPERTY + "=simd, but " + obstacle);
    }
    return new KernelSelection(new ScalarKernels(), obstacle);
  }

  private static KernelSelection choose(String mode) {
    KernelSelection selection = of(mode);
    if (mode.equals("auto") && selection.kernels().name().equals("scalar")) {
      System.getLogger("org.metasparse.engine")
          .log(
              System.Logger.Level.WARNING,
              "computing with scalar kernels, several times slower: " + selection.reason());
    }
    return selection;
  }

  /** Why SIMD cannot be had, or null where it can. */
  private static String obstacle() {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      return VECTOR_MODULE + " is not there; start Java with --add-modules " + VECTOR_MODULE;
    }
    // The class is touched only here, where its module is known to be there.
    int bits = SimdKernels.preferredBits();
    return bits >= 128 ? null : "the JVM's vectors have only " + bits + " bits";
  }
}
