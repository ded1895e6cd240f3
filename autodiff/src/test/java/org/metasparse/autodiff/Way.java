package org.metasparse.autodiff;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.metasparse.engine.Compute;
import org.metasparse.engine.KernelSelection;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Workers;

/** A way to compute: kernels and a number of threads. All ways must give the same bits. */
public record Way(Kernels kernels, int threads) {
  /** The readable kernels on one thread: what all others are compared with. */
  public static Way plain() {
    return new Way(scalar(), 1);
  }

  /** The plain way on 2 and 3 threads, SIMD on 1 to 3, and panels of another width. */
  public static List<Way> others() {
    List<Way> ways = new ArrayList<>();
    ways.add(new Way(scalar(), 2));
    ways.add(new Way(scalar(), 3));
    for (Kernels kernels : allKernels()) {
      if (kernels.name().equals("simd")) {
        ways.add(new Way(kernels, 1));
        ways.add(new Way(kernels, 2));
        ways.add(new Way(kernels, 3));
      }
      for (int width : new int[] {64, 128}) {
        ways.add(new Way(withPanels(kernels, width), 1));
      }
    }
    return ways;
  }

  /** Scalar kernels, and SIMD ones where this JVM has them. */
  public static List<Kernels> allKernels() {
    Kernels auto = KernelSelection.of("auto").kernels();
    return auto.name().equals("simd") ? List.of(scalar(), auto) : List.of(scalar());
  }

  private static Kernels scalar() {
    return KernelSelection.of("scalar").kernels();
  }

  /** The same arithmetic with panels of another width, which must never change a result. */
  private static Kernels withPanels(Kernels kernels, int width) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> {
              try {
                return method.getName().equals("panelWidth")
                    ? width
                    : method.invoke(kernels, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  public Compute start() {
    return new Compute(kernels, new Workers(threads));
  }

  @Override
  public String toString() {
    return kernels.name() + " in panels of " + kernels.panelWidth() + " on " + threads + " threads";
  }
}
