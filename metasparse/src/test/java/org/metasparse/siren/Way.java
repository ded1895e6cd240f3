package org.metasparse.siren;

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
    return new Way(KernelSelection.of("scalar").kernels(), 1);
  }

  /** The plain way on 2 and 3 threads, and SIMD, where this JVM has it, on 1 to 3. */
  public static List<Way> others() {
    List<Way> ways = new ArrayList<>();
    ways.add(new Way(plain().kernels(), 2));
    ways.add(new Way(plain().kernels(), 3));
    Kernels auto = KernelSelection.of("auto").kernels();
    for (int threads = 1; threads <= 3 && auto.name().equals("simd"); threads++) {
      ways.add(new Way(auto, threads));
    }
    return ways;
  }

  public Compute start() {
    return new Compute(kernels, new Workers(threads));
  }

  @Override
  public String toString() {
    return kernels.name() + " on " + threads + " threads";
  }
}
