package org.metasparse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Which kernels are chosen, with the vector module and without. */
class KernelSelectionTest {
  private static final String NONSENSE =
      "metasparse.kernels=nonsense is not one of auto, scalar, simd";

  @Test
  void scalarIsAlwaysThere() {
    KernelSelection selection = KernelSelection.of("scalar");
    assertEquals("scalar", selection.kernels().name());
    assertEquals(32, selection.kernels().vectorBits());
    assertEquals("metasparse.kernels=scalar", selection.reason());
  }

  @Test
  void nonsenseIsRefused() {
    assertEquals(
        NONSENSE,
        assertThrows(IllegalArgumentException.class, () -> KernelSelection.of("nonsense"))
            .getMessage());
  }

  @Test
  void simdWhereItCanBeHad() {
    Kernels simd = Implementations.simd();
    for (String mode : new String[] {"simd", "auto"}) {
      KernelSelection selection = KernelSelection.of(mode);
      assertEquals("simd", selection.kernels().name());
      assertEquals(simd.vectorBits(), selection.kernels().vectorBits());
      assertEquals("jdk.incubator.vector is there", selection.reason());
    }
  }

  @Test
  void withoutTheModule() {
    Assumptions.assumeFalse(Implementations.HAS_SIMD, "the vector module is there");
    String obstacle =
        "jdk.incubator.vector is not there; start Java with --add-modules jdk.incubator.vector";
    KernelSelection selection = KernelSelection.of("auto");
    assertEquals("scalar", selection.kernels().name());
    assertEquals(obstacle, selection.reason());
    assertEquals(
        "metasparse.kernels=simd, but " + obstacle,
        assertThrows(IllegalStateException.class, () -> KernelSelection.of("simd")).getMessage());
  }

  @Test
  void decidedOnce() {
    Assumptions.assumeTrue(System.getProperty(KernelSelection.PROPERTY) == null);
    KernelSelection current = KernelSelection.current();
    assertSame(current, KernelSelection.current());
    assertEquals(Implementations.HAS_SIMD ? "simd" : "scalar", current.kernels().name());
  }

  @Test
  void atStartUpThePropertyDecides() throws Exception {
    assertEquals("scalar", new StartUp("scalar").chosen());
    assertEquals(Implementations.HAS_SIMD ? "simd" : "scalar", new StartUp("auto").chosen());
    if (Implementations.HAS_SIMD) {
      assertEquals("simd", new StartUp("simd").chosen());
    } else {
      assertRefused(new StartUp("simd"), IllegalStateException.class, "metasparse.kernels=simd");
    }
    assertRefused(new StartUp("nonsense"), IllegalArgumentException.class, NONSENSE);
  }

  /** A wrong property is named to whoever asks, not only to the first. */
  private static void assertRefused(
      StartUp startUp, Class<? extends RuntimeException> type, String message) {
    for (int i = 0; i < 2; i++) {
      Throwable thrown = assertThrows(InvocationTargetException.class, startUp::chosen).getCause();
      assertSame(type, thrown.getClass(), thrown::toString);
      assertTrue(thrown.getMessage().startsWith(message), thrown::toString);
    }
  }

  /** The engine's classes loaded afresh, as in a process that has just begun. */
  private static final class StartUp {
    private final String property;
    private final Class<?> selection;

    StartUp(String property) throws ClassNotFoundException {
      this.property = property;
      URL classes = KernelSelection.class.getProtectionDomain().getCodeSource().getLocation();
      // The bootstrap loader: any other of the JDK's would find the module's own classes again.
      ClassLoader parent = null;
      selection =
          new URLClassLoader(new URL[] {classes}, parent)
              .loadClass(KernelSelection.class.getName());
    }

    String chosen() throws ReflectiveOperationException {
      String before = System.getProperty(KernelSelection.PROPERTY);
      System.setProperty(KernelSelection.PROPERTY, property);
      try {
        Object current = selection.getMethod("current").invoke(null);
        Object kernels = selection.getMethod("kernels").invoke(current);
        Method name = kernels.getClass().getMethod("name");
        return (String) name.invoke(kernels);
      } finally {
        if (before == null) {
          System.clearProperty(KernelSelection.PROPERTY);
        } else {
          System.setProperty(KernelSelection.PROPERTY, before);
        }
      }
    }
  }
}
